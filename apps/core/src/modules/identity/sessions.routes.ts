import { sessionAnswer, sessionBody } from '@hybrid-store/contracts'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import { closeSession } from './close-session.ts'
import { type RefreshDeps, refreshSession } from './refresh-session.ts'
import type { SessionCookies } from './session-cookies.ts'

export function registerSessionRoutes(app: HttpServer, deps: RefreshDeps & { cookies: SessionCookies }): void {
  app.get(
    '/.well-known/jwks.json',
    { schema: { tags: ['auth'], summary: 'Public keys of the access tokens' } },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300')
      return deps.tokens.jwks()
    },
  )

  app.post(
    '/api/v1/auth/refresh',
    {
      schema: {
        tags: ['auth'],
        summary: 'Exchange the refresh cookie for new tokens',
        body: sessionBody,
        response: { 200: sessionAnswer },
      },
      config: { rules: { access: 'public', rate: 'auth', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const { audience } = request.body
      const refreshToken = deps.cookies.refreshToken(request, audience)
      if (!refreshToken) return sendProblem(reply, { code: 'unauthenticated' })
      const refreshed = await refreshSession(deps, audience, refreshToken)
      if (!refreshed.ok) {
        deps.cookies.clear(reply, audience)
        return sendProblem(reply, refreshed.error)
      }
      deps.cookies.set(reply, audience, refreshed.value)
      const { accessToken, expiresInSeconds } = refreshed.value
      return { accessToken, expiresInSeconds }
    },
  )

  app.post(
    '/api/v1/auth/logout',
    {
      schema: { tags: ['auth'], summary: 'End the session of this browser', body: sessionBody },
      config: { rules: { access: 'public', rate: 'auth', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const { audience } = request.body
      const refreshToken = deps.cookies.refreshToken(request, audience)
      if (refreshToken) await closeSession(deps, refreshToken)
      deps.cookies.clear(reply, audience)
      return reply.code(204).send()
    },
  )
}
