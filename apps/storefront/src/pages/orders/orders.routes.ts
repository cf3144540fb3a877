import { PROBLEMS } from '@hybrid-store/contracts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { problemText } from '../../http/problem-text.ts'
import { askToLogIn, showRefusal } from '../../http/refusal.ts'
import type { Site } from '../../site.ts'
import { handoffPage } from '../payments/handoff.page.tsx'
import { orderPage } from './order.page.tsx'
import { ordersPage } from './orders.page.tsx'

const orderParams = z.object({ orderId: z.string() })
/** The one thing another page may have to tell of an order; anything else is ignored. */
const orderQuery = z.object({
  notice: z
    .literal('payment_unavailable')
    .transform((code) => PROBLEMS[code].title)
    .optional()
    .catch(undefined),
})
const ordersQuery = z.object({ cursor: z.string().max(400).optional().catch(undefined) })

export function addOrderRoutes(app: FastifyInstance, site: Site): void {
  app.get('/orders', async (request, reply) => {
    const visit = site.visit(request, reply)
    if (!visit.loggedIn) return askToLogIn(reply, '/orders')
    const orders = await visit.api.orders(ordersQuery.parse(request.query).cursor)
    if (!orders.ok) return showRefusal(site, visit, request, reply, orders.error)
    return site.show(visit, reply, ordersPage(orders.value.items, orders.value.nextCursor))
  })

  app.get('/orders/:orderId', async (request, reply) => {
    const visit = site.visit(request, reply)
    if (!visit.loggedIn) return askToLogIn(reply, request.url)
    const query = orderQuery.parse(request.query)
    const order = await visit.api.order(orderParams.parse(request.params).orderId)
    if (!order.ok) return showRefusal(site, visit, request, reply, order.error)
    return site.show(visit, reply, orderPage(order.value, query.notice))
  })

  app.post('/orders/:orderId/pay', async (request, reply) => {
    const visit = site.visit(request, reply)
    const { orderId } = orderParams.parse(request.params)
    if (!visit.loggedIn) return askToLogIn(reply, `/orders/${encodeURIComponent(orderId)}`)
    const started = await visit.api.pay(orderId)
    if (started.ok) return site.show(visit, reply, handoffPage(started.value.payment.redirectUrl, null))
    const order = await visit.api.order(orderId)
    if (!order.ok) return showRefusal(site, visit, request, reply, order.error)
    return site.show(visit, reply, {
      ...orderPage(order.value, problemText(started.error)),
      status: started.error.status,
    })
  })

  app.post('/orders/:orderId/cancel', async (request, reply) => {
    const visit = site.visit(request, reply)
    const { orderId } = orderParams.parse(request.params)
    if (!visit.loggedIn) return askToLogIn(reply, `/orders/${encodeURIComponent(orderId)}`)
    const cancelled = await visit.api.cancelOrder(orderId)
    if (cancelled.ok) return reply.redirect(`/orders/${encodeURIComponent(orderId)}`, 303)
    const order = await visit.api.order(orderId)
    if (!order.ok) return showRefusal(site, visit, request, reply, order.error)
    return site.show(visit, reply, {
      ...orderPage(order.value, problemText(cancelled.error)),
      status: cancelled.error.status,
    })
  })
}
