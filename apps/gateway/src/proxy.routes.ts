import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AccessTokenCheck } from './access-tokens.ts'
import { refuse } from './answers.ts'
import type { GatewayConfig } from './config.ts'
import { isForgeable } from './cross-site.ts'
import { forward } from './forward.ts'
import { clientOf } from './rate-limits.ts'
import { resolveSession, type SessionRequest } from './resolve-session.ts'
import { pathOf, type Upstream, upstreamOf } from './routing.ts'
import type { SessionRenewal } from './session-renewal.ts'

export interface ProxyDeps {
  config: GatewayConfig
  tokens: AccessTokenCheck
  renewal: SessionRenewal
}

/** Everything that comes in: checked, told who calls, and sent to the part of the store that answers it. */
export function addProxyRoute(app: FastifyInstance, deps: ProxyDeps): void {
  const { config } = deps
  const addresses: Record<Upstream, string> = {
    core: config.CORE_URL,
    storefront: config.STOREFRONT_URL,
    admin: config.ADMIN_URL,
  }
  app.addHook('onRequest', async (request, reply) => {
    // A target that names a host (`GET http://…`) is for forward proxies, and would be judged by another path than it takes.
    if (!request.url.startsWith('/')) return refuse(request, reply, { code: 'invalid_request' })
    if (isForgeable(request.method, request.headers, config.PUBLIC_URL)) {
      return refuse(request, reply, { code: 'forbidden' })
    }
  })

  app.all('/*', async (request, reply) => {
    const path = pathOf(request.url)
    const session = await sessionOf(deps, request, path)
    if (session === 'unavailable') return refuse(request, reply, { code: 'bad_gateway' })
    if (!session.ok) return refuse(request, reply, session.error)
    return forward(request, reply, {
      upstream: addresses[upstreamOf(path)],
      publicUrl: config.PUBLIC_URL,
      session: session.value,
    })
  })
}

/** Without the core nobody can tell who calls: then the request fails rather than passing as a stranger's. */
async function sessionOf(deps: ProxyDeps, request: FastifyRequest, path: string) {
  const caller: SessionRequest = {
    id: request.id,
    path,
    address: clientOf(request),
    authorization: request.headers.authorization,
    sessionHeader: request.headers['x-session'],
    cookies: request.cookies,
  }
  try {
    return await resolveSession(deps, caller)
  } catch (error) {
    request.log.warn({ err: error }, 'the core could not tell who calls')
    return 'unavailable'
  }
}
