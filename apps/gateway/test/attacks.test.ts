import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeStore, fakeStore } from './fake-store.ts'

let store: FakeStore
beforeAll(async () => {
  store = await fakeStore({ RATE_LIMIT_AUTH: '2', TRUSTED_PROXY_HOPS: '1' })
})
afterAll(() => store.close())
beforeEach(() => {
  store.seen.length = 0
  store.renewals.length = 0
})

/** Sends a request line and headers as they are, and gives the status of the answer. */
function talk(head: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(store.url).port), '127.0.0.1', () =>
      socket.write(`${[...head, 'Connection: close', '', ''].join('\r\n')}`),
    )
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => resolve(Number(/^HTTP\/1.1 (\d{3})/.exec(answer)?.[1])))
    socket.on('error', reject)
  })
}

const logIn = (address: string) =>
  fetch(`${store.url}/api/v1/auth/otp`, { method: 'POST', headers: { 'x-forwarded-for': address } })

test('naming the address of the client a header of one hop does not hide it from the upstream', async () => {
  const status = await talk([
    'GET / HTTP/1.1',
    'Host: shop',
    'X-Forwarded-For: 192.0.2.7',
    'Connection: x-forwarded-for, x-request-id',
  ])
  expect(status).toBe(200)
  expect(store.seen[0]?.headers['x-forwarded-for']).toBe('192.0.2.7')
})

test('a request target with a host of its own is judged by its path and goes to no other host', async () => {
  const post = () =>
    talk(['POST http://169.254.169.254/api/v1/auth/otp HTTP/1.1', 'Host: shop', 'X-Forwarded-For: 192.0.2.8'])
  expect(await post()).toBe(400)
  expect(await talk(['GET http://169.254.169.254/latest HTTP/1.1', 'Host: shop'])).toBe(400)
  expect(store.seen).toEqual([])
})

test('addresses of one IPv6 network share a limit, for one customer has all of them', async () => {
  expect((await logIn('2001:db8:1:2::1')).status).toBe(200)
  expect((await logIn('2001:db8:1:2:ffff::2')).status).toBe(200)
  expect((await logIn('2001:db8:1:2:abcd:ef01:2345:6789')).status).toBe(429)
  expect((await logIn('2001:db8:1:3::1')).status).toBe(200)
})

test('a refresh cookie with signs of its own cannot add headers or cookies to the renewal', async () => {
  for (const value of ['bad%0D%0Ax-evil%3A%201', 'bad%3B%20admin_refresh%3Dgood', 'bad%DB%B2']) {
    const answer = await fetch(`${store.url}/orders`, { headers: { cookie: `store_refresh=${value}` } })
    expect(answer.status).toBe(200)
    expect(store.renewals.at(-1)).toBe(value)
  }
})

test('an answer that carries a renewed session is kept by no cache', async () => {
  const answer = await fetch(`${store.url}/api/docs/static/logo.svg`, { headers: { cookie: 'store_refresh=good-c' } })
  expect(answer.headers.getSetCookie()).toHaveLength(2)
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
})

test('an authorization that browsers send by themselves does not prove the site it comes from', async () => {
  const answer = await fetch(`${store.url}/api/v1/auth/logout`, {
    method: 'POST',
    headers: { authorization: 'Basic eDp5', cookie: 'store_refresh=good', 'sec-fetch-site': 'cross-site' },
  })
  expect(answer.status).toBe(403)
  expect(store.seen).toEqual([])
})
