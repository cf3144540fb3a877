import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  foldPersian,
  isId,
  newId,
  parseMobile,
  slugify,
  tidyPersian,
  toAsciiDigits,
  toPersianDigits,
} from '../src/index.ts'

describe('Persian text', () => {
  test('is tidied for people: Persian letters, single blanks, none at the ends', () => {
    expect(tidyPersian('  شلوار  كتان مردانهي ‌')).toBe('شلوار کتان مردانهی')
    expect(tidyPersian('خط اول\nخط دوم')).toBe('خط اول\nخط دوم')
  })

  test.each([
    ['مي‌روم', 'میروم'],
    ['كيف ٢٠ عددی', 'کیف 20 عددی'],
    ['آیینهٔ بزرگ', 'ایینه بزرگ'],
    ['USB‑C كابل', 'usb c کابل'],
    ['', ''],
  ])('«%s» and its spellings share the search key «%s»', (text, key) => {
    expect(foldPersian(text)).toBe(key)
  })

  test('folding is idempotent for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldPersian(foldPersian(text))).toBe(foldPersian(text))
      }),
    )
  })

  test('makes readable address parts', () => {
    expect(slugify('شلوار جين  (مدل ۵)', 'p1')).toBe('شلوار-جین-مدل-5')
    expect(slugify('!!!', 'p1')).toBe('p1')
  })

  test('digits go both ways', () => {
    expect(toAsciiDigits('۰۹۱۲٣٤٥')).toBe('0912345')
    expect(toPersianDigits(1405)).toBe('۱۴۰۵')
  })
})

describe('mobile numbers', () => {
  test.each([
    '09123456789',
    '9123456789',
    '+989123456789',
    '00989123456789',
    '989123456789',
    '۰۹۱۲ ۳۴۵ ۶۷۸۹',
    '0912-345-6789',
  ])('%s is +989123456789', (input) => expect(parseMobile(input)).toBe('+989123456789'))
  test.each(['02188888888', '0912345678', '091234567890', 'abc', '', '+449123456789'])('%s is none', (input) =>
    expect(parseMobile(input)).toBeNull(),
  )
})

test('ids name their kind and sort by time', () => {
  const first = newId('ord')
  expect(isId('ord', first)).toBe(true)
  expect(isId('cus', first)).toBe(false)
  expect(isId('ord', 'ord_1')).toBe(false)
  expect(newId('ord') > first).toBe(true)
})
