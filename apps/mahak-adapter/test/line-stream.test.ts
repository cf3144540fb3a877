import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createLineStream } from '../src/changes/line-stream.ts'

const lines = () => {
  let starts = 0
  const stream = createLineStream(() => {
    starts += 1
  })
  return { ...stream, starts: () => starts, written: async () => (await text(stream.stream)).trimEnd().split('\n') }
}

test('rows of one entity share a line until something else comes', async () => {
  const stream = lines()
  stream.row('Banks', '{"BankId":1}')
  stream.row('Banks', '{"BankId":2}')
  stream.line({ entity: 'Banks', bad: { reason: 'BankId is missing' } })
  stream.row('Banks', '{"BankId":3}')
  stream.row('Stores', '{"StoreId":4}')
  expect(stream.starts()).toBe(0)
  stream.end({ end: 'ملت' })
  expect(stream.starts()).toBe(1)
  expect(await stream.written()).toEqual([
    '{"entity":"Banks","rows":[{"BankId":1},{"BankId":2}]}',
    '{"entity":"Banks","bad":{"reason":"BankId is missing"}}',
    '{"entity":"Banks","rows":[{"BankId":3}]}',
    '{"entity":"Stores","rows":[{"StoreId":4}]}',
    '{"end":"ملت"}',
  ])
})

test('a reader who does not read holds the writer back after some pieces, and lets it go on by reading', async () => {
  const stream = lines()
  const row = JSON.stringify({ BankId: 1, Name: 'x'.repeat(1_000) })
  let waits: Promise<void> | undefined
  let written = 0
  for (; !waits && written < 10_000; written++) waits = stream.row('Banks', row)
  expect(written).toBeLessThan(200)
  const all = stream.written()
  await waits
  stream.end({ end: 1 })
  const rows = (await all).flatMap((line) => JSON.parse(line).rows ?? [])
  expect(rows).toHaveLength(written)
})

test('a reader who left holds nobody back', async () => {
  const stream = lines()
  stream.stream.destroy()
  for (let count = 0; count < 300; count++) expect(stream.row('Banks', 'x'.repeat(1_000))).toBeUndefined()
})
