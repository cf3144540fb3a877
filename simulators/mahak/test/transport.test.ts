import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { md5, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
let token: string
beforeAll(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
  token = await mahak.login()
})
afterAll(() => mahak.stop())

const ask = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  mahak.send('POST', path, body, { authorization: `Bearer ${token}`, ...headers })

describe('§1.1 endpoints', () => {
  test.each([
    '/API/v3/Sync/GetAllData',
    '/api/v3/Sync/GetAllData',
    '/api/v3/sync/getalldata',
    '/API/v3/Sync/GetAllDataV2',
  ])('the case of the path does not matter, and V1 and V2 do the same: %s', async (path) => {
    const answer = await ask(path, { fromStoreVersion: 0 })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ Result: true, Data: { Objects: { Stores: [{}, {}] } } })
  })
})

describe('§1.2 headers', () => {
  test.each([
    ['Bearer with a token', (bare: string) => `Bearer ${bare}`],
    ['bearer in lower case', (bare: string) => `bearer ${bare}`],
    ['bearer with a colon', (bare: string) => `bearer : ${bare}`],
    ['the bare token', (bare: string) => bare],
  ])('Authorization is taken as %s', async (_name, spell) => {
    const answer = await ask('/API/v3/Sync/GetAllData', {}, { authorization: spell(token) })
    expect(answer.status).toBe(200)
  })

  test.each(['application/json-patch+json', 'application/json; charset=utf8', 'text/json', 'application/vnd.x+json'])(
    'a body of type %s is read as JSON',
    async (type) => {
      const answer = await ask('/API/v3/Sync/GetAllData', { fromStoreVersion: 0 }, { 'content-type': type })
      expect(await answer.json()).toMatchObject({ Data: { Objects: { Stores: [{}, {}] } } })
    },
  )

  test('a browser of any origin may call', async () => {
    const answer = await mahak.call('/API/v3/Sync/Login', {
      method: 'OPTIONS',
      headers: { origin: 'http://elsewhere.test' },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('the token is found in the query or the body where the header has none', async () => {
    const headers = { 'content-type': 'application/json' }
    const send = (path: string, body: object) =>
      mahak.call(path, { method: 'POST', headers, body: JSON.stringify(body) })
    expect((await send(`/API/v3/Sync/GetAllData?usertoken=${token}`, {})).status).toBe(200)
    expect((await send('/API/v3/Sync/GetAllData', { userToken: token })).status).toBe(200)
    expect((await send('/API/v3/Sync/GetAllData?userToken=x', { userToken: 'x' })).status).toBe(401)
  })

  test.each([
    ['gzip', 'gzip'],
    ['br, gzip;q=0.5', 'gzip'],
    ['gzip;q=0', null],
    ['identity', null],
  ])('answers come with gzip to those who accept it: %s', async (accepted, encoding) => {
    const request = { fromStoreVersion: 0, fromRegionVersion: 0 }
    const answer = await ask('/API/v3/Sync/GetAllData', request, { 'accept-encoding': accepted })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(await answer.json()).toMatchObject({ Result: true, Data: { Objects: { Stores: [{}, {}] } } })
  })

  test('answers are JSON in UTF-8', async () => {
    const answer = await ask('/API/v3/Sync/GetAllData', {})
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })
})

describe('§1.3 casing', () => {
  test.each([{ fromStoreVersion: 0 }, { FromStoreVersion: 0 }, { fromstoreversion: 0 }, { fromStoreVersion: '0' }])(
    'a request is matched in any case, numbers also as text: %j',
    async (body) => {
      const answer = await ask('/API/v3/Sync/GetAllData', body)
      expect(await answer.json()).toMatchObject({ Data: { Objects: { Stores: [{}, {}] } } })
    },
  )

  test('unknown members are ignored', async () => {
    const answer = await ask('/API/v3/Sync/GetAllData', { comment: 'x', fromNothingVersion: 0, fromBankVersion: 0 })
    expect(await answer.json()).toMatchObject({
      Result: true,
      Data: { Objects: { Banks: [{}, {}, {}], Stores: null } },
    })
  })
})

describe('§1.4 errors', () => {
  test.each([undefined, '', 'Bearer ', 'Bearer nonsense', 'Bearer a.b.c'])(
    'without a valid token (%s) the answer is 401 with a lower-case message and no Result',
    async (authorization) => {
      for (const path of ['GetAllData', 'SaveAllData']) {
        const headers = {
          'content-type': 'application/json',
          ...(authorization === undefined ? {} : { authorization }),
        }
        const answer = await mahak.call(`/API/v3/Sync/${path}`, { method: 'POST', headers, body: '{}' })
        expect(answer.status).toBe(401)
        expect(await answer.json()).toEqual({ message: 'Unauthorized' })
      }
    },
  )

  test('a token signed with another secret is refused', async () => {
    const [head, claims] = token.split('.')
    const answer = await ask('/API/v3/Sync/GetAllData', {}, { authorization: `Bearer ${head}.${claims}.${md5('x')}` })
    expect(answer.status).toBe(401)
  })

  test.each(['{', '[1', 'not json'])(
    'a body that is no JSON (%s) is refused with Result false and stores nothing',
    async (body) => {
      const answer = await mahak.call('/API/v3/Sync/SaveAllData', {
        method: 'POST',
        headers: { authorization: token, 'content-type': 'application/json' },
        body,
      })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ Result: false })
      expect(await mahak.rows('Orders')).toEqual([])
    },
  )

  test('§12.7 a switch answers what cannot be read with 200', async () => {
    await mahak.switch({ malformedStatus: 200 })
    for (const body of [{ fromStoreVersion: 'new' }, { fromStoreVersion: 1.5 }]) {
      const answer = await ask('/API/v3/Sync/GetAllData', body)
      expect([answer.status, await answer.json()]).toEqual([200, { Result: false, Message: expect.any(String) }])
    }
    await mahak.switch({ malformedStatus: 400 })
  })

  const PATHS = ['Login', 'LoginV2', 'GetAllData', 'SaveAllData', 'SolveDispute', 'SolveOrderDispute', 'Upload']
  const ODD = [
    ...['null', '1', '"x"', '[]', '[null]', '{"disputeItems":[null]}', '{"disputeItems":[{"id":1e99,"rw":{}}]}'],
    ...['{"databaseId":51234,"entityName":{"a":1},"disputeItems":[]}', '{"userName":{},"password":[]}'],
    ...['{"userName":"\\u0000","password":"x"}', '{"fromOrderVersion":1e300}', '{"fromOrderVersion":-1e300}'],
    ...[
      '{"fromOrderVersion":true}',
      '{"orderTypes":[1e12],"fromOrderVersion":0}',
      '{"orderTypes":5}',
      '{"userToken":{}}',
    ],
    ...['{"orders":[null,1,"x",[],{"orderId":1e99}]}', '{"__proto__":{"a":1}}', '{"pictures":[{"pictureId":{}}]}'],
  ]
  test.each(PATHS)('%s never breaks, whatever it is sent', async (path) => {
    for (const body of ODD) {
      const answer = await mahak.call(`/API/v3/Sync/${path}`, {
        method: 'POST',
        headers: { authorization: token, 'content-type': 'application/json', 'x-pictureid': '1' },
        body,
      })
      expect([body, answer.status < 500]).toEqual([body, true])
    }
  })

  test('a version that is no number, or a list that is none, is refused with Result false', async () => {
    expect((await ask('/API/v3/Sync/GetAllData', { fromStoreVersion: 'new' })).status).toBe(400)
    expect((await ask('/API/v3/Sync/SaveAllData', { orders: {} })).status).toBe(400)
  })
})

test('§1.1 a path that is none is 404 without a body', async () => {
  const answer = await ask('/API/v3/Sync/Nothing', {})
  expect([answer.status, await answer.text()]).toEqual([404, ''])
})
