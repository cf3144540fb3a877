import { type CheckoutAnswer, checkoutAnswer, checkoutBody, idSchema, payAnswer } from '@hybrid-store/contracts'
import { type HttpServer, principalOf } from '@hybrid-store/http'
import { z } from 'zod'
import { answerOnce, sendAnswer } from '../../shared/idempotent.ts'
import { orderView } from '../orders/index.ts'
import { registerAfterSaleRoutes } from './after-sale.routes.ts'
import { type CheckedOut, checkOut } from './check-out.ts'
import type { CheckoutDeps } from './checkout-deps.ts'
import { registerOpenOrderRoutes } from './open-order.routes.ts'
import { payAgain } from './pay-again.ts'
import { refusalAnswer } from './refusal-problem.ts'

export function registerCheckoutRoutes(app: HttpServer, deps: CheckoutDeps): void {
  registerAfterSaleRoutes(app, deps)
  registerOpenOrderRoutes(app, deps)

  app.post(
    '/api/v1/checkout',
    {
      schema: {
        tags: ['checkout'],
        summary: 'Order the cart and begin to pay',
        body: checkoutBody,
        response: { 200: checkoutAnswer },
      },
      config: { rules: { access: 'customer', rate: 'write', idempotency: 'key' } },
    },
    async (request, reply) =>
      answerOnce(deps.db, request, reply, async () => {
        const customerId = idSchema('cus').parse(principalOf(request).id)
        const placed = await checkOut(deps, { ...request.body, customerId })
        if (!placed.ok) return refusalAnswer(placed.error)
        return { status: 200, body: checkoutView(placed.value) }
      }),
  )

  app.post(
    '/api/v1/orders/:orderId/pay',
    {
      schema: {
        tags: ['checkout'],
        summary: 'Pay an order that is still unpaid',
        params: z.object({ orderId: idSchema('ord') }),
        response: { 200: payAnswer },
      },
      // A repeat opens another payment, of which the order takes only one.
      config: { rules: { access: 'customer', rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const { orderId } = request.params
      const redirect = await payAgain(deps, { orderId, customerId: principalOf(request).id })
      if (!redirect.ok) return sendAnswer(reply, refusalAnswer(redirect.error))
      const { payment, redirectUrl } = redirect.value
      return { payment: { id: payment.id, redirectUrl } }
    },
  )
}

const checkoutView = (placed: CheckedOut): CheckoutAnswer =>
  placed.payment === null
    ? { order: orderView(placed.order, undefined), payment: null }
    : {
        order: orderView(placed.order, placed.payment),
        payment: { id: placed.payment.id, redirectUrl: placed.redirectUrl },
      }
