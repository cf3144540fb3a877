import { fixedClock } from '@hybrid-store/kernel'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMahakClient, type MahakClient, type MahakClientOptions, V2_PATHS } from '../src/index.ts'
import { type FakeMahak, json, loginData, startFakeMahak, TOKEN } from './fake-mahak.ts'

const MD5_OF_SHOP1 = '12186fe8a7b1dd053d95e8d3379c7271'
const NOW = '2026-02-01T20:47:00.000Z'

let mahak: FakeMahak
let clients: MahakClient[] = []
const clock = () => fixedClock(NOW)

beforeEach(async () => {
  mahak = await startFakeMahak()
})
afterEach(async () => {
  await mahak.close()
  await Promise.all(clients.map((client) => client.close()))
  clients = []
})

function connect(over: Partial<MahakClientOptions> = {}): MahakClient {
  const client = createMahakClient({
    baseUrl: mahak.baseUrl,
    username: 'shop1',
    password: 'secret',
    clock: clock(),
    ...over,
  })
  clients.push(client)
  return client
}

const readBanks = (client: MahakClient) => client.readChanges({ Banks: 0 }, () => undefined)

test('a login sends the MD5 of the password and gives the account with the skew of the clocks', async () => {
  const client = connect({ password: 'shop1' })
  expect(await client.login()).toEqual({
    ok: true,
    value: {
      visitorId: 40123,
      databaseId: 51234,
      title: 'فروشگاه نمونه',
      creditDay: 80,
      serverTime: new Date('2026-02-01T20:47:09.852Z'),
      skewMs: 9852,
    },
  })
  expect(mahak.calls[0]?.body).toEqual({ userName: 'shop1', password: MD5_OF_SHOP1, language: 'fa' })
})

test('a login by the second name carries all that LoginV2 is said to insist on', async () => {
  mahak.on('/Sync/LoginV2', (_call, response) => json(response, { Result: true, Data: loginData() }))
  const loginMetadata = {
    databaseId: 51234,
    packageNo: '3500000',
    language: 'en-US',
    appId: 'shop',
    description: 'shop.example',
    clientVersion: '1.0',
  }
  const client = connect({ password: 'shop1', paths: V2_PATHS, loginMetadata })
  expect((await client.login()).ok).toBe(true)
  expect(mahak.calls.map(({ path, body }) => ({ path, body }))).toEqual([
    { path: '/Sync/LoginV2', body: { userName: 'shop1', password: MD5_OF_SHOP1, ...loginMetadata } },
  ])
})

test('a password that is hashed already is sent in lower case as it is', async () => {
  await connect({ password: MD5_OF_SHOP1.toUpperCase(), passwordIsHashed: true }).login()
  expect(mahak.calls[0]?.body.password).toBe(MD5_OF_SHOP1)
})

test('P17: eight calls refused with 401 at the same time share one new login, and all succeed', async () => {
  const client = connect()
  await client.login()
  mahak.on('/Sync/Login', (_call, response) => json(response, { Result: true, Data: loginData({ UserToken: 'new' }) }))
  let arrived = 0
  let allArrived: (() => void) | undefined
  const everyone = new Promise<void>((resolve) => {
    allArrived = resolve
  })
  mahak.on('/Sync/GetAllData', async (call, response) => {
    if (call.authorization === 'Bearer new') return json(response, { Result: true, Data: { Objects: { Banks: [] } } })
    arrived += 1
    if (arrived === 8) allArrived?.()
    await everyone
    json(response, { message: 'Unauthorized' }, 401)
  })
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => readBanks(client)))
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true)
  expect(mahak.count('/Sync/Login')).toBe(2)
  expect(mahak.count('/Sync/GetAllData')).toBe(16)
})

test('a body without Result counts as an expired token: one new login, one repetition', async () => {
  const client = connect()
  mahak.on('/Sync/GetAllData', (_call, response) => json(response, { message: 'Unauthorized' }))
  expect(await readBanks(client)).toMatchObject({ ok: false, error: { code: 'malformed' } })
  expect(mahak.count('/Sync/Login')).toBe(2)
  expect(mahak.count('/Sync/GetAllData')).toBe(2)
})

test('a second 401 in a row is unauthorized and not tried a third time', async () => {
  const client = connect()
  mahak.on('/Sync/GetAllData', (_call, response) => json(response, { message: 'Unauthorized' }, 401))
  expect(await readBanks(client)).toMatchObject({ ok: false, error: { code: 'unauthorized', sent: false } })
  expect(mahak.count('/Sync/GetAllData')).toBe(2)
})

test('a refused login is remembered for half a minute, lest the user gets locked out', async () => {
  const time = clock()
  const client = connect({ clock: time })
  mahak.on('/Sync/Login', (_call, response) => json(response, { Result: false, Message: 'رمز نادرست است' }))
  expect(await client.login()).toEqual({
    ok: false,
    error: { code: 'unauthorized', message: 'رمز نادرست است', sent: false },
  })
  await readBanks(client)
  expect(mahak.count('/Sync/Login')).toBe(1)
  time.advance(30_000)
  await readBanks(client)
  expect(mahak.count('/Sync/Login')).toBe(2)
  expect(mahak.count('/Sync/GetAllData')).toBe(0)
})

test('a token is used until its time is over', async () => {
  const time = clock()
  const client = connect({ clock: time, tokenTtlMs: 60_000 })
  await readBanks(client)
  time.advance(59_999)
  await readBanks(client)
  expect(mahak.count('/Sync/Login')).toBe(1)
  time.advance(1)
  await readBanks(client)
  expect(mahak.count('/Sync/Login')).toBe(2)
})

test('a login that leads to another database stops everything', async () => {
  const client = connect()
  await client.login()
  mahak.on('/Sync/Login', (_call, response) => json(response, { Result: true, Data: loginData({ DatabaseId: 9 }) }))
  expect(await client.login({ maxAgeMs: 0 })).toMatchObject({ ok: false, error: { code: 'account_changed' } })
  expect(await readBanks(client)).toMatchObject({ ok: false, error: { code: 'account_changed', sent: false } })
  expect(mahak.count('/Sync/GetAllData')).toBe(0)
})

test('an expired subscription can be seen but is not used', async () => {
  mahak.on('/Sync/Login', (_call, response) => json(response, { Result: true, Data: loginData({ CreditDay: -1 }) }))
  const client = connect()
  expect(await client.login()).toMatchObject({ ok: true, value: { creditDay: -1 } })
  expect(await readBanks(client)).toMatchObject({ ok: false, error: { code: 'subscription_expired', sent: false } })
  expect(mahak.count('/Sync/GetAllData')).toBe(0)
})

test('no failure quotes the token, the password or its hash, even if Mahak does', async () => {
  const hash = '5ebe2294ecd0e0f08eab7690d2a6ee69'
  const echo = `token ${TOKEN} of secret ${hash}`
  const client = connect()
  mahak.on('/Sync/GetAllData', (_call, response) => json(response, { Result: false, Code: 7, Message: echo }))
  mahak.on('/Sync/SaveAllData', (_call, response) => json(response, { Message: echo }, 400))
  const failures = [await readBanks(client), await client.save({ people: [{ PersonClientId: 1 }] })]
  mahak.on('/Sync/Login', (_call, response) => json(response, { Result: false, Message: echo }))
  failures.push(await connect().save({ people: [{ PersonClientId: 1 }] }))
  expect(failures.map((failure) => failure.ok)).toEqual([false, false, false])
  for (const secret of [TOKEN, 'secret', hash]) expect(JSON.stringify(failures)).not.toContain(secret)
})

test('plain http is accepted for loopback only', () => {
  for (const baseUrl of ['http://mahak.example/API/v3', 'http://127.0.0.1.example/API', 'ftp://127.0.0.1', 'mahak']) {
    expect(() => connect({ baseUrl }), baseUrl).toThrow('base URL')
  }
  for (const baseUrl of ['https://mahak.example/API/v3/', 'http://localhost:1/API/v3', 'http://[::1]:1']) {
    expect(() => connect({ baseUrl }), baseUrl).not.toThrow()
  }
})
