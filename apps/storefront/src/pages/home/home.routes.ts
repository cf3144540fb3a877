import type { FastifyInstance } from 'fastify'
import { showRefusal } from '../../http/refusal.ts'
import type { Site } from '../../site.ts'
import { homePage } from './home.page.tsx'

export function addHomeRoutes(app: FastifyInstance, site: Site): void {
  app.get('/', async (request, reply) => {
    const visit = site.visit(request, reply)
    const [categories, newest] = await Promise.all([visit.api.categories(), visit.api.products({ sort: 'newest' })])
    if (!categories.ok) return showRefusal(site, visit, request, reply, categories.error)
    if (!newest.ok) return showRefusal(site, visit, request, reply, newest.error)
    return site.show(visit, reply, homePage(site.shopName, categories.value.items, newest.value.items))
  })
}
