import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { systemClock } from '@hybrid-store/kernel'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Change, createMahakClient, type MahakClient, type MahakClientOptions } from '../src/index.ts'
import { type FakeMahak, json, startFakeMahak } from './fake-mahak.ts'

let mahak: FakeMahak
let clients: MahakClient[] = []

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
    clock: systemClock,
    ...over,
  })
  clients.push(client)
  return client
}

async function read(client: MahakClient, versions: Parameters<MahakClient['readChanges']>[0]) {
  const changes: Change[] = []
  const outcome = await client.readChanges(versions, (change) => {
    changes.push(change)
  })
  return { changes, outcome }
}

const bank = (id: number, version: number) => ({ BankId: id, Name: 'ملت', RowVersion: version })

test('rows of the wanted entities arrive one by one, bad ones among them, and are counted', async () => {
  mahak.on('/Sync/GetAllData', (_call, response) =>
    json(response, {
      Result: true,
      Data: {
        Objects: {
          Banks: [bank(1, 4_254_900_003), { Name: 'x' }, bank(2, 4_254_900_001)],
          companies: [{ CompanyInfoId: 5, Name: 'نمونه' }],
          Stores: [{ StoreId: 1 }],
          People: null,
          Novelties: [{ NoveltyId: 1 }],
        },
      },
    }),
  )
  const { changes, outcome } = await read(connect(), { Banks: 7, Companies: 0, People: 0 })
  expect(changes.map((change) => ('row' in change ? change.entity : change))).toEqual([
    'Banks',
    { entity: 'Banks', bad: { reason: 'BankId is missing' } },
    'Banks',
    'Companies',
  ])
  expect(outcome).toEqual({
    ok: true,
    value: {
      counts: { Banks: 3, Companies: 1, People: 0 },
      maxVersions: { Banks: 4_254_900_003, Companies: 0 },
    },
  })
  expect(mahak.calls.at(-1)?.body).toEqual({ fromBankVersion: 7, fromCompanyVersion: 0, fromPersonVersion: 0 })
})

test('who takes rows as bytes gets the same rows in the same order, and the same sums', async () => {
  const textOf = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8')
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('ملت', 'كارت "ملي" ', '\\', ''))
  const usual = fc.record({ BankId: fc.nat(), Name: name, Deleted: fc.boolean(), RowVersion: fc.maxSafeNat() })
  const odd = fc.oneof(
    fc.record({ bankid: fc.nat(), NAME: name, RowVersion: fc.nat().map(String) }),
    fc.record({ BankId: fc.nat(), Floor: fc.jsonValue() }),
    fc.jsonValue(),
  )
  const rows = fc.array(fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd }), { maxLength: 60 })
  const client = connect()
  let chunks: Buffer[] = []
  mahak.on('/Sync/GetAllData', async (_call, response) => {
    for (const chunk of chunks) await new Promise((resolve) => response.write(chunk, resolve))
    response.end()
  })
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.nat(), async (Banks, Cashes, place) => {
      const bytes = Buffer.from(JSON.stringify({ Data: { Objects: { Banks, Cashes } }, Result: true }))
      const cut = place % bytes.length
      chunks = [bytes.subarray(0, cut), bytes.subarray(cut)].filter((chunk) => chunk.length > 0)
      const asObjects = await read(client, { Banks: 0 })
      const changes: unknown[] = []
      const onBytes = (entity: string, row: string) => void changes.push({ entity, row: JSON.parse(textOf(row)) })
      const outcome = await client.readChanges({ Banks: 0 }, (change) => void changes.push(change), { onBytes })
      expect(changes).toEqual(asObjects.changes)
      expect(outcome).toEqual(asObjects.outcome)
    }),
    { numRuns: 150 },
  )
})

test('a gzipped answer is read, one cut off is refused', async () => {
  const packed = gzipSync(JSON.stringify({ Result: true, Data: { Objects: { Banks: [bank(1, 5)] } } }))
  let length = packed.length
  mahak.on('/Sync/GetAllData', (_call, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, length)),
  )
  const client = connect()
  expect((await read(client, { Banks: 0 })).outcome.ok).toBe(true)
  length = packed.length - 12
  expect((await read(client, { Banks: 0 })).outcome).toMatchObject({ ok: false, error: { code: 'malformed' } })
})

test('an answer that stops before its end is refused, however far it got', async () => {
  const whole = JSON.stringify({ Data: { Objects: { Banks: [bank(1, 5), bank(2, 6)] } }, Result: true })
  const client = connect()
  let length = 0
  mahak.on('/Sync/GetAllData', (_call, response) => response.end(whole.slice(0, length)))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (cut) => {
      length = cut
      const { outcome } = await read(client, { Banks: 0 })
      expect(outcome).toMatchObject({ ok: false, error: { code: 'malformed' } })
    }),
    { numRuns: 30 },
  )
})

test('a connection that breaks in the middle of the answer is a failure, not an end', async () => {
  mahak.on('/Sync/GetAllData', (_call, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"Result":true,"Data":{"Objects":{"Banks":[{"BankId":1},', () => response.destroy())
  })
  const { changes, outcome } = await read(connect(), { Banks: 0 })
  expect(changes).toHaveLength(1)
  expect(outcome).toMatchObject({ ok: false, error: { code: 'unavailable', sent: true } })
})

test('Result false at the end takes back what came before it', async () => {
  mahak.on('/Sync/GetAllData', (_call, response) =>
    json(response, { Data: { Objects: { Banks: [bank(1, 5)] } }, Result: false, Message: 'نشد' }),
  )
  const { outcome } = await read(connect(), { Banks: 0 })
  expect(outcome).toEqual({ ok: false, error: { code: 'malformed', message: 'نشد', sent: true } })
})

test('what Mahak says of the subscription is understood in Arabic letters too', async () => {
  mahak.on('/Sync/GetAllData', (_call, response) =>
    json(response, { Result: false, Message: 'اعتبار اشتراك شما به پايان رسيده است' }),
  )
  expect((await read(connect(), { Banks: 0 })).outcome).toMatchObject({ error: { code: 'subscription_expired' } })
})

test.each([
  [400, {}, { code: 'invalid', sent: true }],
  [403, {}, { code: 'unauthorized', sent: false }],
  [409, {}, { code: 'conflict', sent: true }],
  [429, { 'retry-after': '7' }, { code: 'rate_limited', retryAfterMs: 7000, sent: false }],
  [302, { location: 'https://elsewhere.example' }, { code: 'malformed' }],
  [500, {}, { code: 'unavailable', sent: true }],
  [503, { 'retry-after': '2' }, { code: 'unavailable', retryAfterMs: 2000, sent: true }],
])('status %i becomes its code', async (status, headers, error) => {
  mahak.on('/Sync/GetAllData', (_call, response) => response.writeHead(status, headers).end('<html>'))
  const { outcome } = await read(connect(), { Banks: 0 })
  expect(outcome).toMatchObject({ ok: false, error })
})

test('a page in place of JSON is malformed', async () => {
  mahak.on('/Sync/GetAllData', (_call, response) => response.end('<html>under construction</html>'))
  expect((await read(connect(), { Banks: 0 })).outcome).toMatchObject({ error: { code: 'malformed' } })
})

test('an answer larger than allowed is refused', async () => {
  mahak.on('/Sync/GetAllData', (_call, response) =>
    json(response, { Result: true, Data: { Objects: { Banks: Array.from({ length: 500 }, (_, id) => bank(id, 1)) } } }),
  )
  const { outcome } = await read(connect({ maxResponseBytes: 10_000 }), { Banks: 0 })
  expect(outcome).toEqual({
    ok: false,
    error: { code: 'malformed', message: 'the answer is larger than 10000 bytes', sent: true },
  })
})

test('a silent Mahak is a time-out of a call that was sent', async () => {
  mahak.on('/Sync/GetAllData', () => undefined)
  const { outcome } = await read(connect({ timeouts: { readMs: 400 } }), { Banks: 0 })
  expect(outcome).toMatchObject({ ok: false, error: { code: 'timeout', sent: true } })
})

test('when nobody listens at the address, nothing was sent', async () => {
  const port = await freePort()
  const client = connect({ baseUrl: `http://127.0.0.1:${port}/API/v3` })
  expect(await client.login()).toMatchObject({ ok: false, error: { code: 'unavailable', sent: false } })
})

test('a save knows whether its bytes left: not without a connection, yes when the connection breaks', async () => {
  const client = connect()
  await client.login()
  mahak.on('/Sync/SaveAllData', (_call, response) => response.destroy())
  expect(await client.save({ people: [{ PersonClientId: 1 }] })).toMatchObject({
    error: { code: 'unavailable', sent: true },
  })
  await mahak.close()
  expect(await client.save({ people: [{ PersonClientId: 1 }] })).toMatchObject({
    error: { code: 'unavailable', sent: false },
  })
})

test('a slow consumer holds the answer back and nothing is lost', async () => {
  const rows = Array.from({ length: 2_000 }, (_, id) => bank(id + 1, id))
  mahak.on('/Sync/GetAllData', (_call, response) =>
    json(response, { Result: true, Data: { Objects: { Banks: rows } } }),
  )
  const ids: number[] = []
  let busy = false
  const outcome = await connect().readChanges({ Banks: 0 }, async (change) => {
    expect(busy).toBe(false)
    busy = true
    await Promise.resolve()
    busy = false
    if (change.entity === 'Banks' && 'row' in change) ids.push(change.row.BankId)
  })
  expect(outcome.ok).toBe(true)
  expect(ids).toEqual(rows.map((row) => row.BankId))
})

test('an error of the consumer is its own and ends the call', async () => {
  mahak.on('/Sync/GetAllData', (_call, response) =>
    json(response, { Result: true, Data: { Objects: { Banks: [bank(1, 1)] } } }),
  )
  const reading = connect().readChanges({ Banks: 0 }, () => {
    throw new Error('disk full')
  })
  await expect(reading).rejects.toThrow('disk full')
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
