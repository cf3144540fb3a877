import { systemClock } from '@hybrid-store/kernel'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMahakClient, type MahakClient } from '../src/index.ts'
import { type FakeMahak, json, startFakeMahak } from './fake-mahak.ts'

let mahak: FakeMahak
let client: MahakClient

beforeEach(async () => {
  mahak = await startFakeMahak()
  client = createMahakClient({ baseUrl: mahak.baseUrl, username: 'shop1', password: 'secret', clock: systemClock })
})
afterEach(async () => {
  await mahak.close()
  await client.close()
})

const answerWith = (objects: unknown, result: unknown = true) =>
  mahak.on('/Sync/SaveAllData', (_call, response) => json(response, { Result: result, Data: { Objects: objects } }))

test('a save with a refused row succeeds, and each row tells its own fate', async () => {
  answerWith(
    {
      Orders: {
        Results: [{ Result: true, Index: 1, EntityId: 185, EntityClientId: 700123, RowVersion: 4_254_900_001 }],
      },
      OrderDetails: {
        Results: [
          {
            Result: false,
            Index: 1,
            Errors: [{ Property: 'IncomeId,ProductDetailId', Error: 'ProductDetailId or IncomeId is required ' }],
          },
        ],
      },
      Banks: { Results: [] },
    },
    false,
  )
  const outcome = await client.save({
    orders: [{ OrderClientId: 700123, OrderDate: '2026-02-09T14:05:00' }],
    orderDetails: [{ OrderDetailClientId: 70012301, OrderClientId: 700123 }],
    receipts: [],
  })
  expect(outcome).toEqual({
    ok: true,
    value: {
      orders: [{ ok: true, index: 0, clientId: 700123, id: 185, rowVersion: 4_254_900_001 }],
      orderDetails: [
        {
          ok: false,
          index: 0,
          clientId: 70012301,
          errors: [{ property: 'IncomeId,ProductDetailId', error: 'ProductDetailId or IncomeId is required' }],
        },
      ],
    },
  })
  expect(mahak.calls.at(-1)?.body).toEqual({
    orders: [{ orderClientId: 700123, orderDate: '2026-02-09T14:05:00' }],
    orderDetails: [{ orderDetailClientId: 70012301, orderClientId: 700123 }],
  })
})

test('results are matched by EntityClientId before Index, in whatever order they come', async () => {
  answerWith({
    People: {
      Results: [
        { Result: true, Index: 1, EntityId: 22, EntityClientId: 2 },
        { Result: true, Index: 2, EntityId: 11, EntityClientId: 1 },
        { Result: false, Index: 3 },
      ],
    },
  })
  const outcome = await client.save({ people: [{ PersonClientId: 1 }, { PersonClientId: 2 }, { PersonClientId: 3 }] })
  expect(outcome.ok && outcome.value.people).toEqual([
    { ok: true, index: 0, clientId: 1, id: 11 },
    { ok: true, index: 1, clientId: 2, id: 22 },
    { ok: false, index: 2, clientId: 3, errors: [] },
  ])
})

test('rows that share a ClientId are told apart by Index', async () => {
  answerWith({
    People: {
      Results: [
        { Result: true, Index: 2, EntityId: 22, EntityClientId: 1 },
        { Result: true, Index: 1, EntityId: 11, EntityClientId: 1 },
      ],
    },
  })
  const outcome = await client.save({ people: [{ PersonClientId: 1 }, { PersonClientId: 1 }] })
  expect(outcome.ok && outcome.value.people?.map((row) => row.id)).toEqual([11, 22])
})

test('an answer that leaves out a row leaves the save uncertain', async () => {
  answerWith({ People: { Results: [{ Result: true, Index: 1, EntityId: 11 }] } })
  expect(await client.save({ people: [{ PersonClientId: 1 }, { PersonClientId: 2 }] })).toEqual({
    ok: false,
    error: { code: 'malformed', message: 'the answer does not tell the fate of every row of people', sent: true },
  })
})

test('a refusal of the whole call is invalid', async () => {
  mahak.on('/Sync/SaveAllData', (_call, response) => json(response, { Result: false, Message: 'درخواست نادرست' }))
  expect(await client.save({ people: [{ PersonClientId: 1 }] })).toEqual({
    ok: false,
    error: { code: 'invalid', message: 'درخواست نادرست', sent: true },
  })
})

test('a save whose answer has no Result is uncertain and not repeated', async () => {
  mahak.on('/Sync/SaveAllData', (_call, response) => json(response, {}))
  expect(await client.save({ people: [{ PersonClientId: 1 }] })).toMatchObject({
    error: { code: 'malformed', sent: true },
  })
  expect(mahak.count('/Sync/SaveAllData')).toBe(1)
})

test('what the first try may have done is not forgotten when the second is turned away', async () => {
  let first = true
  mahak.on('/Sync/SaveAllData', (_call, response) => {
    if (!first) return json(response, {}, 429)
    first = false
    json(response, { Result: false, Code: 1002, Message: 'توکن معتبر نیست' })
  })
  expect(await client.save({ people: [{ PersonClientId: 1 }] })).toMatchObject({ error: { sent: true } })
})

test('an address that is gone is an outage, not a refusal of the rows', async () => {
  mahak.on('/Sync/SaveAllData', (_call, response) => json(response, {}, 404))
  expect(await client.save({ people: [{ PersonClientId: 1 }] })).toMatchObject({
    error: { code: 'unavailable', sent: false },
  })
})

test('a token refused in the body of a save is renewed and the save repeated once', async () => {
  let first = true
  mahak.on('/Sync/SaveAllData', (_call, response) => {
    if (!first)
      return json(response, { Result: true, Data: { Objects: { People: { Results: [{ Result: true, Index: 1 }] } } } })
    first = false
    json(response, { Result: false, Code: 1002, Message: 'توکن معتبر نیست' })
  })
  expect(await client.save({ people: [{ PersonClientId: 1 }] })).toMatchObject({ ok: true })
  expect(mahak.count('/Sync/Login')).toBe(2)
  expect(mahak.count('/Sync/SaveAllData')).toBe(2)
})

test('a picture comes without a token, from the host of Mahak only', async () => {
  const path = '/api/v3/Content/Images/all/pic-1.jpg'
  mahak.on(path, (_call, response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end('JPEG'))
  expect(await client.downloadPicture(path)).toEqual({
    ok: true,
    value: { bytes: Buffer.from('JPEG'), contentType: 'image/jpeg' },
  })
  expect(mahak.calls.map((call) => call.authorization)).toEqual([''])
  for (const elsewhere of ['http://169.254.169.254/latest', '//example.com/a.jpg', 'file:///etc/passwd']) {
    expect(await client.downloadPicture(elsewhere), elsewhere).toMatchObject({
      error: { code: 'invalid', sent: false },
    })
  }
  expect(mahak.calls).toHaveLength(1)
})

test('what is too large or no picture is refused', async () => {
  mahak.on('/big.jpg', (_call, response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end('JPEG'))
  mahak.on('/page', (_call, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'))
  expect(await client.downloadPicture('/big.jpg', { maxBytes: 3 })).toMatchObject({ error: { code: 'malformed' } })
  expect(await client.downloadPicture('/page')).toMatchObject({ error: { code: 'malformed' } })
  expect(await client.downloadPicture('/gone.jpg')).toMatchObject({ error: { code: 'invalid' } })
})
