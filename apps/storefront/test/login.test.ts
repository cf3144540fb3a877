import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { localPath } from '../src/http/local-path.ts'
import { LOGIN_CODE } from './fake-core.ts'
import { has, LOGGED_IN, type Shop, shop, shownValue, textOf } from './shop.ts'

let store: Shop
beforeAll(async () => {
  store = await shop()
})
afterAll(() => store.close())
beforeEach(() => {
  store.core.state.seen.length = 0
})
const asked = (path: string) => store.core.state.seen.filter((call) => call.url === path)

describe('the mobile step', () => {
  test('sends a code, takes Persian digits, and keeps the number out of addresses', async () => {
    const answer = await store.post('/login', { mobile: '۰۹۱۲ ۱۲۳ ۴۵۶۷', next: '/checkout' })
    expect([answer.status, answer.location]).toEqual([303, '/login/code?next=%2Fcheckout'])
    expect(asked('/api/v1/auth/otp').map((call) => call.body)).toEqual([{ mobile: '+989121234567' }])
    expect(answer.headers.getSetCookie()[0]).toMatch(/^store_login=\+989121234567; .*Path=\/login; HttpOnly/)
  })

  test('shows a wrong number again with its error and sends nothing', async () => {
    const answer = await store.post('/login', { mobile: '۱۲۳"><b>', next: '/' })
    expect(answer.status).toBe(400)
    expect(textOf(answer.html, 'error-mobile')).toContain('شمارهٔ موبایل درست نیست')
    expect(shownValue(answer.html, 'login-mobile')).toBe('۱۲۳&quot;>&lt;b>')
    expect(asked('/api/v1/auth/otp')).toEqual([])
  })

  test('tells when codes are asked for too often', async () => {
    store.core.state.refusals.set('POST /api/v1/auth/otp', { code: 'too_many_requests' })
    const answer = await store.post('/login', { mobile: '09121234567' })
    expect(answer.status).toBe(429)
    expect(textOf(answer.html, 'error-mobile')).toContain('درخواست‌ها زیاد است')
  })

  test('tells when the SMS could not be sent', async () => {
    store.core.state.refusals.set('POST /api/v1/auth/otp', { code: 'bad_gateway', detail: 'پیامک فرستاده نشد' })
    const answer = await store.post('/login', { mobile: '09121234567' })
    expect(textOf(answer.html, 'error-mobile')).toBe('پیامک فرستاده نشد')
  })
})

describe('the code step', () => {
  const cookie = 'store_login=%2B989121234567'

  test('is made for phones: digits, one-time-code, six places', async () => {
    const { html } = await store.get('/login/code?next=/orders', { cookie })
    expect(html).toMatch(/<input id="code"[^>]*inputMode="numeric"[^>]*|inputmode="numeric"/)
    expect(html).toContain('autocomplete="one-time-code"')
    expect(html).toContain('۰۹۱۲۱۲۳۴۵۶۷')
  })

  test('logs in, hands the session cookies to the browser and goes on', async () => {
    const answer = await store.post('/login/code', { code: '۱۲۳۴۵۶', next: '/checkout' }, { cookie })
    expect([answer.status, answer.location]).toEqual([303, '/checkout'])
    expect(asked('/api/v1/auth/otp/verify').map((call) => call.body)).toEqual([
      { mobile: '+989121234567', code: LOGIN_CODE },
    ])
    expect(answer.headers.getSetCookie().map((line) => line.split(';')[0])).toEqual([
      'store_access=token',
      'store_refresh=refresh',
      'store_login=',
    ])
  })

  test('a wrong code is told and the field is offered again', async () => {
    const answer = await store.post('/login/code', { code: '000000' }, { cookie })
    expect(answer.status).toBe(401)
    expect(textOf(answer.html, 'error-code')).toBe('کد درست نیست')
    expect(has(answer.html, 'login-code')).toBe(true)
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test('a code that is no code is told as such', async () => {
    const answer = await store.post('/login/code', { code: '12' }, { cookie })
    expect(textOf(answer.html, 'error-code')).toBe('کد ۶ رقم است')
  })

  test('without a number it leads back to the first step', async () => {
    expect((await store.get('/login/code?next=/orders')).location).toBe('/login?next=%2Forders')
    expect((await store.post('/login/code', { code: '123456' })).location).toBe('/login?next=%2F')
    expect(asked('/api/v1/auth/otp/verify')).toEqual([])
  })
})

describe('where it leads', () => {
  test.each([
    ['/checkout?a=b', '/checkout?a=b'],
    ['/a/../b', '/b'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/a\\b', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/x/..//evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['', '/'],
    [undefined, '/'],
    [['/a', '/b'], '/'],
  ])('next=%s leads to %s', (next, target) => {
    expect(localPath(next, '/')).toBe(target)
  })

  test('a foreign target in the form leads home', async () => {
    const answer = await store.post(
      '/login/code',
      { code: LOGIN_CODE, next: 'https://evil.example/' },
      { cookie: 'store_login=%2B989121234567' },
    )
    expect(answer.location).toBe('/')
  })

  test('someone who is logged in is not asked again', async () => {
    expect((await store.get('/login?next=/orders', LOGGED_IN)).location).toBe('/orders')
  })
})

test('logging out ends the session at the core and clears its cookie', async () => {
  expect(has((await store.get('/logout')).html, 'logout')).toBe(true)
  const answer = await store.post('/logout', {}, { cookie: 'store_refresh=r' })
  expect(answer.location).toBe('/')
  expect(answer.headers.getSetCookie()).toEqual(['store_refresh=; Path=/; Max-Age=0'])
  expect(asked('/api/v1/auth/logout')[0]?.headers.cookie).toBe('store_refresh=r')
  expect(asked('/api/v1/auth/logout')[0]?.body).toEqual({ audience: 'customer' })
})
