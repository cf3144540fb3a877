import { sql } from '@hybrid-store/database'
import { fixedClock } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccessTokens, identityMigrations } from '../index.ts'
import { identityDesk, SECRET } from './desk.ts'

let db: TestDatabase
const clock = fixedClock('2026-11-23T12:00:00Z')
const subject = { audience: 'staff', id: 'stf_1', permissions: ['orders.read'] } as const
beforeAll(async () => {
  db = await testDatabase([identityMigrations])
})
afterAll(() => db.close())
const create = (secret = SECRET) => createAccessTokens(db, { secret, clock })

test('ten processes that start at once share one key', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => create()))
  const kids = all.flatMap((tokens) => tokens.jwks().keys.map((key) => key.kid))
  expect(new Set(kids).size).toBe(1)
  const [first, second] = all
  expect(await second?.verify((await first?.issue(subject)) ?? '')).toMatchObject({ sub: 'stf_1' })
  expect(await db.row(sql`select count(*) as count from identity.signing_key`)).toEqual({ count: 1 })
})

test('a token says who calls and what they may do, for ten minutes', async () => {
  const tokens = await create()
  const token = await tokens.issue(subject)
  const now = Math.floor(clock.now().getTime() / 1000)
  const claims = {
    iss: 'hybrid-store',
    sub: 'stf_1',
    aud: 'staff',
    permissions: ['orders.read'],
    iat: now,
    exp: now + 600,
  }
  expect(await tokens.verify(token)).toEqual(claims)
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', kid: tokens.jwks().keys[0]?.kid, typ: 'JWT' })
  clock.advance(599_000)
  expect(await tokens.verify(token)).toEqual(claims)
  clock.advance(1_000)
  expect(await tokens.verify(token)).toBeNull()
})

test('what was changed, made up or signed by another store is no token', async () => {
  const tokens = await create()
  const [header, , signature] = (await tokens.issue(subject)).split('.')
  const claims = { iss: 'hybrid-store', sub: 'stf_2', aud: 'staff', permissions: [], exp: 9_999_999_999 }
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
  for (const forged of [`${header}.${payload}.${signature}`, `${none}.${payload}.`, 'nonsense', ''])
    expect(await tokens.verify(forged)).toBeNull()
  const otherDb = await testDatabase([identityMigrations])
  const other = await createAccessTokens(otherDb, { secret: SECRET, clock })
  expect(await tokens.verify(await other.issue(subject))).toBeNull()
  await otherDb.close()
})

test('the private key is stored encrypted, and another STORE_SECRET is refused by name', async () => {
  await create()
  const row = await db.row<{ sealed: Buffer; public: object }>(
    sql`select private_jwk_encrypted as sealed, public_jwk as public from identity.signing_key`,
  )
  expect(row?.sealed.toString('latin1')).not.toContain('"d"')
  expect(Object.keys(row?.public ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y'])
  await expect(create('another secret of the store, long')).rejects.toThrow(/STORE_SECRET/)
})

test('whoever reads the JWKS can verify tokens without us', async () => {
  const desk = await identityDesk()
  const answer = await desk.app.inject({ url: '/.well-known/jwks.json' })
  expect(answer.json().keys[0]).not.toHaveProperty('d')
  const remote = createRemoteJWKSet(new URL('http://core.invalid/.well-known/jwks.json'), {
    [customFetch]: async () => new Response(answer.body),
  })
  const { payload } = await jwtVerify(await desk.tokens.issue(subject), remote, { currentDate: desk.clock.now() })
  expect(payload.sub).toBe('stf_1')
  await desk.close()
})
