import { createHttpServer, createLogger, type HttpServer, listen } from '@hybrid-store/http'
import type { FastifyInstance } from 'fastify'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { createGateway, gatewayConfigSchema } from '../src/index.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

/** What an upstream got to see of a request. */
export interface Seen {
  upstream: string
  method: string
  url: string
  headers: Record<string, string | string[] | undefined>
  body: string | null
}

export interface FakeStore {
  /** Base address of the gateway. */
  url: string
  seen: Seen[]
  /** Refresh tokens in the order in which the core was asked to renew them. */
  renewals: string[]
  accessToken(claims: { sub: string; aud: string; expiresIn?: string }): Promise<string>
  core: HttpServer
  coreUrl: string
  close(): Promise<void>
}

/** A gateway over three upstreams that report what they were sent; the core signs tokens and renews `good-…` sessions. */
export async function fakeStore(settings: Record<string, string> = {}): Promise<FakeStore> {
  const keys = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256' }
  const seen: Seen[] = []
  const renewals: string[] = []
  const accessToken: FakeStore['accessToken'] = ({ sub, aud, expiresIn = '10m' }) =>
    new SignJWT({ permissions: [] })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setSubject(sub)
      .setAudience(aud)
      .setIssuedAt()
      .setExpirationTime(expiresIn)
      .sign(keys.privateKey)

  const core = createHttpServer({ name: 'core', logger })
  core.get('/.well-known/jwks.json', async () => ({ keys: [jwk] }))
  core.post('/api/v1/auth/refresh', async (request, reply) => {
    const token = /_refresh=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    renewals.push(token)
    if (!token.startsWith('good')) {
      return reply.code(401).header('set-cookie', 'store_refresh=; Path=/; Max-Age=0').send({})
    }
    const renewed = await accessToken({ sub: `renewed-${renewals.length}`, aud: 'customer' })
    reply.header('set-cookie', [`store_access=${renewed}; Path=/; HttpOnly`, 'store_refresh=good-2; Path=/; HttpOnly'])
    return { accessToken: renewed, expiresInSeconds: 600 }
  })
  const upstreams = [
    core,
    createHttpServer({ name: 'storefront', logger }),
    createHttpServer({ name: 'admin', logger }),
  ]
  const names = ['core', 'storefront', 'admin'] as const
  upstreams.forEach((app, index) => {
    report(app as unknown as FastifyInstance, names[index] ?? '', seen)
  })
  const urls = await Promise.all(upstreams.map((app) => listen(app, { port: 0 })))

  const config = gatewayConfigSchema.parse({
    CORE_URL: urls[0],
    STOREFRONT_URL: urls[1],
    ADMIN_URL: urls[2],
    ...settings,
  })
  const gateway = createGateway({ config, logger })
  const url = await listen(gateway.app, { port: 0 })
  return {
    url,
    seen,
    renewals,
    accessToken,
    core,
    coreUrl: urls[0] ?? '',
    close: async () => {
      await gateway.close()
      await Promise.all(upstreams.map((app) => app.close()))
    },
  }
}

function report(app: FastifyInstance, upstream: string, seen: Seen[]): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.all('/*', async (request, reply) => {
    const body = typeof request.body === 'string' ? request.body : null
    seen.push({ upstream, method: request.method, url: request.url, headers: request.headers, body })
    if (request.url.startsWith('/api/docs/static')) reply.header('cache-control', 'public, max-age=31536000')
    if (request.url.startsWith('/clears-session')) reply.header('set-cookie', 'store_refresh=; Path=/; Max-Age=0')
    return { upstream, subject: subjectOf(request.headers.authorization) }
  })
}

/** The subject of a bearer token, unverified. */
function subjectOf(authorization: string | undefined): string | null {
  const payload = authorization?.split('.')[1]
  if (!payload) return null
  const claims: { sub?: string } = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return claims.sub ?? null
}
