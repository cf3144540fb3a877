import { expect } from 'vitest'
import { TRANSPORT } from './facts/1-transport.ts'
import { contract } from './support/contract.ts'
import { newPerson } from './support/requests.ts'
import { md5, type World } from './support/world.ts'

const fact = contract(TRANSPORT)

const STORES = { Result: true, Data: { Objects: { Stores: [{}, {}], Banks: null } } }
const UNAUTHORIZED = { message: 'Unauthorized' }
const FULL_LOGIN = {
  userName: 'shop1',
  password: md5('shop1'),
  databaseId: 51_234,
  packageNo: '3500000',
  language: 'fa',
  appId: '8d2c5a0e-0000-4000-8000-000000000001',
  description: 'shop.example',
  clientVersion: '1.0',
}

fact('1.1-base', async ({ mahak }) => {
  const headers = { authorization: await mahak.token(), 'content-type': 'application/json' }
  for (const path of ['/API/v3/Sync/GetAllData', '/api/v3/Sync/GetAllData', '/api/v3/sync/getalldata']) {
    const answer = await fetch(mahak.host + path, { method: 'POST', headers, body: '{"fromStoreVersion":0}' })
    expect([path, answer.status, await answer.json()]).toMatchObject([path, 200, STORES])
  }
})

fact('1.1-login', async ({ mahak }) => {
  const answer = await mahak.post('/Sync/Login', { userName: 'shop1', password: md5('shop1') })
  expect(answer.json).toMatchObject({ Result: true, Data: { UserToken: expect.any(String) } })
})

fact('1.1-login-v2', async ({ mahak }) => {
  const answer = await mahak.post('/Sync/LoginV2', FULL_LOGIN)
  expect(answer.json).toMatchObject({ Result: true, Data: { UserToken: expect.any(String) } })
})

const reads =
  (path: string) =>
  async ({ mahak }: World) => {
    expect((await mahak.ask(path, { fromStoreVersion: 0 })).json).toMatchObject(STORES)
  }
fact('1.1-get-all-data', reads('/Sync/GetAllData'))
fact('1.1-get-all-data-v2', reads('/Sync/GetAllDataV2'))

const writes =
  (path: string) =>
  async ({ mahak, desktop }: World) => {
    const person = newPerson()
    const { json } = await mahak.ask(path, { people: [person] })
    const results = [{ Result: true, Index: 1, EntityClientId: person.personClientId }]
    expect(json).toMatchObject({ Result: true, Data: { Objects: { People: { Results: results } } } })
    const stored = (await desktop.rows('People')).filter((row) => row.PersonClientId === person.personClientId)
    expect(stored).toMatchObject([{ LastName: person.lastName }])
  }
fact('1.1-save-all-data', writes('/Sync/SaveAllData'))
fact('1.1-save-all-data-v2', writes('/Sync/SaveAllDataV2'))

fact('1.1-solve-dispute', async ({ mahak }) => {
  const body = { databaseId: 51_234, entityName: 'store', disputeItems: [{ id: 1200, rw: 1 }] }
  expect(await mahak.ask('/Sync/SolveDispute', body)).toMatchObject({ status: 200, json: { Result: true } })
})

fact('1.1-solve-order-dispute', async ({ mahak }) => {
  const body = { databaseId: 51_234, disputeItems: [{ id: 185_700_001, code: 1873 }] }
  expect(await mahak.ask('/Sync/SolveOrderDispute', body)).toMatchObject({ status: 200, json: { Result: true } })
})

fact('1.1-upload', async ({ mahak }) => {
  const body = new FormData()
  body.append('file', new Blob(['no picture']), 'p1.jpg')
  const headers = { authorization: await mahak.token(), 'x-pictureid': '1', 'x-filename': 'p1.jpg' }
  const answer = await mahak.call('/Sync/Upload', { method: 'POST', headers, body })
  expect(answer.json).toMatchObject({ Result: false })
})

const answersGet =
  (path: string, row: object) =>
  async ({ mahak }: World) => {
    const answer = await mahak.call(path, { headers: { authorization: await mahak.token() } })
    expect([answer.status, answer.json]).toMatchObject([200, { Result: true }])
    expect(answer.text).toContain(JSON.stringify(row).slice(1, -1))
  }
fact('1.1-lookup-product', answersGet('/Lookup/GetProductInfo?productId=8100001', { ProductId: 8_100_001 }))
fact('1.1-lookup-person', answersGet('/Lookup/GetPersonInfo?personId=55000001', { PersonId: 55_000_001 }))
fact('1.1-lookup-entity', answersGet('/Lookup/Get/Store/1200', { StoreId: 1200 }))

fact('1.1-images', async ({ mahak }) => {
  const { Pictures } = await mahak.read({ fromPictureVersion: 0 })
  const answer = await mahak.call(String(Pictures?.[0]?.Url).replace('/api/v3', ''))
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
})

fact('1.1-auth', async ({ mahak }) => {
  const posts = ['GetAllData', 'SaveAllData', 'SolveDispute', 'SolveOrderDispute', 'Upload'].map(
    (name) => `/Sync/${name}`,
  )
  for (const path of [...posts, '/Sync/GetAllDataV2', '/Sync/SaveAllDataV2'])
    expect([path, await mahak.post(path, {})]).toMatchObject([path, { status: 401, json: UNAUTHORIZED }])
  for (const path of ['GetProductInfo?productId=8100001', 'GetPersonInfo?personId=55000001', 'Get/Store/1200'])
    expect([path, await mahak.call(`/Lookup/${path}`)]).toMatchObject([path, { status: 401, json: UNAUTHORIZED }])
})

const takesType =
  (type: string) =>
  async ({ mahak }: World) => {
    const headers = { authorization: await mahak.token(), 'content-type': type }
    expect((await mahak.post('/Sync/GetAllData', { fromStoreVersion: 0 }, headers)).json).toMatchObject(STORES)
  }
fact('1.2-type-json', takesType('application/json'))
fact('1.2-type-json-patch', takesType('application/json-patch+json'))
fact('1.2-type-charset', takesType('application/json; charset=utf8'))
fact('1.2-type-text-json', takesType('text/json'))
fact('1.2-type-any-json', takesType('application/vnd.shop+json'))

fact('1.2-answers', async ({ mahak }) => {
  const body = { fromStoreVersion: 0, userName: 'shop1', password: md5('shop1') }
  for (const path of ['Login', 'GetAllData', 'GetAllDataV2', 'SaveAllData']) {
    const { headers, json } = await mahak.ask(`/Sync/${path}`, body)
    expect([path, headers.get('content-type')]).toEqual([path, 'application/json; charset=utf-8'])
    expect(json).toMatchObject({ Result: true })
  }
})

const authorises =
  (spell: (token: string) => string) =>
  async ({ mahak }: World) => {
    const headers = { authorization: spell(await mahak.token()) }
    expect((await mahak.post('/Sync/GetAllData', { fromStoreVersion: 0 }, headers)).json).toMatchObject(STORES)
  }
fact(
  '1.2-authorization-bearer',
  authorises((token) => `Bearer ${token}`),
)
fact(
  '1.2-authorization-lower',
  authorises((token) => `bearer ${token}`),
)
fact(
  '1.2-authorization-colon',
  authorises((token) => `bearer : ${token}`),
)
fact(
  '1.2-authorization-bare',
  authorises((token) => token),
)
fact(
  '1.2-authorization-case',
  authorises((token) => `BEARER ${token}`),
)

fact('1.2-user-token', async ({ mahak }) => {
  const path = `/Sync/GetAllData?userToken=${await mahak.token()}`
  expect((await mahak.post(path, { fromStoreVersion: 0 })).json).toMatchObject(STORES)
})

fact('1.2-cors', async ({ mahak }) => {
  const origin = 'https://pwa.example'
  const preflight = await mahak.call('/Sync/GetAllData', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  // The wildcard does not cover Authorization: a browser wants it by its name.
  expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
  const answer = await mahak.post('/Sync/GetAllData', {}, { origin, authorization: await mahak.token() })
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
})

fact('1.2-latency', async ({ mahak, admin }) => {
  await admin.switch({ latency: { medianMs: 60, p95Ms: 60 } })
  const start = performance.now()
  expect((await mahak.ask('/Sync/GetAllData', { fromStoreVersion: 0 })).json).toMatchObject(STORES)
  expect(performance.now() - start).toBeGreaterThanOrEqual(55)
})

fact('1.3-pascal-answers', async ({ mahak }) => {
  for (const path of ['/Sync/GetAllData', '/Sync/GetAllDataV2']) {
    const { text } = await mahak.ask(path, { fromStoreVersion: 0 })
    const keys = [...text.matchAll(/"([^"]+)":/g)].map(([, key]) => key ?? '')
    expect(keys.filter((key) => !/^[A-Z]/.test(key))).toEqual(['companies'])
  }
})

fact('1.3-odd-keys', async ({ mahak }) => {
  const keys = Object.keys(await mahak.read({}))
  expect(keys).toEqual(expect.arrayContaining(['companies', 'Mahakpays']))
  expect(keys.filter((key) => key === 'Companies' || key === 'MahakPays')).toEqual([])
})

const understands =
  (body: object) =>
  async ({ mahak }: World) => {
    expect((await mahak.ask('/Sync/GetAllData', body)).json).toMatchObject(STORES)
  }
fact('1.3-pascal-request', understands({ FromStoreVersion: 0 }))
fact('1.3-camel-request', understands({ fromStoreVersion: 0 }))
fact('1.3-lower-request', understands({ fromstoreversion: 0 }))

fact('1.3-any-case-rows', async ({ mahak, desktop }) => {
  const { personClientId } = newPerson()
  const saved = await mahak.save({
    PEOPLE: [{ PERSONCLIENTID: personClientId, firstname: 'سارا', LastName: 'نمونه', personGroupID: 98_001 }],
  })
  expect(saved.of('People')).toMatchObject([{ Result: true, EntityClientId: personClientId }])
  const stored = (await desktop.rows('People')).filter((row) => row.PersonClientId === personClientId)
  expect(stored).toMatchObject([{ FirstName: 'سارا', LastName: 'نمونه', PersonGroupId: 98_001 }])
})

fact('1.3-any-case-login', async ({ mahak }) => {
  const answer = await mahak.post('/Sync/Login', { USERNAME: 'shop1', Password: md5('shop1') })
  expect(answer.json).toMatchObject({ Result: true })
})

fact('1.3-string-numbers', async ({ mahak, desktop }) => {
  expect((await mahak.ask('/Sync/GetAllData', { fromStoreVersion: '0' })).json).toMatchObject(STORES)
  const person = newPerson({ personGroupId: '98001', credit: '1500000.5', personType: '1' })
  await mahak.save({ people: [person] })
  const stored = (await desktop.rows('People')).filter((row) => row.PersonClientId === person.personClientId)
  expect(stored).toMatchObject([{ PersonGroupId: 98_001, Credit: 1_500_000.5, PersonType: 1 }])
})

fact('1.3-unknown-members', async ({ mahak, desktop }) => {
  const person = newPerson({ comment: 'x', priceLevel: 2, userID: 7, tel1: '021' })
  const cheque = { visitorId: 40_123, cashCode: 1, orderClientId: 1, chequeClientId: person.personClientId }
  const saved = await mahak.save({
    people: [person],
    receipts: [{ receiptClientId: person.personClientId, personId: 55_000_001 }],
    cheques: [{ ...cheque, receiptClientId: person.personClientId, bankId: 4001, amount: 1, type: 2 }],
    nothings: [{ a: 1 }],
  })
  expect(saved.Result).toBe(true)
  const stored = (await desktop.rows('People')).find((row) => row.PersonClientId === person.personClientId)
  expect(Object.keys(stored ?? {}).filter((key) => /comment|priceLevel|userId|tel1/i.test(key))).toEqual([
    'SellPriceLevel',
  ])
})

fact('1.3-nulls-in-rows', async ({ mahak }) => {
  const { text } = await mahak.ask('/Sync/GetAllData', { fromStoreVersion: 0 })
  expect(text).toContain('"Comment":null')
})

fact('1.3-nulls-in-results', async ({ mahak }) => {
  const [result] = (await mahak.save({ people: [newPerson()] })).of('People')
  expect(Object.keys(result ?? {})).toEqual(['Result', 'Index', 'EntityId', 'EntityClientId', 'RowVersion'])
})

fact('1.4-success', async ({ mahak }) => {
  for (const answer of [
    await mahak.login(),
    await mahak.ask('/Sync/GetAllData', {}),
    await mahak.ask('/Sync/SaveAllData', {}),
  ])
    expect(Object.keys(Object(answer.json))).toEqual(['Result', 'Data'])
})

fact('1.4-boolean', async ({ mahak }) => {
  const failed = await mahak.ask('/Sync/SaveAllData', { people: [{}] })
  expect([(await mahak.login()).json, failed.json]).toMatchObject([{ Result: true }, { Result: false }])
})

fact('1.4-business-failure', async ({ mahak }) => {
  const wrong = await mahak.post('/Sync/Login', { userName: 'shop1', password: md5('wrong') })
  const refused = await mahak.ask('/Sync/SaveAllData', { orderDetails: [{ orderDetailClientId: 1 }] })
  expect([wrong, refused]).toMatchObject([
    { status: 200, json: { Result: false } },
    { status: 200, json: { Result: false } },
  ])
})

fact('1.4-message', async ({ mahak }) => {
  const { json } = await mahak.post('/Sync/Login', { userName: 'shop1', password: md5('wrong') })
  expect(json).toEqual({ Result: false, Code: expect.any(Number), Message: expect.stringMatching(/[\u0600-\u06FF]/) })
})

fact('1.4-missing-token', async ({ mahak }) => {
  expect(await mahak.post('/Sync/GetAllData', {})).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' })
})

fact('1.4-expired-token', async ({ mahak, admin }) => {
  await mahak.token()
  await admin.expireTokens()
  const answer = await mahak.ask('/Sync/GetAllData', {})
  mahak.forgetTokens()
  expect(answer).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' })
  expect(await mahak.ask('/Sync/GetAllData', {})).toMatchObject({ status: 200 })
})

fact('1.4-wrong-token', async ({ mahak, desktop }) => {
  const [head, claims] = (await mahak.token()).split('.')
  const person = newPerson()
  for (const token of ['', 'nonsense', 'Bearer ', `Bearer ${head}.${claims}.${md5('another secret')}`]) {
    const answer = await mahak.post('/Sync/SaveAllData', { people: [person] }, { authorization: token })
    expect([token, answer.status, answer.json]).toEqual([token, 401, UNAUTHORIZED])
  }
  expect((await desktop.rows('People')).filter((row) => row.PersonClientId === person.personClientId)).toEqual([])
})

fact('1.4-no-rate-limit', async ({ mahak }) => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => mahak.ask('/Sync/GetAllData', {})))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
})

fact('1.4-busy', async ({ mahak, desktop, admin }) => {
  const person = newPerson()
  for (const kind of ['429', '500', '502', '503']) {
    await admin.switch({ failNext: [{ path: 'SaveAllData', times: 1, kind }] })
    expect((await mahak.ask('/Sync/SaveAllData', { people: [person] })).status).toBe(Number(kind))
  }
  expect((await desktop.rows('People')).filter((row) => row.PersonClientId === person.personClientId)).toEqual([])
})

const refusesMalformed =
  (status: number) =>
  async ({ mahak, desktop }: World) => {
    const before = await desktop.rows('People')
    const headers = { authorization: await mahak.token(), 'content-type': 'application/json' }
    for (const body of ['{', '{"people":[', 'nonsense'])
      expect(await mahak.call('/Sync/SaveAllData', { method: 'POST', headers, body })).toMatchObject({
        status,
        json: { Result: false },
      })
    expect(await desktop.rows('People')).toEqual(before)
  }
fact('1.4-malformed-400', async (world) => {
  expect(world.admin.defaults.malformedStatus).toBe(400)
  await refusesMalformed(400)(world)
})
fact('1.4-malformed-200', async (world) => {
  await world.admin.switch({ malformedStatus: 200 })
  await refusesMalformed(200)(world)
})
