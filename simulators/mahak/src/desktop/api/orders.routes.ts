import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { cancelOrder } from '../acts/cancel-order.ts'
import { convertAllOrders } from '../acts/convert-all.ts'
import { convertOrder } from '../acts/convert-order.ts'
import { registerReceipt } from '../acts/register-receipts.ts'
import { returnOrder } from '../acts/return-order.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { answer, idSchema } from './answers.ts'

const returnSchema = z.strictObject({
  lines: z
    .array(z.strictObject({ orderDetailId: z.int(), count: z.number().positive().max(1e9) }))
    .max(10_000)
    .nullable()
    .default(null),
})

export function orderRoutes(app: FastifyInstance, deps: DesktopDeps): void {
  app.post('/orders/:id/convert', async (request, reply) =>
    answer(reply, await convertOrder(deps, idSchema.parse(request.params).id)),
  )
  app.post('/orders/convert-all', () => convertAllOrders(deps))
  app.post('/orders/:id/cancel', async (request, reply) =>
    answer(reply, await cancelOrder(deps, idSchema.parse(request.params).id)),
  )
  app.post('/orders/:id/return', async (request, reply) => {
    const { lines } = returnSchema.parse(request.body ?? {})
    return answer(reply, await returnOrder(deps, idSchema.parse(request.params).id, lines))
  })
  app.post('/receipts/:id/register', async (request, reply) =>
    answer(reply, await registerReceipt(deps, idSchema.parse(request.params).id)),
  )
}
