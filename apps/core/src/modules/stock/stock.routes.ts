import { stockAnswer, stockQuery } from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import type { HttpServer } from '@hybrid-store/http'
import { explainVariants } from './explain-variants.ts'

export function registerStockRoutes(app: HttpServer, { db }: { db: Database }): void {
  app.get(
    '/api/v1/admin/stock',
    {
      schema: {
        tags: ['admin'],
        summary: 'Where the stock of a variant comes from, by its id or barcode',
        querystring: stockQuery,
        response: { 200: stockAnswer },
      },
      config: { rules: { access: 'staff:orders.read', rate: 'read', idempotency: 'safe' } },
    },
    async (request) => ({ items: await explainVariants(db, request.query.variant) }),
  )
}
