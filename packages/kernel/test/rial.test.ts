import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, formatToman, rial, rialSum, rialTimes } from '../src/index.ts'

describe('Rial', () => {
  test('refuses fractions and unsafe integers', () => {
    expect(() => rial(10.5)).toThrow(RangeError)
    expect(() => rial(2 ** 53)).toThrow('not a whole number of Rial')
    expect(() => rial(Number.NaN)).toThrow(RangeError)
    expect(Object.is(rial(-0), 0)).toBe(true)
  })

  test('adds and multiplies exactly', () => {
    expect(rialSum([rial(1), rial(2), rial(3)])).toBe(6)
    expect(rialTimes(rial(9_000_000), 3)).toBe(27_000_000)
    expect(() => rialTimes(rial(2 ** 52), 4)).toThrow(RangeError)
  })

  test('an allocation adds up to the total, and no part is a Rial or more away from its exact share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), weights, (total, parts) => {
        fc.pre(parts.some((part) => part > 0))
        const shares = allocate(rial(total), parts)
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total)
        const sum = parts.reduce((a, b) => a + b, 0)
        shares.forEach((share, i) => {
          const exact = (total * (parts[i] ?? 0)) / sum
          expect(Math.abs(share - exact)).toBeLessThan(1.001)
        })
      }),
    )
  })

  test('gives the odd Rial to the largest remainder, ties to the earlier part', () => {
    expect(allocate(rial(100), [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(rial(10), [1, 3])).toEqual([3, 7])
    expect(() => allocate(rial(10), [0, 0])).toThrow('positive sum')
  })

  test('shows Toman with Persian digits, and an odd Rial as a decimal', () => {
    expect(formatToman(rial(12_500_000))).toBe('۱٬۲۵۰٬۰۰۰ تومان')
    expect(formatToman(rial(125))).toBe('۱۲٫۵ تومان')
    expect(formatToman(rial(-50))).toBe('−۵ تومان')
  })
})
