import { systemClock } from '@hybrid-store/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type BadChange,
  createMahakClient,
  type EntityName,
  entities,
  type MahakClient,
  type Outcome,
} from '../src/index.ts'
import { loginData, startFakeMahak } from './fake-mahak.ts'
import { type ScriptedAnswer, ScriptedDispatcher } from './scripted-dispatcher.ts'

const CODES = [
  'unauthorized',
  'invalid',
  'conflict',
  'rate_limited',
  'unavailable',
  'timeout',
  'malformed',
  'subscription_expired',
  'account_changed',
]
/** Lists as GetAllData spells them, oddities included, with a field of each kind. */
const LISTS = [
  { list: 'Products', entity: 'Products', text: 'Name', number: 'Min', flag: 'Deleted' },
  { list: 'People', entity: 'People', text: 'FirstName', number: 'Balance', flag: 'Deleted' },
  { list: 'companies', entity: 'Companies', text: 'Name', number: 'RowVersion', flag: 'Deleted' },
  { list: 'Mahakpays', entity: 'MahakPays', text: 'DataHash', number: 'BankId', flag: 'IsActive' },
] as const

type List = (typeof LISTS)[number]

interface GoodRow {
  id: number
  version: number
  text: string | null
  number: number | null
  flag: boolean
}

const goodRow = fc.record({
  id: fc.nat(),
  version: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  text: fc.option(fc.string({ unit: 'grapheme' })),
  number: fc.option(fc.integer()),
  flag: fc.boolean(),
})

/** How a row is written: which keys in which case, numbers in quotes or not, nulls left out or not, what else is in it. */
const manner = fc.record({
  spelling: fc.constantFrom(
    (key: string) => key,
    (key: string) => key.toUpperCase(),
    (key: string) => key.toLowerCase(),
    (key: string) => key.charAt(0).toLowerCase() + key.slice(1),
  ),
  quoted: fc.boolean(),
  nulls: fc.boolean(),
  extra: fc.dictionary(
    fc.string().map((key) => `x${key}`),
    fc.jsonValue({ maxDepth: 1 }),
    { maxKeys: 2 },
  ),
})

const garbage = fc.constantFrom(
  'null',
  '7',
  '"x"',
  '[]',
  '{}',
  '{"Name":1}',
  '[{"ProductId":1}]',
  '{"ProductId":,}',
  '{"a":"\\x"}',
)

/** As Mahak writes its rows: all alike, which is what the reader is fast at. */
const PLAIN = { spelling: (key: string) => key, quoted: false, nulls: true, extra: {} }

const item = fc.oneof(
  { arbitrary: fc.record({ good: goodRow, manner: fc.constant(PLAIN) }), weight: 3 },
  { arbitrary: fc.record({ good: goodRow, manner }), weight: 2 },
  { arbitrary: fc.record({ garbage }), weight: 1 },
)

const answer = fc.record({
  lists: fc.uniqueArray(
    fc.record({ of: fc.constantFrom(...LISTS), items: fc.option(fc.array(item, { maxLength: 5 })) }),
    { maxLength: 4, selector: ({ of }) => of.list },
  ),
  unknownList: fc.boolean(),
  resultFirst: fc.boolean(),
  space: fc.constantFrom('', ' ', '\r\n\t'),
  cuts: fc.array(fc.nat({ max: 2_000 }), { maxLength: 6 }),
})

type Item =
  | {
      good: GoodRow
      manner: { spelling: (key: string) => string; quoted: boolean; nulls: boolean; extra: Record<string, unknown> }
    }
  | { garbage: string }

function writeItem(of: List, written: Item): string {
  if ('garbage' in written) return written.garbage
  const { good, manner } = written
  const number = (value: number | null) => (value !== null && manner.quoted ? ` ${value}` : value)
  const members: [string, unknown][] = [
    [entities[of.entity].idKey, number(good.id)],
    [of.flag, manner.quoted ? String(good.flag) : good.flag],
    [of.text, good.text],
    [of.number, number(good.number)],
    ['RowVersion', number(good.version)],
    ...Object.entries(manner.extra),
  ]
  const present = members.filter(([, value]) => value !== null || manner.nulls)
  return JSON.stringify(Object.fromEntries(present.map(([key, value]) => [manner.spelling(key), value])))
}

function writeAnswer(a: {
  lists: { of: List; items: Item[] | null }[]
  unknownList: boolean
  resultFirst: boolean
  space: string
}): string {
  const lists = a.lists.map(
    ({ of, items }) =>
      `"${of.list}":${items ? `[${items.map((one) => writeItem(of, one)).join(`${a.space},`)}]` : 'null'}`,
  )
  if (a.unknownList) lists.push('"Novelties":[{"NoveltyId":1},7]')
  const data = `"DATA":{"objects":${a.space}{${lists.join(`,${a.space}`)}}}`
  return a.resultFirst ? `{"Result":true,${data}}` : `{${data},${a.space}"result":"True"}${a.space}`
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end))
}

/** What has to arrive of an answer: each good row in its place, each of the others as bad. */
const expected = (lists: readonly { of: List; items: Item[] | null }[]) =>
  lists.flatMap(({ of, items }) =>
    (items ?? []).map((one) =>
      'garbage' in one
        ? { entity: of.entity, bad: true }
        : {
            entity: of.entity,
            id: one.good.id,
            version: one.good.version,
            text: one.good.text,
            // Where the field of numbers is the version itself, the version comes last and counts.
            number: of.number === 'RowVersion' ? one.good.version : one.good.number,
            flag: one.good.flag,
          },
    ),
  )

function seen(change: { entity: EntityName; row: unknown } | BadChange): unknown {
  if ('bad' in change) return { entity: change.entity, bad: true }
  const of = LISTS.find(({ entity }) => entity === change.entity)
  if (!of) return change
  const row = Object(change.row)
  return {
    entity: change.entity,
    id: row[entities[of.entity].idKey],
    version: row.RowVersion,
    text: row[of.text],
    number: row[of.number],
    flag: row[of.flag],
  }
}

const WANTED: Partial<Record<EntityName, number>> = { Products: 0, People: 0, Companies: 0, MahakPays: 0 }

async function readAll(client: MahakClient) {
  const changes: unknown[] = []
  const outcome = await client.readChanges(WANTED, (change) => {
    changes.push(seen(change))
  })
  return { changes, outcome }
}

/** The same for who wants plain rows as bytes. */
async function readBytes(client: MahakClient) {
  const changes: unknown[] = []
  const onBytes = (entity: EntityName, bytes: string) => {
    changes.push(seen({ entity, row: JSON.parse(Buffer.from(bytes, 'latin1').toString('utf8')) }))
  }
  const outcome = await client.readChanges(WANTED, (change) => void changes.push(seen(change)), { onBytes })
  return { changes, outcome }
}

const LOGIN: ScriptedAnswer = { chunks: [Buffer.from(JSON.stringify({ Result: true, Data: loginData() }))] }

/** A client of a Mahak that gives whatever answer is current. */
function scripted() {
  let current: ScriptedAnswer = LOGIN
  let loggingIn = true
  const dispatcher = new ScriptedDispatcher((path) => (loggingIn && path.endsWith('/Login') ? LOGIN : current))
  const connect = () =>
    createMahakClient({
      baseUrl: 'https://mahak.invalid',
      username: 'u',
      password: 'p',
      clock: systemClock,
      dispatcher,
    })
  return {
    connect,
    answer: (answer: ScriptedAnswer, options: { alsoLogins: boolean } = { alsoLogins: false }) => {
      current = answer
      loggingIn = !options.alsoLogins
    },
  }
}

test('of ten thousand answers in odd cases, chunks and company no good row is lost and no other is taken for one', async () => {
  const mahak = scripted()
  const client = mahak.connect()
  await fc.assert(
    fc.asyncProperty(answer, async (a) => {
      mahak.answer({ chunks: cut(Buffer.from(writeAnswer(a)), a.cuts) })
      for (const { changes, outcome } of [await readAll(client), await readBytes(client)]) {
        expect(changes).toEqual(expected(a.lists))
        expect(outcome.ok).toBe(true)
      }
    }),
    { numRuns: 10_000 },
  )
}, 180_000)

test('the same over HTTP', async () => {
  const mahak = await startFakeMahak()
  const client = createMahakClient({ baseUrl: mahak.baseUrl, username: 'u', password: 'p', clock: systemClock })
  try {
    await fc.assert(
      fc.asyncProperty(answer, async (a) => {
        mahak.on('/Sync/GetAllData', (_call, response) => {
          for (const chunk of cut(Buffer.from(writeAnswer(a)), a.cuts)) response.write(chunk)
          response.end()
        })
        const { changes, outcome } = await readAll(client)
        expect(changes).toEqual(expected(a.lists))
        expect(outcome.ok).toBe(true)
      }),
      { numRuns: 200 },
    )
  } finally {
    await mahak.close()
    await client.close()
  }
})

const key = fc.constantFrom(
  ...[
    'Result',
    'Data',
    'Objects',
    'People',
    'Results',
    'Index',
    'EntityClientId',
    'Message',
    'Code',
    'UserToken',
    'VisitorId',
    'DatabaseId',
    'ServerTime',
    'CreditDay',
    'Errors',
    'AdditionalData',
    'RowVersion',
    '__proto__',
    'toString',
  ],
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(true, false, 'true', 'False', null, 0, 1, -1, 1e300, '', 'x', '۱'),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
  ),
}))
const garbageBody = fc.oneof(
  { arbitrary: tree.map((value) => JSON.stringify(value)), weight: 6 },
  { arbitrary: fc.tuple(tree, fc.nat()).map(([value, end]) => JSON.stringify(value).slice(0, end % 40)), weight: 2 },
  { arbitrary: fc.string({ unit: 'binary' }), weight: 1 },
  { arbitrary: fc.json(), weight: 1 },
)
const status = fc.oneof(
  { arbitrary: fc.constant(200), weight: 4 },
  { arbitrary: fc.integer({ min: 200, max: 599 }), weight: 1 },
)

const calls: [string, (client: MahakClient) => Promise<Outcome<unknown>>][] = [
  ['login', (client) => client.login()],
  ['reading', (client) => readAll(client).then(({ outcome }) => outcome)],
  ['save', (client) => client.save({ people: [{ PersonClientId: 1 }] })],
  ['dispute', (client) => client.solveDispute('People', [])],
  [
    'upload',
    (client) => client.uploadPicture({ pictureId: 1, fileName: 'a', bytes: new Uint8Array(), contentType: '' }),
  ],
  ['look-up', (client) => client.lookUp({ productId: 1 })],
  ['picture', (client) => client.downloadPicture('/a.jpg')],
]

function expectValueOrFailure(outcome: Outcome<unknown>): void {
  if (outcome.ok) return
  expect(CODES).toContain(outcome.error.code)
  expect(outcome.error).toEqual({
    code: outcome.error.code,
    message: expect.any(String),
    sent: expect.any(Boolean),
    ...(outcome.error.retryAfterMs === undefined ? {} : { retryAfterMs: expect.any(Number) }),
  })
}

test.each(calls)('whatever Mahak answers to a %s is a value or a failure of the closed set', async (name, call) => {
  const mahak = scripted()
  await fc.assert(
    fc.asyncProperty(garbageBody, status, async (text, statusCode) => {
      mahak.answer({ status: statusCode, chunks: [Buffer.from(text)] }, { alsoLogins: name === 'login' })
      expectValueOrFailure(await call(mahak.connect()))
    }),
    { numRuns: 1_000, examples: [['{"Result":{"toString":1}}', 200]] },
  )
})

test('an answer nested ever deeper is no crash', async () => {
  const mahak = scripted()
  const deep = `{"Result":true,"Data":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  mahak.answer({ chunks: [Buffer.from(deep)] })
  const client = mahak.connect()
  for (const [, call] of calls.slice(1)) {
    const outcome = await call(client)
    expectValueOrFailure(outcome)
  }
})
