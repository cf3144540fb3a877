import { connect } from 'node:net'
import { createMetrics } from '@hybrid-store/observability'
import { correlationId } from '@hybrid-store/observability/correlation'
import { pino } from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createHttpServer, type HttpServer, listen, networkOf, requireRouteRules, sendProblem } from '../src/index.ts'

const logged: string[] = []
const logger = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) })
const servers: HttpServer[] = []

function makeServer(options: Partial<Parameters<typeof createHttpServer>[0]> = {}): HttpServer {
  const app = createHttpServer({ name: 'test', logger, ...options })
  app.post(
    '/echo',
    { schema: { body: z.strictObject({ name: z.string(), count: z.int().min(1) }) } },
    async (request) => request.body,
  )
  app.get('/broken', async () => {
    throw new Error('secret detail of the database')
  })
  app.get('/refused', (_request, reply) =>
    sendProblem(reply, { code: 'out_of_stock', detail: 'two are left', lines: [1] }),
  )
  servers.push(app)
  return app
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((app) => app.close()))
  logged.length = 0
})

const post = (app: HttpServer, payload: string, contentType = 'application/json') =>
  app.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': contentType } })

describe('errors are problem+json', () => {
  test('a wrong body names each field', async () => {
    const answer = await post(makeServer(), JSON.stringify({ name: 5, count: 0 }))
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toMatchObject({ code: 'invalid_request', status: 400, type: '/problems/invalid_request' })
    expect(answer.json().errors.map((error: { field: string }) => error.field)).toEqual(['body.name', 'body.count'])
  })

  test.each([
    ['broken JSON', '{"name":', 'application/json', 400, 'malformed_body'],
    ['an empty body', '', 'application/json', 400, 'malformed_body'],
    ['another content type', '<a/>', 'application/xml', 415, 'unsupported_media_type'],
    ['too large a body', JSON.stringify({ name: 'x'.repeat(300_000) }), 'application/json', 413, 'payload_too_large'],
    ['an unknown member', '{"name":"a","count":1,"more":2}', 'application/json', 400, 'invalid_request'],
    [
      'a poisoned prototype',
      '{"__proto__":{"admin":true},"name":"a","count":1}',
      'application/json',
      400,
      'malformed_body',
    ],
  ])('%s', async (_what, body, contentType, status, code) => {
    const answer = await post(makeServer(), body, contentType)
    expect(answer.statusCode).toBe(status)
    expect(answer.json().code).toBe(code)
  })

  test('an unknown address is not_found', async () => {
    const answer = await makeServer().inject('/nowhere')
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
  })

  test('an address that cannot be decoded, and a request that is no HTTP', async () => {
    const app = makeServer()
    const broken = await app.inject('/%zz')
    expect([broken.statusCode, broken.json().code]).toEqual([400, 'malformed_body'])
    const raw = await talk(await listen(app, { port: 0 }), 'GET /شلوار HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(raw).toContain('HTTP/1.1 400 Bad Request')
    expect(raw).toContain('application/problem+json')
    expect(raw).toContain('"code":"malformed_body"')
  })

  test('a bug is internal_error: logged with its cause, told without it', async () => {
    const answer = await makeServer().inject({ url: '/broken', headers: { 'x-request-id': 'req-7' } })
    expect(answer.statusCode).toBe(500)
    expect(answer.json()).toEqual({
      type: '/problems/internal_error',
      title: 'خطای داخلی',
      status: 500,
      code: 'internal_error',
      requestId: 'req-7',
    })
    expect(answer.headers['x-request-id']).toBe('req-7')
    expect(logged.some((line) => line.includes('secret detail') && line.includes('req-7'))).toBe(true)
  })

  test('a request id that could hurt logs, headers or SQL is replaced, and durations are told by route, not by address', async () => {
    const metrics = createMetrics()
    const app = createHttpServer({ name: 'measured', logger: pino({ level: 'silent' }), metrics })
    app.post('/things/:id', async () => ({ request: correlationId() ?? null }))
    const payload = { big: 'x'.repeat(100_000) }
    const kept = await app.inject({ method: 'POST', url: '/things/7', headers: { 'x-request-id': 'click-7' }, payload })
    expect(kept.json()).toEqual({ request: 'click-7' })
    const odd = await app.inject({ method: 'POST', url: '/things/8', headers: { 'x-request-id': "'; drop" }, payload })
    expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(odd.json()).toEqual({ request: odd.headers['x-request-id'] })
    await app.inject('/things/secret/else')
    const text = await metrics.registry.metrics()
    expect(text).toContain('_count{app="measured",method="POST",route="/things/:id",status="200"} 2')
    expect(text).toContain('_count{app="measured",method="GET",route="unknown",status="404"} 1')
    expect(text).not.toContain('secret')
    await app.close()
  })

  test('an expected failure carries its own members', async () => {
    const answer = await makeServer().inject('/refused')
    expect(answer.json()).toMatchObject({ status: 409, code: 'out_of_stock', detail: 'two are left', lines: [1] })
  })
})

/** Sends bytes as they are and gives the whole answer. */
function talk(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

describe('text that PostgreSQL cannot keep', () => {
  test.each([
    ['a NUL in a body', 'POST', '/echo', { name: 'a\u0000b', count: 1 }, 'body.name'],
    ['half a surrogate pair in a body', 'POST', '/echo', { name: 'a\ud800', count: 1 }, 'body.name'],
    ['a NUL deep in a body', 'POST', '/echo', { name: [[{ x: '\u0000' }]], count: 1 }, 'body.name.0.0.x'],
    ['a NUL as the name of a member', 'POST', '/echo', { 'a\u0000': 1 }, 'body'],
    ['a NUL in a query', 'GET', '/refused?q=%00', undefined, 'querystring.q'],
  ] as const)('%s is refused as a wrong request that names it', async (_what, method, url, payload, field) => {
    const answer = await makeServer().inject({ method, url, ...(payload ? { payload } : {}) })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request'])
    const message = 'text holds a NUL character or half a surrogate pair'
    expect(answer.json()).toMatchObject({ detail: message, errors: [{ field, message }] })
    expect(logged.filter((line) => line.includes('request failed'))).toEqual([])
  })

  test('every other text passes, and so does a body of any depth', async () => {
    const name = 'نیم\u200cبوت 😀 \t\n'
    expect((await post(makeServer(), JSON.stringify({ name, count: 1 }))).json()).toEqual({ name, count: 1 })
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect((await post(makeServer(), deep)).json().code).toBe('invalid_request')
  })
})

describe('who calls', () => {
  const ipOf = async (remoteAddress: string, forwarded: string) => {
    const app = makeServer()
    app.get('/ip', async (request) => request.ip)
    return (await app.inject({ url: '/ip', remoteAddress, headers: { 'x-forwarded-for': forwarded } })).body
  }

  test('a service in the own network may say for whom it asks, whoever calls from outside may not', async () => {
    expect(await ipOf('127.0.0.1', '198.51.100.1')).toBe('198.51.100.1')
    expect(await ipOf('10.42.0.7', '198.51.100.1')).toBe('198.51.100.1')
    expect(await ipOf('10.42.0.7', '10.1.1.1')).toBe('10.1.1.1')
    expect(await ipOf('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9')
  })

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::5', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1::5:6:7:8:9:a', '1:0:5:6::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network))

  test('a request that does not end is given up', () => {
    expect(makeServer().server.requestTimeout).toBe(60_000)
  })
})

describe('health', () => {
  test('ready only while every dependency answers', async () => {
    let up = false
    const app = makeServer({ ready: { database: async () => (up ? undefined : Promise.reject(new Error('down'))) } })
    expect((await app.inject('/livez')).statusCode).toBe(200)
    const down = await app.inject('/readyz')
    expect([down.statusCode, down.json().failed]).toEqual([503, ['database']])
    up = true
    expect((await app.inject('/readyz')).statusCode).toBe(200)
  })
})

test('a route below /api without rules refuses to start', () => {
  const app = makeServer()
  requireRouteRules(app)
  expect(() => app.get('/api/v1/forgotten', async () => ({}))).toThrow(
    'route GET /api/v1/forgotten does not declare config.rules',
  )
})

test('a taken port is reported with the variable that changes it', async () => {
  const first = makeServer()
  const port = Number(new URL(await listen(first, { port: 0 })).port)
  await expect(listen(makeServer(), { port, portVariable: 'PORT' })).rejects.toThrow(
    `port ${port} on 127.0.0.1 is already in use: set PORT to another port or end the program that uses it`,
  )
})
