import { eventually } from '@hybrid-store/test-kit'
import { request } from 'undici'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeMahak, json, startFakeMahak } from './fake-mahak.ts'
import { type RunningAdapter, startAdapter, tokens } from './start-adapter.ts'

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0x00])

let mahak: FakeMahak
let adapter: RunningAdapter

beforeEach(async () => {
  mahak = await startFakeMahak()
  adapter = await startAdapter(mahak.baseUrl, { environment: { MAHAK_CONCURRENCY: '4' } })
})
afterEach(async () => {
  await mahak.close()
  await adapter.close()
})

async function post(path: string, contentType: string, body: string | Uint8Array): Promise<[number, unknown]> {
  const headers = { authorization: `Bearer ${await tokens.issue('mahak-adapter')}`, 'content-type': contentType }
  const answer = await request(`${adapter.url}${path}`, { method: 'POST', headers, body })
  return [answer.statusCode, await answer.body.json()]
}

test('disputes reach Mahak with all known rows, and its words come back', async () => {
  const received: unknown[] = []
  mahak.on('/Sync/SolveDispute', (body, response) => {
    received.push(body)
    json(response, { Result: true, Data: { Touched: 1 } })
  })
  mahak.on('/Sync/SolveOrderDispute', (body, response) => {
    received.push(body)
    json(response, { Result: true })
  })
  expect(await adapter.client.solveDispute('VisitorPeople', [{ id: 1, rowVersion: 4_254_900_001 }])).toEqual({
    ok: true,
    value: { Touched: 1 },
  })
  expect(await adapter.client.solveOrderDispute([{ id: 185, code: 0 }])).toEqual({ ok: true, value: null })
  expect(received).toEqual([
    { databaseId: 51234, entityName: 'visitorPerson', disputeItems: [{ id: 1, rw: 4_254_900_001 }] },
    { databaseId: 51234, disputeItems: [{ id: 185, code: 0 }] },
  ])
})

test('a dispute of a whole catalogue fits in one call', async () => {
  let items = 0
  mahak.on('/Sync/SolveDispute', (body, response) => {
    items = Array.isArray(body.disputeItems) ? body.disputeItems.length : 0
    json(response, { Result: true })
  })
  const known = Array.from({ length: 250_000 }, (_, at) => ({ id: 9_000_000 + at, rowVersion: 4_254_900_000 + at }))
  expect(await adapter.client.solveDispute('ProductDetails', known)).toEqual({ ok: true, value: null })
  expect(items).toBe(250_000)
})

test('a dispute of nothing Mahak has is refused before anything is sent', async () => {
  for (const body of [{ entity: 'Costcenters', items: [] }, { entity: 'Products', items: [{ id: 'x' }] }, {}]) {
    expect(await post('/v1/disputes', 'application/json', JSON.stringify(body))).toMatchObject([
      400,
      { code: 'invalid_request' },
    ])
  }
  expect(await post('/v1/order-disputes', 'application/json', '[]')).toMatchObject([400, {}])
  expect(mahak.count('/Sync/Login')).toBe(0)
})

test('a picture is sent on as one file and its new address comes back', async () => {
  let sent = ''
  mahak.on('/Sync/Upload', (_body, response, bytes) => {
    sent = bytes.toString('latin1')
    json(response, { Result: true, Data: { Result: true, AdditionalData: { FileUrl: '/pic-27.jpg' } } })
  })
  const picture = { pictureId: 27, fileName: 'میز چوبی.jpg', bytes: JPEG, contentType: 'image/jpeg' }
  expect(await adapter.client.uploadPicture(picture)).toEqual({
    ok: true,
    value: { url: '/pic-27.jpg', hash: null, rowVersion: null },
  })
  expect(sent).toContain(Buffer.from(JPEG).toString('latin1'))
  expect(Buffer.from(sent, 'latin1').toString('utf8')).toContain('name="file"; filename="میز چوبی.jpg"')
})

test('what is no picture, empty, too large or nameless is refused before anything is sent', async () => {
  const address = '/v1/pictures?pictureId=27&fileName=a.jpg'
  expect(await post(address, 'application/pdf', 'x')).toMatchObject([415, {}])
  expect(await post(address, 'application/json', '{}')).toMatchObject([400, { errors: [{ field: 'body' }] }])
  expect(await post(address, 'image/png', new Uint8Array())).toMatchObject([400, {}])
  expect(await post(address, 'image/png', Buffer.alloc(20 * 1024 * 1024 + 1))).toMatchObject([413, {}])
  expect(await post('/v1/pictures?fileName=a.jpg', 'image/png', JPEG)).toMatchObject([400, {}])
  expect(await post('/v1/pictures?pictureId=0&fileName=a.jpg', 'image/png', JPEG)).toMatchObject([400, {}])
  expect(mahak.count('/Sync/Login')).toBe(0)
})

test('look-ups come as Mahak gives them', async () => {
  mahak.on('/Lookup/GetProductInfo', (_body, response) => json(response, { Result: true, Data: { ProductId: 8 } }))
  mahak.on('/Lookup/GetPersonInfo', (_body, response) => json(response, { FirstName: 'x', password: 'p' }))
  mahak.on('/Lookup/Get/102/8', (_body, response) => json(response, ['x']))
  expect([
    await adapter.client.lookUp({ productId: 8 }),
    await adapter.client.lookUp({ personId: 9 }),
    await adapter.client.lookUp({ entityType: '102', entityId: 8 }),
    await adapter.client.lookUp({ productId: -1 }),
  ]).toMatchObject([
    { ok: true, value: { Result: true, Data: { ProductId: 8 } } },
    { ok: true, value: { FirstName: 'x' } },
    { ok: true, value: ['x'] },
    { ok: false, error: { code: 'invalid', sent: false } },
  ])
})

test('disputes and uploads wait behind bulk reads; a look-up does not', async () => {
  const held: (() => void)[] = []
  for (const path of ['/Sync/GetAllData', '/Sync/SolveDispute']) {
    mahak.on(path, (_body, response) => held.push(() => json(response, { Result: true, Data: { Objects: {} } })))
  }
  mahak.on('/Lookup/GetProductInfo', (_body, response) => json(response, {}))
  const reading = async () => {
    for await (const _line of adapter.client.changes({ Banks: 0 }));
  }
  const readings = [reading(), reading()]
  await eventually(() => held.length === 2, { what: 'two readings at Mahak' })
  const dispute = adapter.client.solveDispute('Banks', [])
  expect(await adapter.client.lookUp({ productId: 1 })).toEqual({ ok: true, value: {} })
  expect(mahak.count('/Sync/SolveDispute')).toBe(0)
  for (const release of held.splice(0)) release()
  await eventually(() => held.length === 1, { what: 'the dispute at Mahak' })
  for (const release of held) release()
  expect((await dispute).ok).toBe(true)
  await Promise.all(readings)
})
