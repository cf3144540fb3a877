import fc from 'fast-check'
import { expect, test } from 'vitest'
import { completeJson } from '../src/capture/complete-json.ts'

test.each([
  ['{"a":[1,{"b":2},{"c', '{"a":[1,{"b":2},{}]}'],
  ['[12', '[]'],
  ['[1,2', '[1]'],
  ['{"a":"x,y', '{}'],
  ['{"a":"\\"}","b":"', '{"a":"\\"}"}'],
  ['{"a":1} ', '{"a":1} '],
])('%s is completed', (text, whole) => {
  expect(completeJson(text)).toBe(whole)
})

test('JSON that breaks off anywhere can be read, and whole JSON is left alone', () => {
  const document = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()))
  fc.assert(
    fc.property(document, fc.nat(), (value, cut) => {
      const text = JSON.stringify(value)
      expect(completeJson(text)).toBe(text)
      expect(() => JSON.parse(completeJson(text.slice(0, 1 + (cut % text.length))))).not.toThrow()
    }),
    { numRuns: 1_000 },
  )
})
