import type { FastifyInstance } from 'fastify'
import { backgroundRoutes } from './api/background.routes.ts'
import { goodsRoutes } from './api/goods.routes.ts'
import { orderRoutes } from './api/orders.routes.ts'
import { peopleRoutes } from './api/people.routes.ts'
import { readingRoutes } from './api/reading.routes.ts'
import type { DesktopDeps } from './desktop-deps.ts'

/** What the accountant can see and do, as JSON for scripts and tests. */
export function desktopApiRoutes(deps: DesktopDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    for (const routes of [readingRoutes, goodsRoutes, peopleRoutes, orderRoutes, backgroundRoutes]) routes(app, deps)
  }
}
