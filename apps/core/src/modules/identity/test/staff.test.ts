import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ensureStaff } from '../index.ts'
import { cookie, type IdentityDesk, identityDesk } from './desk.ts'

const PASSWORD = 'a good long password'
let desk: IdentityDesk
beforeAll(async () => {
  desk = await identityDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  await desk.db.run(sql`truncate identity.staff, identity.staff_login_failure, identity.session cascade`)
  await ensureStaff(desk.db, { username: 'Admin', password: PASSWORD, permissions: ['orders.read', 'sync.read'] })
})
const login = (username: string, password: string) => desk.post('staff', { username, password })
const refresh = (token: string) => desk.post('refresh', { audience: 'staff' }, { cookies: { admin_refresh: token } })

test('name and password open a session with the permissions of the person', async () => {
  const answer = await login('ADMIN ', PASSWORD)
  expect(answer.json()).toEqual({
    accessToken: expect.any(String),
    expiresInSeconds: 600,
    staff: { id: expect.stringMatching(/^stf_/), username: 'admin', permissions: ['orders.read', 'sync.read'] },
  })
  expect(await desk.tokens.verify(answer.json().accessToken)).toMatchObject({
    sub: answer.json().staff.id,
    aud: 'staff',
    permissions: ['orders.read', 'sync.read'],
  })
  expect(answer.cookies).toMatchObject([
    { name: 'admin_access', maxAge: 600, httpOnly: true },
    { name: 'admin_refresh', maxAge: 12 * 3600, httpOnly: true, sameSite: 'Lax', path: '/' },
  ])
})

test('cookies are not marked secure while the store runs without TLS, or browsers would drop them', async () => {
  const { cookies } = await login('admin', PASSWORD)
  expect(cookies.map(({ secure }) => secure ?? false)).toEqual([false, false])
})

test('a wrong password and an unknown name get the same answer', async () => {
  const { requestId: _, ...wrong } = (await login('admin', 'wrong')).json()
  const { requestId: __, ...unknown } = (await login('nobody', PASSWORD)).json()
  expect(wrong).toMatchObject({ status: 401, code: 'invalid_credentials' })
  expect(unknown).toEqual(wrong)
})

test.each(['admin', 'nobody'])(
  'five failures lock the name %s for a minute, whether it exists or not',
  async (name) => {
    for (let failure = 0; failure < 5; failure += 1)
      expect((await login(name, 'wrong')).json().code).toBe('invalid_credentials')
    const locked = await login(name, PASSWORD)
    expect(locked.json()).toMatchObject({ status: 429, code: 'too_many_requests', retryAfterSeconds: 60 })
    expect(locked.headers['retry-after']).toBe('60')
    desk.clock.advance(60_000)
    expect((await login(name, 'wrong')).json().code).toBe('invalid_credentials')
  },
)

test('twenty guesses at once are five tries', async () => {
  const guesses = await Promise.all(Array.from({ length: 20 }, () => login('admin', 'wrong')))
  expect(guesses.filter((guess) => guess.json().code === 'invalid_credentials')).toHaveLength(5)
})

test('a success forgets earlier failures', async () => {
  for (let round = 0; round < 2; round += 1) {
    for (let failure = 0; failure < 4; failure += 1) await login('admin', 'wrong')
    expect((await login('admin', PASSWORD)).statusCode).toBe(200)
  }
})

test('the first member of staff is made once and keeps the password', async () => {
  await Promise.all(
    ['other', 'another'].map((password) => ensureStaff(desk.db, { username: 'admin', password, permissions: [] })),
  )
  expect((await login('admin', PASSWORD)).json().staff.permissions).toEqual(['orders.read', 'sync.read'])
  const row = await desk.db.row<{ hash: string }>(sql`select password_hash as hash from identity.staff`)
  expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('a staff session ends twelve hours after the login, however busy it was', async () => {
  let token = cookie(await login('admin', PASSWORD), 'admin_refresh')
  for (let hour = 0; hour < 11; hour += 1) {
    desk.clock.advance(3_600_000)
    token = cookie(await refresh(token), 'admin_refresh')
  }
  desk.clock.advance(3_600_000)
  expect((await refresh(token)).json().code).toBe('session_revoked')
})

test('changed permissions come with the next refresh, and someone who left gets none', async () => {
  const token = cookie(await login('admin', PASSWORD), 'admin_refresh')
  await desk.db.run(sql`update identity.staff set permissions = '{sync.run}'`)
  const refreshed = await refresh(token)
  expect(await desk.tokens.verify(refreshed.json().accessToken)).toMatchObject({ permissions: ['sync.run'] })
  await desk.db.run(sql`update identity.staff set active = false`)
  expect((await refresh(cookie(refreshed, 'admin_refresh'))).json().code).toBe('session_revoked')
  expect((await login('admin', PASSWORD)).json().code).toBe('invalid_credentials')
})

test('the password is nowhere in the log', async () => {
  await login('admin', PASSWORD)
  expect(desk.lines.join('')).not.toContain(PASSWORD)
})
