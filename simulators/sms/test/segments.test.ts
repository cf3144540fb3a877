import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceOf, segments } from '../src/segments.ts'

test.each([
  ['س', 70, 1],
  ['س', 71, 2],
  ['س', 134, 2],
  ['س', 135, 3],
  ['a', 160, 1],
  ['a', 161, 2],
  ['a', 306, 2],
  ['a', 307, 3],
])('%s × %i makes %i segments', (sign, count, expected) => {
  expect(segments(sign.repeat(count))).toBe(expected)
})

test('one Persian letter, or one zero-width non-joiner, makes the whole text UCS-2', () => {
  expect(segments(`${'a'.repeat(70)}س`)).toBe(2)
  expect(segments(`${'a'.repeat(70)}\u200c`)).toBe(2)
})

test('a longer text never costs less', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('س', 'ل', '\u200c', ' ') }),
      fc.string({ unit: fc.constantFrom('س', ' ') }),
      (text, more) => {
        expect(priceOf(`س${text}${more}`)).toBeGreaterThanOrEqual(priceOf(`س${text}`))
      },
    ),
  )
})
