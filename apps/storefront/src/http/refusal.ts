import type { Problem } from '@hybrid-store/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { notFoundPage, refusedPage } from '../pages/errors/error-pages.tsx'
import type { Site } from '../site.ts'
import type { Visit } from './visit.ts'

/** The answer to a refusal of the core that a page has no better word for: log in, not found, or the reason as it is. */
export function showRefusal(
  site: Site,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): Promise<FastifyReply> | FastifyReply {
  if (problem.status === 401) return askToLogIn(reply, request.method === 'GET' ? request.url : '/cart')
  // An id of the wrong shape in an address is, to a customer, a page that does not exist.
  const missing = problem.status === 404 || (problem.status === 400 && request.method === 'GET')
  return site.show(visit, reply, missing ? notFoundPage() : refusedPage(problem))
}

/** Sends the visitor to the login, and from there on to `next`. */
export function askToLogIn(reply: FastifyReply, next: string): FastifyReply {
  return reply.redirect(`/login?next=${encodeURIComponent(next)}`, 303)
}
