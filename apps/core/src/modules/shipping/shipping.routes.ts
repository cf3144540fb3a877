import { shippingMethodList } from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import type { HttpServer } from '@hybrid-store/http'
import { listMethods } from './shipping.repository.ts'

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
}
