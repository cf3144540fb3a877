import type { FastifyError, FastifyInstance } from 'fastify'
import { CoreUnavailable } from '../../core/core-request.ts'
import type { Site } from '../../site.ts'
import { brokenPage, notFoundPage, refusedPage } from './error-pages.tsx'

/** What no page answers, and what goes wrong on the way to one, in words for customers. */
export function addErrorPages(app: FastifyInstance, site: Site): void {
  app.get('/*', (request, reply) => site.show(site.visit(request, reply), reply, notFoundPage()))

  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const visit = site.visit(request, reply)
    if (error.statusCode && error.statusCode < 500) {
      const title = 'این درخواست پذیرفته نشد'
      const problem = { type: '/problems/invalid_request', title, status: error.statusCode, code: 'invalid_request' }
      return site.show(visit, reply, refusedPage(problem))
    }
    request.log.error({ err: error }, 'page failed')
    return site.show(visit, reply, brokenPage(request.id, error instanceof CoreUnavailable ? 503 : 500))
  })
}
