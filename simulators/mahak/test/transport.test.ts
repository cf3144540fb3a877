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

  test('a version that is no number, or a list that is none, is refused with Result false', async () => {
    expect((await ask('/API/v3/Sync/GetAllData', { fromStoreVersion: 'new' })).status).toBe(400)
    expect((await ask('/API/v3/Sync/SaveAllData', { orders: {} })).status).toBe(400)
  })
})

test('§1.1 a path that is none is 404 without a body', async () => {
  const answer = await ask('/API/v3/Sync/Nothing', {})
  expect([answer.status, await answer.text()]).toEqual([404, ''])
})
