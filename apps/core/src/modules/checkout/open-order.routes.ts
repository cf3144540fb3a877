import {
  changeOrderBody,
  collectedBody,
  collectionView,
  idSchema,
  orderView as orderViewSchema,
} from '@hybrid-store/contracts'
import { addToOutbox } from '@hybrid-store/database'
import { type HttpServer, principalOf, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import { answerOnce, problemAnswer } from '../../shared/idempotent.ts'
import { orderView, recordCollection } from '../orders/index.ts'
import { currentPayments } from '../payments/index.ts'
import { changeOrder } from './change-order.ts'
import type { CheckoutDeps } from './checkout-deps.ts'

const params = z.object({ orderId: idSchema('ord') })
const doorbell = { type: 'sync.drain', body: { reason: 'order_collected' } }

/** What staff do with an order on its way: edit it, and take its money on delivery. */
export function registerOpenOrderRoutes(app: HttpServer, deps: Pick<CheckoutDeps, 'db' | 'clock'>): void {
  const { db, clock } = deps

  app.patch(
    '/api/v1/admin/orders/:orderId',
    {
      schema: {
        tags: ['admin'],
        summary: 'Edit an order before its invoice',
        params,
        body: changeOrderBody,
        response: { 200: orderViewSchema },
      },
      config: { rules: { access: 'staff:orders.write', rate: 'write', idempotency: 'key' } },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, () =>
        db.transaction(async (tx) => {
          const command = { ...request.params, ...request.body, by: principalOf(request).id }
          const changed = await changeOrder(tx, deps, command)
          if (!changed.ok) return problemAnswer({ ...changed.error })
          const order = changed.value
          return { status: 200, body: orderView(order, (await currentPayments(tx, [order.id])).get(order.id)) }
        }),
      ),
  )

  app.post(
    '/api/v1/admin/orders/:orderId/collected',
    {
      schema: {
        tags: ['admin'],
        summary: 'Record money that was taken on delivery',
        params,
        body: collectedBody,
        response: { 200: collectionView },
      },
      config: { rules: { access: 'staff:orders.write', rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const by = { by: principalOf(request).id, at: clock.now() }
      const recorded = await db.transaction(async (tx) => {
        const collection = await recordCollection(tx, { ...request.params, ...request.body, ...by })
        if (collection.ok) await addToOutbox(tx, 'order_sync_request', doorbell)
        return collection
      })
      if (!recorded.ok) return sendProblem(reply, recorded.error)
      const { id, amount, collectedAt } = recorded.value
      return { id, amount, collectedAt: collectedAt.toISOString() }
    },
  )
}
