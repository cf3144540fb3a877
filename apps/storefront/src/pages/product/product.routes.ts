import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { showRefusal } from '../../http/refusal.ts'
import type { Site } from '../../site.ts'
import { productPage } from './product.page.tsx'

const slugParams = z.object({ slug: z.string() })

export function addProductRoutes(app: FastifyInstance, site: Site): void {
  app.get('/products/:slug', async (request, reply) => {
    const visit = site.visit(request, reply)
    const product = await visit.api.product(slugParams.parse(request.params).slug)
    if (!product.ok) return showRefusal(site, visit, request, reply, product.error)
    return site.show(visit, reply, productPage(product.value, site.publicUrl))
  })
}
