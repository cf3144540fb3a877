import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitName } from '../split-name.ts'

test.each([
  ['علی رضایی', 'علی', 'رضایی'],
  ['محمد رضا کریمی', 'محمد رضا', 'کریمی'],
  ['سید علی حسینی نژاد', 'سید علی', 'حسینی نژاد'],
  ['علي  كاظمی ', 'علی', 'کاظمی'],
  ['رضایی', '', 'رضایی'],
  ['بهرام پور', 'بهرام', 'پور'],
  ['شرکت آریا راد', 'شرکت', 'آریا راد'],
  ['', '', ''],
])('«%s» is «%s» and «%s»', (fullName, firstName, lastName) => {
  expect(splitName(fullName)).toEqual({ firstName, lastName })
})

test('no word is lost, and a name is never left without a family name', () => {
  const words = fc.array(fc.constantFrom('علی', 'رضا', 'نژاد', 'پور', 'کریمی'), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(words, (parts) => {
      const { firstName, lastName } = splitName(parts.join('  '))
      expect(`${firstName} ${lastName}`.trim()).toBe(parts.join(' '))
      expect(lastName).not.toBe('')
    }),
  )
})
