import {
  cancelBody,
  idSchema,
  orderView as orderViewSchema,
  refundBody,
  refundView,
  returnBody,
  returnView,
} from '@hybrid-store/contracts'
import { addToOutbox } from '@hybrid-store/database'
import { type HttpServer, principalOf, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import { answerOnce, problemAnswer } from '../../shared/idempotent.ts'
import { orderView, recordRefund, recordReturn } from '../orders/index.ts'
import { currentPayments } from '../payments/index.ts'
import { cancelOrder } from './cancel-order.ts'
import type { CheckoutDeps } from './checkout-deps.ts'

const params = z.object({ orderId: idSchema('ord') })
const doorbell = { type: 'sync.drain', body: { reason: 'after_sale' } }

/** Cancellation by customers and staff; returns and refunds by staff. */
export function registerAfterSaleRoutes(app: HttpServer, deps: Pick<CheckoutDeps, 'db' | 'clock'>): void {
  const { db, clock } = deps

  app.post(
    '/api/v1/orders/:orderId/cancel',
    {
      schema: { tags: ['orders'], summary: 'Cancel my order', params, response: { 200: orderViewSchema } },
      config: { rules: { access: 'customer', rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const { id } = principalOf(request)
      const cancelled = await cancelOrder(deps, { ...request.params, customerId: id, by: id, reason: null })
      if (!cancelled.ok) return sendProblem(reply, cancelled.error)
      const order = cancelled.value
      return orderView(order, (await currentPayments(db, [order.id])).get(order.id))
    },
  )

  app.post(
    '/api/v1/admin/orders/:orderId/cancel',
    {
      schema: {
        tags: ['admin'],
        summary: 'Cancel an order',
        params,
        body: cancelBody,
        response: { 200: orderViewSchema },
      },
      config: { rules: { access: 'staff:orders.write', rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const by = principalOf(request).id
      const cancelled = await cancelOrder(deps, { ...request.params, ...request.body, customerId: null, by })
      if (!cancelled.ok) return sendProblem(reply, cancelled.error)
      const order = cancelled.value
      return orderView(order, (await currentPayments(db, [order.id])).get(order.id))
    },
  )

  app.post(
    '/api/v1/admin/orders/:orderId/returns',
    {
      schema: {
        tags: ['admin'],
        summary: 'Record goods that came back',
        params,
        body: returnBody,
        response: { 200: returnView },
      },
      config: { rules: { access: 'staff:orders.write', rate: 'write', idempotency: 'key' } },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, () =>
        db.transaction(async (tx) => {
          const by = { by: principalOf(request).id, at: clock.now() }
          const recorded = await recordReturn(tx, { ...request.params, ...request.body, ...by })
          if (!recorded.ok) return problemAnswer(recorded.error)
          await addToOutbox(tx, 'order_sync_request', doorbell)
          const { id, itemsTotal, shippingTotal, total } = recorded.value
          return { status: 200, body: { id, itemsTotal, shippingTotal, total } }
        }),
      ),
  )

  app.post(
    '/api/v1/admin/orders/:orderId/refunds',
    {
      schema: {
        tags: ['admin'],
        summary: 'Record money that was paid back',
        params,
        body: refundBody,
        response: { 200: refundView },
      },
      config: { rules: { access: 'staff:orders.write', rate: 'write', idempotency: 'key' } },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, () =>
        db.transaction(async (tx) => {
          const by = { by: principalOf(request).id, at: clock.now() }
          const recorded = await recordRefund(tx, { ...request.params, ...request.body, ...by })
          if (!recorded.ok) return problemAnswer(recorded.error)
          await addToOutbox(tx, 'order_sync_request', doorbell)
          const { id, amount, reference } = recorded.value
          return { status: 200, body: { id, amount, reference } }
        }),
      ),
  )
}
