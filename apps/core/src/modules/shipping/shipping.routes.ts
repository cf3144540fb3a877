import { idSchema, shippingMethodBody, shippingMethodList, shippingMethodView } from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import { listMethods, updateOnDelivery } from './shipping.repository.ts'

export function registerShippingRoutes(app: HttpServer, deps: { db: Database }): void {
  app.get(
    '/api/v1/shipping-methods',
    {
      schema: {
        tags: ['shipping'],
        summary: 'Ways of delivery and their prices',
        response: { 200: shippingMethodList },
      },
      config: { rules: { access: 'public', rate: 'read', idempotency: 'safe' } },
    },
    async () => ({ items: await listMethods(deps.db) }),
  )

  app.patch(
    '/api/v1/admin/shipping-methods/:methodId',
    {
      schema: {
        tags: ['admin'],
        summary: 'Allow or forbid payment on delivery',
        params: z.object({ methodId: idSchema('shp') }),
        body: shippingMethodBody,
        response: { 200: shippingMethodView },
      },
      config: { rules: { access: 'staff:orders.write', rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const { onDelivery } = request.body
      const method = await deps.db.transaction((tx) => updateOnDelivery(tx, request.params.methodId, onDelivery))
      return method ?? sendProblem(reply, { code: 'not_found' })
    },
  )
}
