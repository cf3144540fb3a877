import type { FastifyInstance } from 'fastify'
import type { DesktopDeps } from '../desktop-deps.ts'
import { refuse } from './answers.ts'
import { busyDaySchema, importSchema } from './schemas.ts'

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
