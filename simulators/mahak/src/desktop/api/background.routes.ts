import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ACTS, type ActName, USUAL_RATES } from '../background/busy-day/acts.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { refuse } from './answers.ts'

export const importSchema = z.strictObject({
  products: z.int().min(1).max(1_000_000),
  seed: z.int().min(0).max(2_147_483_647).default(1405),
})

const actNames = Object.keys(ACTS) as [ActName, ...ActName[]]
const rate = z.number().min(0).max(100_000)

export const busyDaySchema = z.strictObject({
  seed: z.int().min(0).max(2_147_483_647).default(1),
  seconds: z.number().min(0).max(86_400).default(60),
  steps: z.int().min(1).max(1_000_000).nullable().default(null),
  /** Acts per minute by kind; those that are not named do not happen. The usual ones unless told. */
  rates: z
    .partialRecord(z.enum(actNames), rate)
    .transform((given) => ({ ...NO_RATES, ...given }))
    .default(USUAL_RATES),
})

const NO_RATES = Object.fromEntries(actNames.map((name) => [name, 0])) as Record<ActName, number>

export function backgroundRoutes(app: FastifyInstance, { background }: DesktopDeps): void {
  const { goodsImport, busyDay } = background
  app.get('/import', async () => goodsImport.state())
  app.post('/import', async (request, reply) => {
    if (!goodsImport.start(importSchema.parse(request.body))) return refuse(reply, 'already_running')
    return reply.code(202).send(goodsImport.state())
  })
  app.delete('/import', async () => {
    await goodsImport.stop()
    return goodsImport.state()
  })
  app.get('/busy-day', async () => busyDay.state())
  app.post('/busy-day', async (request, reply) => {
    if (!busyDay.start(busyDaySchema.parse(request.body ?? {}))) return refuse(reply, 'already_running')
    return reply.code(202).send(busyDay.state())
  })
  app.delete('/busy-day', async () => {
    await busyDay.stop()
    return busyDay.state()
  })
}
