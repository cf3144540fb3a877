import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { showRefusal } from '../../http/refusal.ts'
import type { Site } from '../../site.ts'
import { notFoundPage } from '../errors/error-pages.tsx'
import { categoryPage } from './category.page.tsx'
import { listQuery } from './list-query.ts'
import { searchPage } from './search.page.tsx'

const slugParams = z.object({ slug: z.string() })

export function addCatalogRoutes(app: FastifyInstance, site: Site): void {
  app.get('/categories/:slug', async (request, reply) => {
    const visit = site.visit(request, reply)
    const { slug } = slugParams.parse(request.params)
    const query = { ...listQuery(request.query), q: undefined }
    const [categories, products] = await Promise.all([
      visit.api.categories(),
      visit.api.products({ category: slug, sort: query.sort, cursor: query.cursor }),
    ])
    if (!categories.ok) return showRefusal(site, visit, request, reply, categories.error)
    if (!products.ok) return showRefusal(site, visit, request, reply, products.error)
    const category = categories.value.items.find((one) => one.slug === slug)
    if (!category) return site.show(visit, reply, notFoundPage())
    return site.show(visit, reply, categoryPage(category, query, products.value))
  })

  app.get('/search', async (request, reply) => {
    const visit = site.visit(request, reply)
    const query = listQuery(request.query)
    const products = await visit.api.products({ q: query.q, sort: query.sort, cursor: query.cursor })
    if (!products.ok) return showRefusal(site, visit, request, reply, products.error)
    return site.show(visit, reply, searchPage(query, products.value))
  })
}
