import {
  adminOrderPage,
  adminOrderView,
  idSchema,
  orderPage,
  orderQuery,
  orderView as orderViewSchema,
} from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { type HttpServer, principalOf, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import { currentPayments } from '../payments/index.ts'
import { listAllOrders, listOwnOrders } from './list-orders.ts'
import { orderView } from './order-view.ts'
import { readAdminOrder } from './read-admin-order.ts'
import { findOwn } from './read-orders.ts'

const badCursor = {
  code: 'invalid_request',
  errors: [{ field: 'querystring.cursor', message: 'این نشانگر از این فهرست نیست' }],
} as const

export function registerOrdersRoutes(app: HttpServer, { db }: { db: Database }): void {
  app.get(
    '/api/v1/orders',
    {
      schema: { tags: ['orders'], summary: 'My orders', querystring: orderQuery, response: { 200: orderPage } },
      config: { rules: { access: 'customer', rate: 'read', idempotency: 'safe' } },
    },
    async (request, reply) => {
      const page = await listOwnOrders(db, principalOf(request).id, request.query)
      return page.ok ? page.value : sendProblem(reply, badCursor)
    },
  )

  app.get(
    '/api/v1/orders/:orderId',
    {
      schema: {
        tags: ['orders'],
        summary: 'One of my orders',
        params: z.object({ orderId: idSchema('ord') }),
        response: { 200: orderViewSchema },
      },
      config: { rules: { access: 'customer', rate: 'read', idempotency: 'safe' } },
    },
    async (request, reply) => {
      const order = await findOwn(db, request.params.orderId, principalOf(request).id)
      if (!order) return sendProblem(reply, { code: 'not_found' })
      return orderView(order, (await currentPayments(db, [order.id])).get(order.id))
    },
  )

  app.get(
    '/api/v1/admin/orders',
    {
      schema: {
        tags: ['admin'],
        summary: 'All orders, newest first',
        querystring: orderQuery,
        response: { 200: adminOrderPage },
      },
      config: { rules: { access: 'staff:orders.read', rate: 'read', idempotency: 'safe' } },
    },
    async (request, reply) => {
      const page = await listAllOrders(db, request.query)
      return page.ok ? page.value : sendProblem(reply, badCursor)
    },
  )

  app.get(
    '/api/v1/admin/orders/:orderId',
    {
      schema: {
        tags: ['admin'],
        summary: 'One order with its history and its money',
        params: z.object({ orderId: idSchema('ord') }),
        response: { 200: adminOrderView },
      },
      config: { rules: { access: 'staff:orders.read', rate: 'read', idempotency: 'safe' } },
    },
    async (request, reply) =>
      (await readAdminOrder(db, request.params.orderId)) ?? sendProblem(reply, { code: 'not_found' }),
  )
}
