import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeMahak, json, startFakeMahak, TOKEN } from './fake-mahak.ts'
import { type RunningAdapter, startAdapter } from './start-adapter.ts'

const PASSWORD = 'open sesame'
const PERSON = {
  PersonClientId: 1042,
  FirstName: 'رضا',
  LastName: 'نمونه',
  Mobile: '09121234567',
  NationalCode: '0012345679',
}
const PSEUDONYM = expect.stringMatching(/^«[0-9a-f]{12}»$/)

let root: string
let folder: string
let mahak: FakeMahak
let adapter: RunningAdapter
let running: boolean

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'capture-'))
  folder = path.join(root, 'calls')
  mahak = await startFakeMahak()
  adapter = await start()
  running = true
})
afterEach(async () => {
  await stop()
  await mahak.close()
  rmSync(root, { recursive: true, force: true })
})

const start = (environment: Record<string, string> = {}) =>
  startAdapter(mahak.baseUrl, { password: PASSWORD, environment: { MAHAK_CAPTURE_FOLDER: folder, ...environment } })

/** Only when the adapter is closed has every call been written. */
async function stop(): Promise<void> {
  if (running) await adapter.close()
  running = false
}

async function restart(environment: Record<string, string>): Promise<void> {
  await stop()
  adapter = await start(environment)
  running = true
}

async function readAll(): Promise<number> {
  let rows = 0
  for await (const line of adapter.client.changes({ People: 0, Products: 0 }))
    if ('rows' in line) rows += line.rows.length
  return rows
}

/** The captured calls in their order. */
async function captured() {
  await stop()
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, ...JSON.parse(readFileSync(path.join(folder, name), 'utf8')) }))
}

const objects = (lists: unknown) => ({ Result: true, Data: { Objects: lists } })

test('a captured call tells what went and came, and nothing of whom', async () => {
  mahak.on('/Sync/SaveAllData', (_body, response) =>
    json(response, {
      Result: false,
      Data: {
        Objects: {
          People: {
            Results: [
              { Result: false, Index: 1, Errors: [{ Property: 'Mobile', Error: 'شماره 09121234567 از رضا است' }] },
            ],
          },
        },
      },
    }),
  )
  await adapter.client.saveRows({ people: [PERSON] })
  const calls = await captured()
  expect(calls.map(({ name }) => name.slice(24))).toEqual(['-000001-Sync-Login.json', '-000002-Sync-SaveAllData.json'])
  expect(calls[1]).toMatchObject({
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    durationMs: expect.any(Number),
    request: {
      method: 'POST',
      url: `${mahak.baseUrl}/Sync/SaveAllData`,
      body: {
        people: [
          {
            personClientId: 1042,
            firstName: PSEUDONYM,
            lastName: PSEUDONYM,
            mobile: PSEUDONYM,
            nationalCode: PSEUDONYM,
          },
        ],
      },
    },
    answer: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: { Data: { Objects: { People: { Results: [{ Index: 1, Errors: [{ Property: 'Mobile' }] }] } } } },
    },
    broken: null,
  })
  expect(calls[1].answer.body.Data.Objects.People.Results[0].Errors[0].Error).toMatch(
    /^شماره «[0-9a-f]{12}» از «[0-9a-f]{12}» است$/,
  )
})

test('after logins, reads, saves, uploads and failures no file holds a secret or a person', async () => {
  const echo = `${TOKEN} ${PASSWORD} رضا نمونه 09121234567`
  await adapter.client.account()
  mahak.on('/Sync/GetAllData', (_body, response) =>
    json(response, objects({ People: [{ PersonId: 1, ...PERSON, Password: 'p4ss' }] })),
  )
  await readAll()
  mahak.on('/Sync/SaveAllData', (_body, response) => json(response, { Result: false, Message: echo }))
  await adapter.client.saveRows({ people: [PERSON] })
  mahak.on('/Sync/Upload', (_body, response) => json(response, { Result: false, Message: TOKEN }))
  await adapter.client.uploadPicture({
    pictureId: 5,
    fileName: 'رضا.jpg',
    bytes: new Uint8Array([1]),
    contentType: 'image/jpeg',
  })
  mahak.on('/Lookup/GetPersonInfo', (_body, response) => json(response, PERSON))
  await adapter.client.lookUp({ personId: 1 })
  mahak.on('/Sync/GetAllData', (_body, response) => json(response, { message: 'Unauthorized' }, 401))
  await readAll()
  mahak.on('/Sync/SolveDispute', (_body, response) => response.writeHead(500).end(`<html>${TOKEN} ${PASSWORD}`))
  await adapter.client.solveDispute('People', [{ id: 1, rowVersion: 2 }])
  mahak.on('/Sync/SaveAllData', (_body, response) => response.destroy())
  await adapter.client.saveRows({ people: [PERSON] })

  const calls = await captured()
  expect(calls.map(({ request, answer, broken }) => [request.url.split('/').at(-1), answer?.status ?? broken])).toEqual(
    [
      ['Login', 200],
      ['GetAllData', 200],
      ['SaveAllData', 200],
      ['Upload?userToken=«redacted»', 200],
      ['GetPersonInfo?personId=1', 200],
      ['GetAllData', 401],
      ['Login', 200],
      ['GetAllData', 401],
      ['SolveDispute', 500],
      ['SaveAllData', 'UND_ERR_SOCKET'],
    ],
  )
  const hash = createHash('md5').update(PASSWORD).digest('hex')
  const everything = JSON.stringify(calls)
  for (const secret of [
    PASSWORD,
    hash,
    TOKEN,
    'p4ss',
    ...Object.values(PERSON)
      .map(String)
      .filter((text) => text !== '1042'),
  ]) {
    expect(everything).not.toContain(secret)
  }
})

test('of a long answer only the beginning is kept, and the caller gets all of it', async () => {
  const products = Array.from({ length: 20_000 }, (_, at) => ({
    ProductId: at + 1,
    Name: `کالای ${at}`,
    RowVersion: at,
  }))
  mahak.on('/Sync/GetAllData', (_body, response) => json(response, objects({ Products: products })))
  expect(await readAll()).toBe(20_000)
  const answer = (await captured()).at(-1).answer
  expect(answer.bytes).toBeGreaterThan(1_000_000)
  expect(answer.body.Data.Objects.Products.slice(0, 2)).toEqual(products.slice(0, 2))
  const shown = answer.body.Data.Objects.Products.length
  expect(shown).toBeGreaterThan(500)
  expect(shown).toBeLessThan(2_000)
})

test('a packed answer is shown unpacked, a bomb not further than any other', async () => {
  const bomb = JSON.stringify(objects({ Products: [{ ProductId: 1, Name: 'x'.repeat(5_000_000) }] }))
  mahak.on('/Sync/GetAllData', (_body, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(bomb)),
  )
  await readAll()
  const call = (await captured()).at(-1)
  expect(call.answer.body).toEqual(objects({ Products: [{ ProductId: 1 }] }))
})

test('files are their owner’s alone, and the oldest go beyond the limits; others are left alone', async () => {
  await adapter.client.account()
  await stop()
  writeFileSync(path.join(folder, 'notes.txt'), 'mine')
  await restart({ MAHAK_CAPTURE_MAX_FILES: '3' })
  for (const id of [1, 2, 3, 4]) await adapter.client.lookUp({ productId: id })
  await stop()
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
  expect(names.map((name) => name.slice(24, 31))).toEqual(['-000003', '-000004', '-000005'])
  expect(readFileSync(path.join(folder, 'notes.txt'), 'utf8')).toBe('mine')
  expect(names.map((name) => statSync(path.join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600])
})

test('the limit of bytes holds as well', async () => {
  await restart({ MAHAK_CAPTURE_MAX_MEGABYTES: '0.002' })
  for (const id of [1, 2, 3, 4, 5]) await adapter.client.lookUp({ productId: id })
  const calls = await captured()
  expect(calls.at(-1).request.url).toContain('productId=5')
  expect(calls.reduce((sum, { name }) => sum + statSync(path.join(folder, name)).size, 0)).toBeLessThanOrEqual(2_098)
})

test('a disk that takes nothing is one warning, and every call succeeds', async () => {
  writeFileSync(folder, 'in the way')
  mahak.on('/Lookup/GetProductInfo', (_body, response) => json(response, {}))
  for (const id of [1, 2, 3]) expect(await adapter.client.lookUp({ productId: id })).toEqual({ ok: true, value: {} })
  await stop()
  expect(adapter.log().match(/calls to Mahak cannot be captured/g)).toHaveLength(1)
  expect(readFileSync(folder, 'utf8')).toBe('in the way')
})

test('nothing is written unless a folder is set', async () => {
  await restart({ MAHAK_CAPTURE_FOLDER: '' })
  await adapter.client.account()
  await stop()
  expect(existsSync(folder)).toBe(false)
})
