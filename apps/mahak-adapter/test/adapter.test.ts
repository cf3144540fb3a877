import { createHash } from 'node:crypto'
import { fixedClock } from '@hybrid-store/kernel'
import { eventually } from '@hybrid-store/test-kit'
import { request } from 'undici'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChangeLine } from '../src/client/index.ts'
import { SAVE_LIMITS } from '../src/rows/split-save.ts'
import { type FakeMahak, json, startFakeMahak, TOKEN } from './fake-mahak.ts'
import { type RunningAdapter, startAdapter, tokens } from './start-adapter.ts'

let mahak: FakeMahak
let adapter: RunningAdapter

beforeEach(async () => {
  mahak = await startFakeMahak()
  adapter = await startAdapter(mahak.baseUrl)
})
afterEach(async () => {
  await mahak.close()
  await adapter.close()
})

const objects = (response: Parameters<typeof json>[0], lists: unknown) =>
  json(response, { Result: true, Data: { Objects: lists } })

async function collect(lines: AsyncIterable<ChangeLine>): Promise<ChangeLine[]> {
  const all: ChangeLine[] = []
  for await (const line of lines) all.push(line)
  return all
}

async function raw(method: 'GET' | 'POST', path: string, body?: unknown, audience = 'mahak-adapter') {
  const answer = await request(new URL(path, adapter.url), {
    method,
    headers: {
      authorization: `Bearer ${await tokens.issue(audience)}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await answer.body.text()
  return { status: answer.statusCode, headers: answer.headers, text, json: () => JSON.parse(text) }
}

test('without a token for the adapter nothing is done', async () => {
  for (const [method, path] of [
    ['GET', '/v1/account'],
    ['GET', '/v1/pictures?url=/a.jpg'],
    ['POST', '/v1/changes'],
    ['POST', '/v1/rows'],
    ['POST', '/v1/pictures?pictureId=1&fileName=a.jpg'],
    ['POST', '/v1/disputes'],
    ['POST', '/v1/order-disputes'],
    ['GET', '/v1/lookup/products/1'],
    ['GET', '/v1/lookup/people/1'],
    ['GET', '/v1/lookup/rows/102/1'],
  ] as const) {
    const answer = await raw(method, path, method === 'POST' ? {} : undefined, 'core')
    expect({ path, status: answer.status }).toEqual({ path, status: 401 })
  }
  expect(mahak.count('/Sync/Login')).toBe(0)
})

test('changes come as typed, tidied lines with the counts at the end', async () => {
  mahak.on('/Sync/GetAllData', (_body, response) =>
    objects(response, {
      Products: [
        { ProductId: 1, Name: 'شلوار كتان ', RowVersion: 4_254_900_009 },
        { ProductId: 'x', Name: 'y' },
      ],
      Stores: null,
    }),
  )
  const lines = await collect(adapter.client.changes({ Products: 0, Stores: 5 }))
  expect(lines).toMatchObject([
    {
      entity: 'Products',
      rows: [{ ProductId: 1, Name: 'شلوار کتان', _original: { Name: 'شلوار كتان ' }, Deleted: false }],
    },
    { entity: 'Products', bad: { reason: 'ProductId cannot be read' } },
    { end: { counts: { Products: 2, Stores: 0 }, maxVersions: { Products: 4_254_900_009 } } },
  ])
  expect(lines).toHaveLength(3)
})

test('an entity nobody knows, a negative version and a wrong body are refused by name', async () => {
  expect((await raw('POST', '/v1/changes', { versions: { Costcenters: 0 } })).json()).toMatchObject({
    status: 400,
    code: 'invalid_request',
    errors: [{ field: 'body.versions.Costcenters' }],
  })
  for (const body of [{ versions: { Products: -1 } }, { versions: {} }, { versions: { Products: 1.5 } }, [], null]) {
    expect((await raw('POST', '/v1/changes', body)).status).toBe(400)
  }
  expect(mahak.count('/Sync/GetAllData')).toBe(0)
})

test('a failure before any row left is a problem with its status, code and whether something was sent', async () => {
  mahak.on('/Sync/GetAllData', (_body, response) => response.writeHead(429, { 'retry-after': '7' }).end())
  const answer = await raw('POST', '/v1/changes', { versions: { Products: 0 } })
  expect(answer.status).toBe(429)
  expect(answer.headers['retry-after']).toBe('7')
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({ code: 'rate_limited', sent: false, retryAfterMs: 7000 })
  expect(await collect(adapter.client.changes({ Products: 0 }))).toEqual([
    { failure: { code: 'rate_limited', message: 'Mahak answered 429', sent: false, retryAfterMs: 7000 } },
  ])
})

test('a failure after rows have left is the last line, and there is no end', async () => {
  const rows = Array.from({ length: 2_000 }, (_, id) => ({ ProductId: id + 1, RowVersion: id }))
  mahak.on('/Sync/GetAllData', (_body, response) => {
    const whole = JSON.stringify({ Result: true, Data: { Objects: { Products: rows } } })
    response.end(whole.slice(0, -20))
  })
  const lines = await collect(adapter.client.changes({ Products: 0 }))
  expect(lines.reduce((sum, line) => sum + ('rows' in line ? line.rows.length : 0), 0)).toBeGreaterThan(1_900)
  expect(lines.at(-1)).toEqual({ failure: { code: 'malformed', message: 'the answer was cut off', sent: true } })
  expect(lines.some((line) => 'end' in line)).toBe(false)
})

test('a caller who leaves ends the call to Mahak', async () => {
  let ended = false
  mahak.on('/Sync/GetAllData', (_body, response) => {
    response.on('close', () => {
      ended = true
    })
    const row = JSON.stringify({ ProductId: 1, Description: 'x'.repeat(2_000) })
    response.write(`{"Result":true,"Data":{"Objects":{"Products":[${row}`)
    for (let count = 0; count < 200; count++) response.write(`,${row}`)
  })
  for await (const line of adapter.client.changes({ Products: 0 })) {
    expect(line).toMatchObject({ entity: 'Products' })
    break
  }
  await eventually(() => ended, { what: 'the end of the call to Mahak' })
})

test('rows are saved and each tells its fate under its place in the request', async () => {
  let received: unknown
  mahak.on('/Sync/SaveAllData', (body, response) => {
    received = body
    json(response, {
      Result: false,
      Data: {
        Objects: {
          People: { Results: [{ Result: true, Index: 1, EntityId: 55, EntityClientId: 1042, RowVersion: 9 }] },
          VisitorPeople: { Results: [{ Result: false, Index: 1, Errors: [{ Property: 'VisitorId', Error: 'x' }] }] },
        },
      },
    })
  })
  expect(
    await adapter.client.saveRows({
      people: [{ PersonClientId: 1042, FirstName: 'رضا' }],
      visitorPeople: [{ PersonClientId: 1042 }],
    }),
  ).toEqual({
    ok: true,
    value: {
      people: [{ ok: true, index: 0, clientId: 1042, id: 55, rowVersion: 9 }],
      visitorPeople: [{ ok: false, index: 0, errors: [{ property: 'VisitorId', error: 'x' }] }],
    },
  })
  expect(received).toEqual({
    people: [{ personClientId: 1042, firstName: 'رضا' }],
    visitorPeople: [{ personClientId: 1042 }],
  })
})

/** A Mahak that stores everything, giving ids in order. */
function storeEverything(whenSaving: (number: number) => boolean = () => true): () => number[] {
  const sizes: number[] = []
  mahak.on('/Sync/SaveAllData', (body, response) => {
    const people = Array.isArray(body.people) ? body.people : []
    sizes.push(people.length)
    if (!whenSaving(sizes.length)) return void response.destroy()
    const Results = people.map((person, at) => ({
      Result: true,
      Index: at + 1,
      EntityId: person.personClientId + 9000,
    }))
    objects(response, { People: { Results } })
  })
  return () => sizes
}

const crowd = (size: number) => Array.from({ length: size }, (_, n) => ({ PersonClientId: n + 1 }))

test('a large save goes in several calls and comes back as one', async () => {
  const sizes = storeEverything()
  const saved = await adapter.client.saveRows({ people: crowd(2 * SAVE_LIMITS.rows + 200) })
  expect(sizes()).toEqual([SAVE_LIMITS.rows, SAVE_LIMITS.rows, 200])
  expect(saved.ok && saved.value.people?.map(({ index, id }) => [index, id])).toEqual(
    Array.from({ length: 2 * SAVE_LIMITS.rows + 200 }, (_, n) => [n, n + 9001]),
  )
})

test('when a later part fails the whole save is uncertain', async () => {
  storeEverything((number) => number === 1)
  expect(await adapter.client.saveRows({ people: crowd(SAVE_LIMITS.rows + 100) })).toMatchObject({
    ok: false,
    error: { code: 'unavailable', sent: true },
  })
})

test('when Mahak refuses a later part the whole save is uncertain, for the first part is stored', async () => {
  mahak.on('/Sync/SaveAllData', (body, response) => {
    const people = Array.isArray(body.people) ? body.people : []
    if (people.length < SAVE_LIMITS.rows) return void response.writeHead(400).end('{"Result":false}')
    objects(response, {
      People: { Results: people.map((_, at) => ({ Result: true, Index: at + 1, EntityId: at + 1 })) },
    })
  })
  expect(await adapter.client.saveRows({ people: crowd(SAVE_LIMITS.rows + 100) })).toMatchObject({
    ok: false,
    error: { code: 'unavailable', sent: true },
  })
})

test('rows with wrong fields are refused by name before anything is sent', async () => {
  const body = { orders: [{ OrderClientId: 1 }, { Comment: 'x', PersonId: 'abc' }], banks_: [{}], regions: [{}] }
  expect((await raw('POST', '/v1/rows', body)).json()).toMatchObject({
    status: 400,
    code: 'invalid_request',
    errors: [
      { field: 'body.orders.1.Comment' },
      { field: 'body.orders.1.PersonId' },
      { field: 'body.banks_' },
      { field: 'body.regions' },
    ],
  })
  for (const wrong of [{ orders: {} }, { orders: [1] }, { orders: [{ OrderId: {} }] }, [], 'x', null]) {
    expect((await raw('POST', '/v1/rows', wrong)).status).toBe(400)
  }
  expect(mahak.count('/Sync/SaveAllData')).toBe(0)
})

test('the account is told without the token', async () => {
  const account = await adapter.client.account()
  expect(account).toMatchObject({
    ok: true,
    value: {
      visitorId: 40123,
      databaseId: 51234,
      title: 'فروشگاه نمونه',
      creditDay: 80,
      serverTime: '2026-02-01T20:47:09.852Z',
    },
  })
  expect((await raw('GET', '/v1/account')).text).not.toContain(TOKEN)
})

test('a refused login is a 502 with its code, for 401 speaks of the service token', async () => {
  mahak.on('/Sync/Login', (_body, response) => json(response, { Result: false, Message: 'رمز نادرست است' }))
  const answer = await raw('GET', '/v1/account')
  expect(answer.status).toBe(502)
  expect(answer.json()).toMatchObject({ code: 'unauthorized', sent: false, detail: 'رمز نادرست است' })
})

test('a picture comes as it is; another host is refused', async () => {
  const bytes = Buffer.from([0xff, 0xd8, 0xff, 0x00])
  mahak.on('/Images/1.jpg', (_body, response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes))
  const picture = await adapter.client.picture('/API/v3/Images/1.jpg')
  expect(picture.ok && [Buffer.from(picture.value.bytes), picture.value.contentType]).toEqual([bytes, 'image/jpeg'])
  expect(await adapter.client.picture('http://169.254.169.254/x')).toMatchObject({ error: { code: 'invalid' } })
  expect((await raw('GET', '/v1/pictures')).status).toBe(400)
})

test('a Mahak that keeps failing is left alone: 503 with Retry-After, nothing sent', async () => {
  await adapter.close()
  const clock = fixedClock('2026-11-01T00:00:00Z')
  adapter = await startAdapter(mahak.baseUrl, { clock })
  mahak.on('/Sync/SaveAllData', (_body, response) => json(response, {}, 503))
  for (let count = 0; count < 5; count++) await adapter.client.saveRows({ people: crowd(1) })
  expect(mahak.count('/Sync/SaveAllData')).toBe(5)
  const answer = await raw('POST', '/v1/rows', { people: crowd(1) })
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '30'])
  expect(answer.json()).toMatchObject({ code: 'unavailable', sent: false, retryAfterMs: 30_000 })
  expect(mahak.count('/Sync/SaveAllData')).toBe(5)
  clock.advance(30_000)
  storeEverything()
  expect(await adapter.client.saveRows({ people: crowd(1) })).toMatchObject({ ok: true })
})

test('no log line holds the password, its hash or the token, and failures do show up', async () => {
  await adapter.close()
  adapter = await startAdapter(mahak.baseUrl, { password: 'open sesame' })
  const echo = `no: ${TOKEN} and open sesame`
  mahak.on('/Sync/GetAllData', (_body, response) => json(response, { Result: false, Message: echo }))
  await adapter.client.account()
  await collect(adapter.client.changes({ Products: 0 }))
  await adapter.client.saveRows({ people: crowd(1) })
  const log = adapter.log()
  expect(log).toContain('a call to Mahak failed')
  const hash = createHash('md5').update('open sesame').digest('hex')
  for (const secret of ['open sesame', hash, TOKEN]) expect(log).not.toContain(secret)
})
