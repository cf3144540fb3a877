import { accessTokenClaims } from '@hybrid-store/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendProblem } from './problem.ts'

/** Who calls, as proven by an access token. */
export interface Principal {
  audience: 'customer' | 'staff'
  id: string
  permissions: readonly string[]
}

export interface AccessTokens {
  /** The claims of a valid token, or null. */
  verify(token: string): Promise<unknown>
}

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null
  }
}

/**
 * Reads the bearer token of each request and holds every route to the access it declares. The answers are for the caller
 * alone: no cache keeps one unless its route says so.
 */
export function authentication(app: FastifyInstance, tokens: AccessTokens): void {
  app.decorateRequest('principal', null)
  app.addHook('onRequest', async (request, reply) => {
    const rules = request.routeOptions.config.rules
    if (!rules) return
    request.principal = await readPrincipal(request, tokens)
    if (rules.access === 'public') return
    if (!request.principal) return sendProblem(reply, { code: 'unauthenticated' })
    if (!mayCall(request.principal, rules.access)) return sendProblem(reply, { code: 'forbidden' })
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.routeOptions.config.rules && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store')
  })
}

/** The caller of a route that is not public; such a route is never reached without one. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error(`route ${request.routeOptions.url} asks for a principal but is public`)
  return request.principal
}

async function readPrincipal(request: FastifyRequest, tokens: AccessTokens): Promise<Principal | null> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!token) return null
  const claims = accessTokenClaims.safeParse(await tokens.verify(token))
  return claims.success
    ? { audience: claims.data.aud, id: claims.data.sub, permissions: claims.data.permissions }
    : null
}

function mayCall(principal: Principal, access: string): boolean {
  if (access === 'customer') return principal.audience === 'customer'
  return principal.audience === 'staff' && principal.permissions.includes(access.slice('staff:'.length))
}
