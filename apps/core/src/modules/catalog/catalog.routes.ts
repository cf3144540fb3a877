import { categoryList, productPage, productQuery, productView } from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import { listCategories } from './list-categories.ts'
import { listProducts } from './list-products.ts'
import { showProduct } from './show-product.ts'

const READ = { rules: { access: 'public', rate: 'read', idempotency: 'safe' } } as const
const tags = ['catalog']

export function registerCatalogRoutes(app: HttpServer, deps: { db: Database }): void {
  app.get(
    '/api/v1/categories',
    { schema: { tags, summary: 'All categories', response: { 200: categoryList } }, config: READ },
    async () => ({ items: await listCategories(deps.db) }),
  )
  app.get(
    '/api/v1/products',
    {
      schema: { tags, summary: 'Products on sale', querystring: productQuery, response: { 200: productPage } },
      config: READ,
    },
    async (request, reply) => {
      const listed = await listProducts(deps.db, request.query)
      if (listed.ok) return listed.value
      const errors = [{ field: 'querystring.cursor', message: 'این نشانگر از آنِ این فهرست نیست' }]
      return sendProblem(reply, { code: 'invalid_request', errors })
    },
  )
  app.get(
    '/api/v1/products/:slug',
    {
      schema: {
        tags,
        summary: 'One product with its variants, by slug or id',
        params: z.object({ slug: z.string().max(200) }),
        response: { 200: productView },
      },
      config: READ,
    },
    async (request, reply) =>
      (await showProduct(deps.db, request.params.slug)) ?? sendProblem(reply, { code: 'not_found' }),
  )
}
