import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  authentication,
  createHttpServer,
  type HttpServer,
  principalOf,
  readConfig,
  requireService,
  serviceTokens,
} from '../src/index.ts'

const CLAIMS: Record<string, unknown> = {
  'customer-token': { sub: 'cus_1', aud: 'customer' },
  'staff-token': { sub: 'stf_1', aud: 'staff', permissions: ['orders.read'] },
  'odd-token': { sub: 'x', aud: 'robot' },
}
const tokens = serviceTokens({ secret: 'a'.repeat(32), issuer: 'worker' })
let app: HttpServer

beforeAll(async () => {
  app = createHttpServer({ name: 'test', logger: pino({ level: 'silent' }) })
  authentication(app, { verify: async (token) => CLAIMS[token] ?? null })
  const rules = { rate: 'read', idempotency: 'safe' } as const
  app.get('/api/open', { config: { rules: { ...rules, access: 'public' } } }, async (request) => ({
    who: request.principal?.id ?? null,
  }))
  app.get('/api/public', { config: { rules: { ...rules, access: 'public' } } }, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=60').send({}),
  )
  app.get('/api/mine', { config: { rules: { ...rules, access: 'customer' } } }, async (request) => ({
    who: principalOf(request).id,
  }))
  app.get('/api/orders', { config: { rules: { ...rules, access: 'staff:orders.read' } } }, async () => ({}))
  app.get('/api/sync', { config: { rules: { ...rules, access: 'staff:sync.read' } } }, async () => ({}))
  app.get('/internal', { preHandler: requireService(tokens, 'adapter') }, async () => ({}))
})
afterAll(() => app.close())

const status = async (url: string, token?: string) =>
  (await app.inject({ url, headers: token ? { authorization: `Bearer ${token}` } : {} })).statusCode

describe('every route holds callers to the access it declares', () => {
  test.each([
    ['/api/open', undefined, 200],
    ['/api/open', 'nonsense', 200],
    ['/api/mine', undefined, 401],
    ['/api/mine', 'nonsense', 401],
    ['/api/mine', 'odd-token', 401],
    ['/api/mine', 'customer-token', 200],
    ['/api/mine', 'staff-token', 403],
    ['/api/orders', 'customer-token', 403],
    ['/api/orders', 'staff-token', 200],
    ['/api/sync', 'staff-token', 403],
  ])('%s with %s answers %i', async (url, token, expected) => expect(await status(url, token)).toBe(expected))
})

test('answers below /api are kept by no cache, refusals included, unless the route says otherwise', async () => {
  const cacheControl = async (url: string) => (await app.inject(url)).headers['cache-control']
  expect(await cacheControl('/api/open')).toBe('no-store')
  expect(await cacheControl('/api/mine')).toBe('no-store')
  expect(await cacheControl('/api/public')).toBe('public, max-age=60')
})

test('a service token opens only the service it names', async () => {
  expect(await status('/internal')).toBe(401)
  expect(await status('/internal', await tokens.issue('core'))).toBe(401)
  expect(
    await status('/internal', await serviceTokens({ secret: 'b'.repeat(32), issuer: 'worker' }).issue('adapter')),
  ).toBe(401)
  expect(await status('/internal', await tokens.issue('adapter'))).toBe(200)
})

test('wrong settings are listed by name, and their values are not printed', () => {
  const schema = z.object({
    PORT: z.coerce.number().int(),
    STORE_SECRET: z.string().min(32),
    EMPTY: z.string().default('x'),
  })
  expect(readConfig(schema, { PORT: '80', STORE_SECRET: 's'.repeat(32), EMPTY: '' })).toEqual({
    PORT: 80,
    STORE_SECRET: 's'.repeat(32),
    EMPTY: 'x',
  })
  expect(() => readConfig(schema, { PORT: 'abc', STORE_SECRET: 'hunter2' })).toThrow(/PORT: .*\n {2}STORE_SECRET: /)
  expect(() => readConfig(schema, { PORT: '1', STORE_SECRET: 'hunter2' })).not.toThrow(/hunter2/)
})
