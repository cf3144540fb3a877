import { systemClock } from '@hybrid-store/kernel'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMahakClient, type MahakClient, V1_PATHS } from '../src/index.ts'
import { type FakeMahak, json, loginData, startFakeMahak, TOKEN } from './fake-mahak.ts'

const PICTURE = {
  pictureId: 27,
  fileName: 'p1.jpg',
  bytes: new Uint8Array([0xff, 0xd8, 0xff]),
  contentType: 'image/jpeg',
}

let mahak: FakeMahak
let client: MahakClient

beforeEach(async () => {
  mahak = await startFakeMahak()
  client = connect()
})
afterEach(async () => {
  await mahak.close()
  await client.close()
})

const connect = (paths = V1_PATHS) =>
  createMahakClient({ baseUrl: mahak.baseUrl, username: 'shop1', password: 'secret', clock: systemClock, paths })

test('a dispute tells database, entity and all known versions, and gives what Mahak says of it', async () => {
  mahak.on('/Sync/SolveDispute', (_call, response) => json(response, { Result: true, Data: { Touched: 2 } }))
  const items = [{ id: 9_200_001, rowVersion: 4_254_900_001 }]
  expect(await client.solveDispute('ProductDetails', items)).toEqual({ ok: true, value: { Touched: 2 } })
  expect(mahak.calls.at(-1)).toMatchObject({
    authorization: `Bearer ${TOKEN}`,
    body: { databaseId: 51234, entityName: 'productDetail', disputeItems: [{ id: 9_200_001, rw: 4_254_900_001 }] },
  })
})

test('a dispute of orders tells their numbers; an answer without Data is an answer', async () => {
  mahak.on('/Sync/SolveOrderDispute', (_call, response) => json(response, { Result: true }))
  expect(await client.solveOrderDispute([{ id: 185, code: 1873 }])).toEqual({ ok: true, value: null })
  expect(mahak.calls.at(-1)?.body).toEqual({ databaseId: 51234, disputeItems: [{ id: 185, code: 1873 }] })
})

test('a dispute goes to the database of the token it travels with', async () => {
  await client.login()
  mahak.on('/Sync/Login', (_call, response) => json(response, { Result: true, Data: loginData({ DatabaseId: 9 }) }))
  mahak.on('/Sync/SolveDispute', (_call, response) => json(response, {}, 401))
  expect(await client.solveDispute('Stores', [])).toMatchObject({ error: { code: 'account_changed' } })
  expect(mahak.calls.filter(({ path }) => path === '/Sync/SolveDispute').map(({ body }) => body.databaseId)).toEqual([
    51234,
  ])
})

test('a picture goes as a form of one file, with its row in the head and the token in the address', async () => {
  mahak.on('/Sync/Upload', (_call, response) =>
    json(response, {
      Result: true,
      Data: {
        Result: true,
        EntityId: 27,
        RowVersion: 4_254_900_009,
        AdditionalData: { FileUrl: '/x.jpg', FileHash: 'A1' },
      },
    }),
  )
  expect(await client.uploadPicture({ ...PICTURE, fileName: 'میز.jpg' })).toEqual({
    ok: true,
    value: { url: '/x.jpg', hash: 'A1', rowVersion: 4_254_900_009 },
  })
  const call = mahak.calls.at(-1)
  expect(call?.query.get('userToken')).toBe(TOKEN)
  expect(call?.headers).toMatchObject({
    authorization: `Bearer ${TOKEN}`,
    'x-pictureid': '27',
    'x-filename': encodeURIComponent('میز.jpg'),
  })
  const answer = new Response(new Uint8Array(call?.bytes ?? []), {
    headers: { 'content-type': call?.headers['content-type'] ?? '' },
  })
  const file = (await answer.formData()).get('file')
  if (!(file instanceof File)) throw new Error('no file was sent')
  expect([file.name, file.type, [...new Uint8Array(await file.arrayBuffer())]]).toEqual([
    'میز.jpg',
    'image/jpeg',
    [0xff, 0xd8, 0xff],
  ])
})

test.each([
  ['in the envelope', { Result: false, Message: 'تصویر نیست' }, 'تصویر نیست'],
  ['in the result of the row', { Result: true, Data: { Result: false } }, 'Mahak refused the call'],
])('an upload refused %s is invalid', async (_where, answer, message) => {
  mahak.on('/Sync/Upload', (_call, response) => json(response, answer))
  expect(await client.uploadPicture(PICTURE)).toEqual({ ok: false, error: { code: 'invalid', message, sent: true } })
})

test('a file name that is no text is made one', async () => {
  mahak.on('/Sync/Upload', (_call, response) => json(response, { Result: true, Data: null }))
  expect(await client.uploadPicture({ ...PICTURE, fileName: '\ud800.jpg' })).toEqual({
    ok: true,
    value: { url: null, hash: null, rowVersion: null },
  })
})

test('what is looked up comes as it is, but without credentials', async () => {
  mahak.on('/Lookup/GetPersonInfo', (call, response) =>
    json(response, { Result: true, Data: { PersonId: Number(call.query.get('personId')), PASSWORD: 'p', Mobile: '' } }),
  )
  mahak.on('/Lookup/GetProductInfo', (call, response) => json(response, [call.query.get('productId')]))
  mahak.on('/Lookup/Get/a%2Fb/7', (_call, response) => json(response, null))
  expect([
    await client.lookUp({ personId: 5 }),
    await client.lookUp({ productId: 6 }),
    await client.lookUp({ entityType: 'a/b', entityId: 7 }),
  ]).toEqual([
    { ok: true, value: { Result: true, Data: { PersonId: 5, Mobile: '' } } },
    { ok: true, value: ['6'] },
    { ok: true, value: null },
  ])
})

test('a look-up that is refused, unknown or answered by a page is a failure', async () => {
  mahak.on('/Lookup/GetProductInfo', (_call, response) => json(response, { Result: false, Message: 'نیست' }))
  mahak.on('/Lookup/GetPersonInfo', (_call, response) => response.end('<html>'))
  expect(await client.lookUp({ productId: 1 })).toMatchObject({ error: { code: 'invalid', message: 'نیست' } })
  expect(await client.lookUp({ personId: 1 })).toMatchObject({ error: { code: 'malformed' } })
  expect(await client.lookUp({ entityType: '1', entityId: 1 })).toMatchObject({ error: { code: 'unavailable' } })
})

test('every address can be another', async () => {
  mahak.on('/dispute', (_call, response) => json(response, { Result: true }))
  await client.close()
  client = connect({ ...V1_PATHS, solveOrderDispute: '/dispute' })
  expect(await client.solveOrderDispute([])).toEqual({ ok: true, value: null })
})

const calls: [string, string, (client: MahakClient) => Promise<unknown>][] = [
  ['a reading', '/Sync/GetAllData', (client) => client.readChanges({ Banks: 0 }, () => undefined)],
  ['a dispute', '/Sync/SolveDispute', (client) => client.solveDispute('Banks', [])],
  ['a dispute of orders', '/Sync/SolveOrderDispute', (client) => client.solveOrderDispute([])],
  ['an upload', '/Sync/Upload', (client) => client.uploadPicture(PICTURE)],
]

test.each(calls)('%s without Result is repeated once with a new token', async (_what, path, call) => {
  mahak.on('/Sync/Login', (_call, response) =>
    json(response, { Result: true, Data: loginData({ UserToken: `t${mahak.count('/Sync/Login')}` }) }),
  )
  mahak.on(path, (_call, response) => json(response, { message: 'Unauthorized' }))
  expect(await call(client)).toMatchObject({ ok: false, error: { code: 'malformed', sent: true } })
  const tries = mahak.calls.filter((made) => made.path === path)
  expect(tries.map(({ authorization }) => authorization)).toEqual(['Bearer t1', 'Bearer t2'])
  expect(tries.map(({ query }) => query.get('userToken') ?? 't?')).toEqual(
    path === '/Sync/Upload' ? ['t1', 't2'] : ['t?', 't?'],
  )
  expect(mahak.count('/Sync/Login')).toBe(2)
})

test('no failure of an upload quotes the address with the token', async () => {
  await client.login()
  const failures: unknown[] = []
  mahak.on('/Sync/Upload', (_call, response) => response.writeHead(302, { location: `/x?userToken=${TOKEN}` }).end())
  failures.push(await client.uploadPicture(PICTURE))
  mahak.on('/Sync/Upload', (call, response) => json(response, { Result: false, Message: call.query.get('userToken') }))
  failures.push(await client.uploadPicture(PICTURE))
  mahak.on('/Sync/Upload', (_call, response) => response.destroy())
  failures.push(await client.uploadPicture(PICTURE))
  await mahak.close()
  failures.push(await client.uploadPicture(PICTURE))
  expect(failures).toMatchObject(Array(4).fill({ ok: false }))
  expect(JSON.stringify(failures)).not.toContain(TOKEN)
})
