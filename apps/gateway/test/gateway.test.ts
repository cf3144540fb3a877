import http from 'node:http'
import { createHttpServer, createLogger, listen } from '@hybrid-store/http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createGateway, gatewayConfigSchema } from '../src/index.ts'
import { type FakeStore, fakeStore } from './fake-store.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

describe('the gateway', () => {
  let store: FakeStore
  beforeAll(async () => {
    store = await fakeStore()
  })
  afterAll(() => store.close())
  beforeEach(() => {
    store.seen.length = 0
    store.renewals.length = 0
  })

  describe('routing', () => {
    test.each([
      ['/api/v1/products?q=x', 'core'],
      ['/.well-known/openid-configuration', 'core'],
      ['/media/abc-600.webp', 'core'],
      ['/admin', 'admin'],
      ['/admin/orders', 'admin'],
      ['/administration', 'storefront'],
      ['/', 'storefront'],
      ['/products/%D8%B4%D9%84%D9%88%D8%A7%D8%B1', 'storefront'],
    ])('%s goes to the %s with its address unchanged', async (path, upstream) => {
      const answer = await fetch(store.url + path)
      expect(answer.status).toBe(200)
      expect(store.seen).toMatchObject([{ upstream, url: path }])
    })

    test('the body and its type arrive as they were sent', async () => {
      const body = 'quantity=%DB%B2&variantId=x'
      await fetch(`${store.url}/cart/lines`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body,
      })
      expect(store.seen[0]?.body).toBe(body)
      expect(store.seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded; charset=utf-8')
    })

    test('JSON is passed on byte by byte', async () => {
      const body = '{ "a" :1,"b":"ی" }'
      await fetch(`${store.url}/api/v1/carts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      expect(store.seen[0]?.body).toBe(body)
    })

    test('an address that cannot be decoded is refused', async () => {
      const answer = await fetch(`${store.url}/products/%E0%A4%A`)
      expect(answer.status).toBe(400)
      expect(store.seen).toEqual([])
    })
  })

  describe('headers', () => {
    test('forwarding headers of the client are replaced by true ones, and so is a request id that is none', async () => {
      const answer = await fetch(`${store.url}/`, {
        headers: {
          'x-forwarded-for': '6.6.6.6',
          'x-forwarded-host': 'evil.example',
          'x-forwarded-user': 'admin',
          'x-real-ip': '6.6.6.6',
          forwarded: 'for=6.6.6.6',
          'x-request-id': 'chosen by "client"',
        },
      })
      const headers = store.seen[0]?.headers ?? {}
      expect(headers['x-forwarded-for']).toBe('127.0.0.1')
      expect(headers['x-forwarded-host']).toBe(new URL(store.url).host)
      expect(headers['x-forwarded-proto']).toBe('http')
      expect(headers['x-forwarded-user']).toBeUndefined()
      expect(headers['x-real-ip']).toBeUndefined()
      expect(headers.forwarded).toBeUndefined()
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
      expect(answer.headers.get('x-request-id')).toBe(headers['x-request-id'])
    })

    test('a well-formed request id of the client goes all the way and back', async () => {
      const answer = await fetch(`${store.url}/`, { headers: { 'x-request-id': 'click-7' } })
      expect(store.seen[0]?.headers['x-request-id']).toBe('click-7')
      expect(answer.headers.get('x-request-id')).toBe('click-7')
    })

    test('hop-by-hop headers stay on their hop', async () => {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const request = http.request(
          `${store.url}/`,
          { headers: { connection: 'x-secret-hop', 'x-secret-hop': '1', te: 'trailers', 'proxy-authorization': 'x' } },
          (answer) => {
            answer.resume()
            resolve(answer.statusCode)
          },
        )
        request.on('error', reject).end()
      })
      expect(status).toBe(200)
      const headers = store.seen[0]?.headers ?? {}
      expect([headers['x-secret-hop'], headers.te, headers['proxy-authorization']]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    })

    test('pages may load nothing from elsewhere and run nothing inline', async () => {
      const { headers } = await fetch(`${store.url}/`)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("style-src 'self'")
      expect(policy).not.toContain('unsafe-inline')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('strict-transport-security')).toBeNull()
    })
  })

  describe('sessions', () => {
    test('a customer cookie becomes a bearer token on the storefront and the API', async () => {
      const cookie = `store_access=${await store.accessToken({ sub: 'cus_1', aud: 'customer' })}`
      for (const path of ['/orders', '/api/v1/orders']) {
        const answer = await fetch(store.url + path, { headers: { cookie } })
        expect(await answer.json()).toMatchObject({ subject: 'cus_1' })
      }
    })

    test('the staff cookie counts on admin paths and where the client says so, the customer cookie elsewhere', async () => {
      const customer = await store.accessToken({ sub: 'cus_1', aud: 'customer' })
      const staff = await store.accessToken({ sub: 'stf_1', aud: 'staff' })
      const cookie = `store_access=${customer}; admin_access=${staff}`
      const subject = async (path: string, headers = {}) =>
        (await fetch(store.url + path, { headers: { cookie, ...headers } })).json()
      expect(await subject('/api/v1/admin/orders')).toMatchObject({ subject: 'stf_1' })
      expect(await subject('/api/v1/me', { 'x-session': 'staff' })).toMatchObject({ subject: 'stf_1' })
      expect(await subject('/api/v1/me')).toMatchObject({ subject: 'cus_1' })
    })

    test('a customer token in the staff cookie gives no staff session', async () => {
      const customer = await store.accessToken({ sub: 'cus_1', aud: 'customer' })
      const answer = await fetch(`${store.url}/api/v1/admin/orders`, {
        headers: { cookie: `admin_access=${customer}` },
      })
      expect(await answer.json()).toMatchObject({ subject: null })
    })

    test('a bearer token of a program is checked and passed on', async () => {
      const token = await store.accessToken({ sub: 'cus_2', aud: 'customer' })
      const answer = await fetch(`${store.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
      expect(await answer.json()).toMatchObject({ subject: 'cus_2' })
    })

    test('a bearer token that does not hold is refused before any upstream sees it', async () => {
      const answer = await fetch(`${store.url}/api/v1/me`, { headers: { authorization: 'Bearer a.b.c' } })
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({ code: 'unauthenticated' })
      expect(store.seen).toEqual([])
    })

    test('ten requests at once with an expired session renew it once', async () => {
      const expired = await store.accessToken({ sub: 'cus_1', aud: 'customer', expiresIn: '-1m' })
      const cookie = `store_access=${expired}; store_refresh=good-ten`
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => fetch(`${store.url}/orders`, { headers: { cookie } })),
      )
      expect(store.renewals).toEqual(['good-ten'])
      for (const answer of answers) {
        expect(await answer.json()).toMatchObject({ subject: 'renewed-1' })
        expect(answer.headers.getSetCookie().map((line) => line.split('=')[0])).toEqual([
          'store_access',
          'store_refresh',
        ])
      }
      expect(store.seen[0]?.headers.cookie).toContain('store_refresh=good-2')
      expect(store.seen[0]?.headers.cookie).not.toContain('good-ten')
    })

    test('a refused renewal clears the cookies and the request goes on as a stranger', async () => {
      const answer = await fetch(`${store.url}/orders`, { headers: { cookie: 'store_refresh=stolen; store_cart=c' } })
      expect(await answer.json()).toMatchObject({ subject: null })
      expect(answer.headers.getSetCookie()).toEqual(['store_refresh=; Path=/; Max-Age=0'])
      expect(store.seen[0]?.headers.cookie).toBe('store_cart=c')
    })

    test('the cookies of the page itself come after the renewed ones, so that they win', async () => {
      const answer = await fetch(`${store.url}/clears-session`, { headers: { cookie: 'store_refresh=good-out' } })
      expect(answer.headers.getSetCookie().at(-1)).toBe('store_refresh=; Path=/; Max-Age=0')
    })

    test('logging out does not spend the refresh token before the core sees it', async () => {
      await fetch(`${store.url}/api/v1/auth/logout`, {
        method: 'POST',
        headers: { cookie: 'store_refresh=good-3', 'sec-fetch-site': 'same-origin' },
      })
      expect(store.renewals).toEqual([])
      expect(store.seen[0]?.headers.cookie).toBe('store_refresh=good-3')
    })
  })

  describe('requests of other sites', () => {
    const post = (headers: Record<string, string>) => fetch(`${store.url}/cart/lines`, { method: 'POST', headers })
    const cookie = 'store_cart=cart_1'

    test.each([
      ['a foreign Sec-Fetch-Site', { cookie, 'sec-fetch-site': 'cross-site' }],
      ['a sister domain', { cookie, 'sec-fetch-site': 'same-site' }],
      ['a foreign Origin', { cookie, origin: 'https://evil.example' }],
      ['an opaque Origin', { cookie, origin: 'null' }],
      ['cookies but no word of where they come from', { cookie }],
      ['no cookies but a foreign Origin', { origin: 'https://evil.example' }],
    ])('%s is refused and reaches no upstream', async (_name, headers) => {
      const answer = await post(headers)
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ code: 'forbidden' })
      expect(store.seen).toEqual([])
    })

    test('own forms, typed requests and programs without cookies pass', async () => {
      const own: Record<string, string>[] = [
        { cookie, 'sec-fetch-site': 'same-origin', origin: 'null' },
        { cookie, origin: store.url },
        { cookie, origin: 'http://127.0.0.1:8080' },
        {},
        { authorization: `Bearer ${await store.accessToken({ sub: 'a', aud: 'customer' })}` },
      ]
      for (const headers of own) expect((await post(headers)).status).toBe(200)
    })
  })

  test('a body over 256 kB is refused with 413, also when its length is not announced', async () => {
    const big = Buffer.alloc(256 * 1024 + 1, 'x')
    const announced = await fetch(`${store.url}/api/v1/carts`, { method: 'POST', body: big })
    expect(announced.status).toBe(413)
    expect(await announced.json()).toMatchObject({ code: 'payload_too_large' })
    const chunked = await new Promise<number | undefined>((resolve, reject) => {
      const request = http.request(`${store.url}/api/v1/carts`, { method: 'POST' }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      request.on('error', reject)
      request.write(big)
      request.end()
    })
    expect(chunked).toBe(413)
    expect(store.seen).toEqual([])
  })

  test('it is ready while all upstreams live', async () => {
    expect((await fetch(`${store.url}/readyz`)).status).toBe(200)
    expect((await fetch(`${store.url}/livez`)).status).toBe(200)
  })
})

describe('rate limits', () => {
  let store: FakeStore
  beforeEach(async () => {
    store = await fakeStore({
      RATE_LIMIT_AUTH: '2',
      RATE_LIMIT_WRITE: '3',
      RATE_LIMIT_READ: '4',
      TRUSTED_PROXY_HOPS: '1',
    })
  })
  afterEach(() => store.close())
  const statuses = async (count: number, call: () => Promise<Response>) => {
    const found: number[] = []
    for (let index = 0; index < count; index++) found.push((await call()).status)
    return found
  }

  test('logging in, changes and reads are counted apart', async () => {
    const post = (path: string) => () => fetch(store.url + path, { method: 'POST' })
    expect(await statuses(3, post('/api/v1/auth/otp'))).toEqual([200, 200, 429])
    expect(await statuses(1, post('/login'))).toEqual([429])
    expect(await statuses(4, post('/api/v1/carts'))).toEqual([200, 200, 200, 429])
    expect(await statuses(5, () => fetch(`${store.url}/`))).toEqual([200, 200, 200, 200, 429])
    expect(await statuses(6, () => fetch(`${store.url}/media/a.webp`))).toEqual([200, 200, 200, 200, 200, 200])
  })

  test('an escaped or dotted spelling of a path falls under the same limit', async () => {
    const spellings = ['/api/v1/%61uth/otp', '/api/v1/./auth/otp', '/api/v1/auth/otp']
    const found: number[] = []
    for (const path of spellings) found.push((await fetch(store.url + path, { method: 'POST' })).status)
    expect(found).toEqual([200, 200, 429])
  })

  test('the refusal is a problem for programs and a Persian page for people', async () => {
    await statuses(2, () => fetch(`${store.url}/login`, { method: 'POST' }))
    const program = await fetch(`${store.url}/api/v1/auth/otp`, { method: 'POST' })
    expect(program.status).toBe(429)
    expect(await program.json()).toMatchObject({ code: 'too_many_requests', status: 429 })
    expect(Number(program.headers.get('retry-after'))).toBeGreaterThan(0)
    const person = await fetch(`${store.url}/login`, { method: 'POST', headers: { accept: 'text/html' } })
    expect(person.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await person.text()).toContain('درخواست‌ها زیاد است')
  })

  test('behind one trusted proxy the last forwarded address is the client, and a forged one before it is not', async () => {
    const from = (address: string) => () =>
      fetch(`${store.url}/login`, { method: 'POST', headers: { 'x-forwarded-for': `1.1.1.1, ${address}` } })
    expect(await statuses(3, from('5.5.5.5'))).toEqual([200, 200, 429])
    expect(await statuses(1, from('6.6.6.6'))).toEqual([200])
    expect(store.seen.at(-1)?.headers['x-forwarded-for']).toBe('6.6.6.6')
  })
})

describe('failure', () => {
  test('more than one replica is refused at the start', () => {
    const config = gatewayConfigSchema.parse({
      CORE_URL: 'http://127.0.0.1:1',
      STOREFRONT_URL: 'http://127.0.0.1:1',
      ADMIN_URL: 'http://127.0.0.1:1',
      GATEWAY_REPLICAS: '2',
    })
    expect(() => createGateway({ config, logger })).toThrow('GATEWAY_REPLICAS must be 1')
  })

  test('an upstream that is down is a 502: a page for people, a problem for programs', async () => {
    const gone = createHttpServer({ name: 'gone', logger })
    const goneUrl = await listen(gone, { port: 0 })
    await gone.close()
    const store = await fakeStore({ STOREFRONT_URL: goneUrl, CORE_URL: goneUrl })
    const page = await fetch(`${store.url}/cart`, { headers: { accept: 'text/html' } })
    expect(page.status).toBe(502)
    expect(await page.text()).toContain('<html lang="fa" dir="rtl">')
    const problem = await fetch(`${store.url}/api/v1/products`)
    expect(problem.status).toBe(502)
    expect(problem.headers.get('content-type')).toContain('application/problem+json')
    expect(await problem.json()).toMatchObject({ code: 'bad_gateway' })
    const ready = await fetch(`${store.url}/readyz`)
    expect(await ready.json()).toMatchObject({
      code: 'not_ready',
      failed: expect.arrayContaining(['core', 'storefront']),
    })
    await store.close()
  })

  test('without the core a session holder is told to wait instead of being taken for a stranger', async () => {
    const store = await fakeStore({ CORE_URL: 'http://127.0.0.1:9' })
    const answer = await fetch(`${store.url}/orders`, { headers: { cookie: 'store_refresh=good' } })
    expect(answer.status).toBe(502)
    expect(store.seen).toEqual([])
    await store.close()
  })

  test('an upstream that does not begin to answer in time is a 502', async () => {
    const slow = createHttpServer({ name: 'slow', logger })
    slow.get('/cart', () => new Promise(() => undefined))
    const slowUrl = await listen(slow, { port: 0 })
    const store = await fakeStore({ STOREFRONT_URL: slowUrl, UPSTREAM_TIMEOUT_MS: '100' })
    expect((await fetch(`${store.url}/cart`)).status).toBe(502)
    await store.close()
    slow.server.closeAllConnections()
    await slow.close()
  })
})
