import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EntityName, entities, entityNames, type FieldKind, readRow } from '../src/index.ts'
import { KnownShapes } from '../src/rows/known-shapes.ts'

/** What is recognised of `text` after `learnt` was seen, read as it is on the other side. */
function recognise(entity: EntityName, learnt: string, text: string | Buffer, at = 0) {
  const shapes = new KnownShapes()
  shapes.learn(entity, entity, JSON.parse(learnt))
  const known = shapes.recognise(entity, Buffer.from(text), at)
  return known && { ...known, row: JSON.parse(Buffer.from(known.bytes, 'latin1').toString('utf8')) }
}

const store = (name: string, over = '"Stock":1.5,"Comment":null') =>
  `{"StoreId":1200,"StoreClientId":0,"StoreCode":-1,"Name":"${name}",${over},"Deleted":false,"DataHash":"7E3C",` +
  '"CreateDate":"2026-02-01T10:00:00.1234567","UpdateDate":null,"CreateSyncId":250000001,"UpdateSyncId":250000001,' +
  '"RowVersion":4250000001}'

test('a row written like one before it is recognised where it stands, with its version and its end', () => {
  const text = store('انبار {مرکزی} \\"الف\\"')
  const known = recognise('Stores', store('x'), `[${text},${store('y')}]`, 1)
  expect(known).toMatchObject({ entity: 'Stores', version: 4_250_000_001, end: 1 + Buffer.byteLength(text) })
  expect({ row: known?.row }).toEqual(readRow('Stores', JSON.parse(text)))
})

test('members that a list never mentions are added as a reader would add them', () => {
  expect(recognise('Stores', '{"StoreId":1}', '{"StoreId":7}')?.row).toEqual({
    StoreId: 7,
    StoreClientId: null,
    StoreCode: null,
    Name: null,
    Stock: null,
    Comment: null,
    Deleted: false,
    DataHash: null,
    CreateDate: null,
    UpdateDate: null,
    CreateSyncId: null,
    UpdateSyncId: null,
    RowVersion: 0,
  })
})

test.each([
  ['another order of keys', '{"Name":"a","StoreId":1}'],
  ['a key in another case', '{"storeid":1,"Name":"a"}'],
  ['a member more', '{"StoreId":1,"Name":"a","Floor":2}'],
  ['a member less', '{"StoreId":1}'],
  ['a member twice', '{"StoreId":1,"Name":"a","Name":"b"}'],
  ['a number in quotes', '{"StoreId":"1","Name":"a"}'],
  ['a text without quotes', '{"StoreId":1,"Name":5}'],
  ['a fraction for an id', '{"StoreId":1.5,"Name":"a"}'],
  ['no id', '{"StoreId":null,"Name":"a"}'],
  ['a number that is not exact', '{"StoreId":9007199254740993,"Name":"a"}'],
  ['a number that is no JSON', '{"StoreId":01,"Name":"a"}'],
  ['an escape that is none', '{"StoreId":1,"Name":"\\x"}'],
  ['a text that never ends', '{"StoreId":1,"Name":"a'],
  ['a raw line break in a text', '{"StoreId":1,"Name":"a\nb"}'],
  ['a blank between', '{"StoreId":1, "Name":"a"}'],
])('%s is left to the reader', (_what, text) => {
  expect(recognise('Stores', '{"StoreId":1,"Name":"a"}', text)).toBeNull()
})

test('credentials never pass as text, even under a shape that was learnt from them', () => {
  const visitor = (password: string) => `{"VisitorId":1,"Username":"shop1","Password":${password}}`
  expect(recognise('Visitors', visitor('"hunter2"'), visitor('"hunter2"'))).toBeNull()
  expect(recognise('Visitors', visitor('"hunter2"'), visitor('null'))?.row).toMatchObject({ Password: null })
  expect(recognise('MahakPays', '{"MahakPayId":1,"ApiKey":"k"}', '{"MahakPayId":1,"ApiKey":"k"}')).toBeNull()
})

test('a list whose rows all differ is read row by row after a few tries', () => {
  const shapes = new KnownShapes()
  const [, ...fields] = [...entities.Products.fields].filter(([, kind]) => kind === 'd').map(([name]) => name)
  for (const field of fields.slice(0, 6)) shapes.learn('Products', 'Products', { ProductId: 1, [field]: 0 })
  const known = fields.slice(0, 6).map((field) => shapes.recognise('Products', row({ ProductId: 1, [field]: 0 }), 0))
  expect(known.map((found) => found !== null)).toEqual([true, true, true, true, false, false])
})

const row = (value: object): Buffer => Buffer.from(JSON.stringify(value))

const ANY_VALUE: Readonly<Record<FieldKind, fc.Arbitrary<unknown>>> = {
  i: fc.integer(),
  I: fc.maxSafeInteger(),
  d: fc.double({ noNaN: true, noDefaultInfinity: true }),
  b: fc.boolean(),
  s: fc.string({ unit: 'binary' }),
  t: fc.string(),
}

/** Rows of one entity with the same keys, mostly with values of their kinds. */
const rowsOfOneShape = fc.constantFrom(...entityNames).chain((entity) => {
  const { fields, idKey } = entities[entity]
  return fc.shuffledSubarray([...fields.keys()]).chain((names) => {
    const keys = names.includes(idKey) ? names : [idKey, ...names]
    const values = keys.map((key) =>
      fc.oneof(
        { weight: 40, arbitrary: ANY_VALUE[fields.get(key) ?? 's'] },
        { weight: 4, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.jsonValue() },
      ),
    )
    const any = fc.tuple(...values).map((row) => Object.fromEntries(keys.map((key, index) => [key, row[index]])))
    return fc.record({ entity: fc.constant(entity), learnt: any, row: any })
  })
})

test('whatever is recognised is what a reader makes of it, byte by byte and with every field', () => {
  let recognised = 0
  fc.assert(
    fc.property(rowsOfOneShape, ({ entity, learnt, row }) => {
      const text = JSON.stringify(row)
      const known = recognise(entity, JSON.stringify(learnt), text)
      if (!known) return
      recognised += 1
      expect({ row: known.row }).toEqual(readRow(entity, JSON.parse(text)))
      expect(known).toMatchObject({ version: known.row.RowVersion, end: Buffer.byteLength(text) })
    }),
    { numRuns: 3_000 },
  )
  expect(recognised).toBeGreaterThan(300)
})

test('a row with a byte changed, lost or added is recognised only if it is still the row a reader sees', () => {
  const whole = Buffer.from(store('کتاب \\u06a9'))
  const change = fc.record({ at: fc.nat(whole.length - 1), lost: fc.nat(2), added: fc.uint8Array({ maxLength: 2 }) })
  fc.assert(
    fc.property(change, ({ at, lost, added }) => {
      const bytes = Buffer.concat([whole.subarray(0, at), added, whole.subarray(at + lost)])
      const known = recognise('Stores', store('x'), bytes)
      const row = (end: number) => readRow('Stores', JSON.parse(bytes.toString('utf8', 0, end)))
      if (known) expect({ row: known.row }).toEqual(row(known.end))
    }),
    { numRuns: 3_000 },
  )
})
