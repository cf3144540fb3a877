import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cookie, type IdentityDesk, identityDesk } from './desk.ts'

const MOBILE = '+989121234567'
const DAY_MS = 24 * 3_600_000
let desk: IdentityDesk
beforeAll(async () => {
  desk = await identityDesk('https://shop.example')
})
afterAll(() => desk.close())
beforeEach(() =>
  desk.db.run(sql`truncate identity.otp_challenge, identity.otp_request, identity.session, customers.customer cascade`),
)

async function login() {
  await desk.askCode(MOBILE)
  return desk.enter(MOBILE, desk.lastCode())
}
const refreshOf = async () => cookie(await login(), 'store_refresh')
const refresh = (token: string, audience = 'customer') =>
  desk.post('refresh', { audience }, { cookies: { store_refresh: token, admin_refresh: token } })
const codeOf = async (answer: ReturnType<typeof refresh>) => (await answer).json().code ?? 'ok'
const ends = () =>
  desk.db.rows<{ because: string }>(sql`select ended_because as because from identity.session order by created_at`)

test('cookies are out of reach of scripts, tied to the site, and secure where the store runs on TLS', async () => {
  const answer = await login()
  const attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' }
  expect(answer.cookies).toMatchObject([
    { name: 'store_access', maxAge: 600, ...attributes },
    { name: 'store_refresh', maxAge: 60 * 24 * 3600, ...attributes },
  ])
  expect(answer.body).not.toContain(cookie(answer, 'store_refresh'))
  const row = await desk.db.row<{ tokenHash: Buffer }>(
    sql`select token_hash as "tokenHash" from identity.refresh_token`,
  )
  expect(row?.tokenHash).toHaveLength(32)
})

test('each use of a refresh token gives a new pair for the same person', async () => {
  const first = await refreshOf()
  const answer = await refresh(first)
  expect(answer.json()).toEqual({ accessToken: expect.any(String), expiresInSeconds: 600 })
  const second = cookie(answer, 'store_refresh')
  expect(second).not.toBe(first)
  expect(await desk.tokens.verify(answer.json().accessToken)).toMatchObject({ aud: 'customer' })
  expect((await refresh(second)).statusCode).toBe(200)
})

test('parallel requests with the same cookie all go on, within ten seconds', async () => {
  const token = await refreshOf()
  const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(token)))
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(8).fill(200))
  expect(new Set(answers.map((answer) => cookie(answer, 'store_refresh'))).size).toBe(8)
  desk.clock.advance(10_000)
  expect(await codeOf(refresh(token))).toBe('ok')
  expect(await ends()).toEqual([{ because: null }])
})

test('a token used again later ends the whole session, also for the newest token, and clears the cookies', async () => {
  const stolen = await refreshOf()
  const newest = cookie(await refresh(stolen), 'store_refresh')
  desk.clock.advance(10_001)
  const reuse = await refresh(stolen)
  expect(reuse.json()).toMatchObject({ status: 401, code: 'session_revoked' })
  expect(reuse.cookies.map(({ name, value }) => [name, value])).toEqual([
    ['store_access', ''],
    ['store_refresh', ''],
  ])
  expect(await codeOf(refresh(newest))).toBe('session_revoked')
  expect(await ends()).toEqual([{ because: 'token_reused' }])
  expect(desk.lines.join('')).not.toContain(stolen)
})

test('another session of the same person is not touched by a reuse', async () => {
  const stolen = await refreshOf()
  await refresh(stolen)
  desk.clock.advance(61_000)
  const other = await refreshOf()
  await refresh(stolen)
  expect(await codeOf(refresh(other))).toBe('ok')
})

test('a customer who comes back within 60 days stays logged in, one who does not has to log in again', async () => {
  let token = await refreshOf()
  for (let visit = 0; visit < 3; visit += 1) {
    desk.clock.advance(59 * DAY_MS)
    token = cookie(await refresh(token), 'store_refresh')
  }
  desk.clock.advance(60 * DAY_MS)
  expect(await codeOf(refresh(token))).toBe('session_revoked')
})

test('logging out ends the session and clears the cookies; doing it again is no error', async () => {
  const token = await refreshOf()
  const logout = () => desk.post('logout', { audience: 'customer' }, { cookies: { store_refresh: token } })
  const answer = await logout()
  expect([answer.statusCode, answer.cookies.map(({ value }) => value)]).toEqual([204, ['', '']])
  expect((await logout()).statusCode).toBe(204)
  expect((await desk.post('logout', { audience: 'customer' })).statusCode).toBe(204)
  expect(await codeOf(refresh(token))).toBe('session_revoked')
  expect(await ends()).toEqual([{ because: 'logout' }])
})

test('no cookie, an unknown token, the other audience and bad bodies get nothing', async () => {
  const token = await refreshOf()
  expect((await desk.post('refresh', { audience: 'customer' })).json().code).toBe('unauthenticated')
  expect(await codeOf(refresh('unknown'))).toBe('session_revoked')
  expect(await codeOf(refresh(token, 'staff'))).toBe('session_revoked')
  expect((await desk.post('refresh', { audience: 'robot' })).json().errors[0].field).toBe('body.audience')
  expect((await desk.post('logout', {})).json().errors[0].field).toBe('body.audience')
})

test('an old session of a person is removed when they log in anew', async () => {
  await refreshOf()
  desk.clock.advance(61 * DAY_MS)
  await refreshOf()
  expect(await ends()).toEqual([{ because: null }])
})
