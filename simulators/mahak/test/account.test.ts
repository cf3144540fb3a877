import { fixedClock } from '@hybrid-store/kernel'
import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { md5, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

const clock = fixedClock('2026-02-01T20:47:09.852Z')
let mahak: TestSimulator
beforeAll(async () => {
  mahak = await startSimulator({ catalogue: SMALL, clock })
})
afterAll(() => mahak.stop())
afterEach(() =>
  mahak.switch({
    creditDay: 80,
    expiredAnswers: 'login-only',
    databaseId: 51_234,
    clockSkewMs: 0,
    tokenLifetimeSeconds: 604_800,
    tokenBoundToIp: false,
  }),
)

const logIn = async () => {
  const answer = await mahak.send('POST', '/API/v3/Sync/Login', { userName: 'shop1', password: md5('shop1') })
  return z.object({ Data: z.looseObject({ UserToken: z.string() }) }).parse(await answer.json()).Data
}
const CALLS = [
  'GetAllData',
  'SaveAllData',
  'GetAllDataV2',
  'SaveAllDataV2',
  'SolveDispute',
  'SolveOrderDispute',
  'Upload',
]
const call = (path: string, token: string) =>
  mahak.send('POST', `/API/v3/Sync/${path}`, {}, { authorization: `Bearer ${token}` })

describe('the subscription', () => {
  test('an expired one is told at the login, and calls go on', async () => {
    await mahak.switch({ creditDay: -3 })
    const { CreditDay, UserToken } = await logIn()
    expect(CreditDay).toBe(-3)
    expect(JSON.parse(String(decodeJwt(UserToken).userToken))).toMatchObject({ CreditDay: -3 })
    expect(await (await call('GetAllData', UserToken)).json()).toMatchObject({ Result: true })
  })

  test('a switch refuses all calls then, and stores nothing', async () => {
    await mahak.switch({ creditDay: -1, expiredAnswers: 'refuse-calls' })
    const { UserToken } = await logIn()
    for (const path of CALLS) {
      const answer = await call(path, UserToken)
      expect([answer.status, await answer.json()]).toEqual([
        200,
        { Result: false, Code: 1003, Message: expect.any(String) },
      ])
    }
    const order = { orders: [{ orderClientId: 1, personId: 1 }] }
    await mahak.send('POST', '/API/v3/Sync/SaveAllData', order, { authorization: UserToken })
    expect(await mahak.rows('Orders')).toEqual([])
  })
})

test('an account that moved has another DatabaseId, and the old tokens are worth nothing', async () => {
  const before = await logIn()
  await mahak.switch({ databaseId: 60_000 })
  expect((await call('GetAllData', before.UserToken)).status).toBe(401)
  const after = await logIn()
  expect(after.DatabaseId).toBe(60_000)
  expect((await call('GetAllData', after.UserToken)).status).toBe(200)
})

test('the clock can be ahead or behind', async () => {
  for (const [clockSkewMs, time] of [
    [1_200_000, '2026-02-02T00:37:09.8520713+03:30'],
    [-1_200_000, '2026-02-01T23:57:09.8520713+03:30'],
  ] as const) {
    await mahak.switch({ clockSkewMs })
    const { ServerTime, UserToken } = await logIn()
    expect(ServerTime).toBe(time)
    expect((await call('GetAllData', UserToken)).status).toBe(200)
  }
})

describe('tokens', () => {
  test('all of them can be voided at once; new ones work, also after another start', async () => {
    const [first, second] = [await logIn(), await logIn()]
    expect((await mahak.call('/admin/tokens/expire', { method: 'POST' })).status).toBe(204)
    for (const { UserToken } of [first, second]) expect((await call('GetAllData', UserToken)).status).toBe(401)
    const { UserToken } = await logIn()
    expect((await call('GetAllData', UserToken)).status).toBe(200)
    const again = await startSimulator({ catalogue: SMALL, clock }, mahak.db)
    const read = (authorization: string) => again.send('POST', '/API/v3/Sync/GetAllData', {}, { authorization })
    expect([(await read(UserToken)).status, (await read(first.UserToken)).status]).toEqual([200, 401])
    await again.close()
  })

  test('a new lifetime holds for later tokens', async () => {
    await mahak.switch({ tokenLifetimeSeconds: 60 })
    const { UserToken } = await logIn()
    const claims = decodeJwt(UserToken)
    expect(Number(claims.exp) - Number(claims.nbf)).toBe(60)
    clock.advance(61_000)
    expect((await call('GetAllData', UserToken)).status).toBe(401)
  })

  test('a token can be bound to the address it was given to', async () => {
    const { UserToken } = await logIn()
    const from = async (remoteAddress: string) => {
      const headers = { authorization: UserToken }
      const url = '/API/v3/Sync/GetAllData'
      return (await mahak.app.inject({ method: 'POST', url, headers, remoteAddress, payload: {} })).statusCode
    }
    expect(await from('10.1.1.1')).toBe(200)
    await mahak.switch({ tokenBoundToIp: true })
    expect([await from('10.1.1.1'), await from('127.0.0.1')]).toEqual([401, 200])
  })
})
