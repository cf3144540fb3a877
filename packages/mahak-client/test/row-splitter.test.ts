import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowSplitter, type RowText } from '../src/answer/row-splitter.ts'

/** Feeds the document in the given pieces. */
function split(chunks: readonly Buffer[]): { rows: RowText[]; envelope: Record<string, unknown> } {
  const splitter = new RowSplitter()
  const rows = chunks.flatMap((chunk) => splitter.push(chunk)).filter((row) => 'text' in row)
  return { rows, envelope: Object.fromEntries(splitter.finish()) }
}

const splitText = (text: string) => split([Buffer.from(text)])

/** Cuts bytes at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end))
}

const word = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) =>
      [...text].map((letter, index) => (upper[index] ? letter.toUpperCase() : letter.toLowerCase())).join(''),
    )

const element = fc.oneof(
  fc.record({
    ProductId: fc.oneof(fc.nat(), fc.nat().map(String)),
    Name: fc.string({ unit: 'binary' }),
    Nested: fc.jsonValue(),
  }),
  fc.jsonValue(),
)

const answer = fc.record({
  result: word('result'),
  data: word('data'),
  objects: word('objects'),
  lists: fc.dictionary(fc.string(), fc.option(fc.array(element, { maxLength: 6 }), { nil: null }), { maxKeys: 6 }),
  extra: fc.dictionary(
    fc.string().filter((key) => !['data', 'result', 'code', 'message'].includes(key.toLowerCase())),
    fc.jsonValue(),
    { maxKeys: 2 },
  ),
  indent: fc.constantFrom(undefined, 1, '\t'),
  cuts: fc.array(fc.nat(), { maxLength: 40 }),
})

test('every element of every list comes out whole, wherever the chunks are cut and however keys are spelt', () => {
  fc.assert(
    fc.property(answer, ({ result, data, objects, lists, extra, indent, cuts }) => {
      const text = JSON.stringify({ ...extra, [result]: true, [data]: { [objects]: lists } }, null, indent)
      const { rows, envelope } = split(cut(Buffer.from(text), cuts))
      const expected = Object.entries(lists).flatMap(([list, items]) => (items ?? []).map((item) => ({ list, item })))
      expect(rows.map((row) => ({ list: row.list, item: JSON.parse(row.text) }))).toEqual(
        JSON.parse(JSON.stringify(expected)),
      )
      expect(envelope.result).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('a document that ends too early is refused at every byte', () => {
  const bytes = Buffer.from(
    JSON.stringify({ Result: true, Data: { Objects: { Products: [{ ProductId: 1, Name: 'میز "}]' }], Banks: null } } }),
  )
  for (let length = 0; length < bytes.length; length++) {
    expect(() => split([bytes.subarray(0, length)]), `cut at ${length}`).toThrow('cut off')
  }
  expect(split([bytes]).rows).toHaveLength(1)
})

test('brackets, quotes and escapes inside of texts mislead nobody', () => {
  const row = '{"Name":"a \\" ] } , [ { \\\\","Data":"{\\"C\\":[1]}"}'
  const { rows } = splitText(`{"Result":true,"Data":{"Objects":{"Products":[${row},${row}]}}}`)
  expect(rows).toEqual([
    { list: 'Products', text: row },
    { list: 'Products', text: row },
  ])
})

test('a row that is not well-formed inside its brackets does not harm its neighbours', () => {
  const { rows } = splitText('{"Result":true,"Data":{"Objects":{"Banks":[{"BankId":1},{"BankId":,},{"BankId":3}]}}}')
  expect(rows.map((row) => row.text)).toEqual(['{"BankId":1}', '{"BankId":,}', '{"BankId":3}'])
})

test('"Objects" and "Data" elsewhere in the document are not taken for the rows', () => {
  const { rows } = splitText(
    '{"Objects":{"Banks":[{"BankId":9}]},"Data":{"Data":{"Objects":{"Banks":[1]}},"Objects":{"Banks":[{"BankId":1}]}},"Result":true}',
  )
  expect(rows).toEqual([{ list: 'Banks', text: '{"BankId":1}' }])
})

test('code and message of a refusal are read', () => {
  expect(splitText('{"Result":false,"Code":1002,"Message":"نه"}').envelope).toEqual({
    result: false,
    code: 1002,
    message: 'نه',
  })
})

test.each([
  ['a page', '<html></html>', 'not JSON'],
  ['a list', '[]', 'not JSON'],
  ['two documents', '{}{}', 'follows'],
  ['a missing value', '{"Result":}', 'well-formed'],
  ['a missing element', '{"Data":{"Objects":{"Banks":[,{}]}}}', 'well-formed'],
  ['a trailing comma', '{"Data":{"Objects":{"Banks":[{},]}}}', 'well-formed'],
  ['mismatched brackets', '{"Data":{"Objects":{"Banks":[{}}}}', 'well-formed'],
  ['elements without a comma', '{"Data":{"Objects":{"Banks":[{}{}]}}}', 'well-formed'],
  ['an object in place of a list', '{"Data":{"Objects":{"Banks":{"BankId":1}}}}', 'not a list'],
  ['a bare word', '{"Result":yes}', 'well-formed'],
])('%s is refused', (_what, text, message) => {
  expect(() => splitText(text)).toThrow(message)
})

test('a byte order mark and blanks around the answer are accepted', () => {
  expect(splitText('\ufeff \n{ "Result" : true }\r\n').envelope).toEqual({ result: true })
})

test('a row without end is refused before it fills the memory', () => {
  const splitter = new RowSplitter()
  splitter.push(Buffer.from('{"Data":{"Objects":{"Banks":[{"Name":"'))
  const megabyte = Buffer.alloc(1024 * 1024, 'x')
  expect(() => {
    for (let count = 0; count < 20; count++) splitter.push(megabyte)
  }).toThrow('too large')
})
