import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedClock, formatJalaliDate, formatJalaliDateTime, fromTehranLocal, toTehranLocal } from '../src/index.ts'

test('Tehran is +03:30 today and +04:30 in a summer before 2022', () => {
  expect(toTehranLocal(new Date('2026-02-09T10:35:00Z'))).toBe('2026-02-09T14:05:00')
  expect(toTehranLocal(new Date('2021-07-01T00:00:00Z'))).toBe('2021-07-01T04:30:00')
  expect(fromTehranLocal('2026-02-09T14:05:00')?.toISOString()).toBe('2026-02-09T10:35:00.000Z')
  expect(fromTehranLocal('2021-07-01T04:30:00')?.toISOString()).toBe('2021-07-01T00:00:00.000Z')
})

test('a change of the offset counts from its second on, however often one has asked before it', () => {
  const around = ['2021-03-21T20:29:59Z', '2021-03-21T20:30:00Z', '2021-03-21T20:29:59Z', '1945-12-31T20:34:17Z']
  expect(around.map((text) => toTehranLocal(new Date(text)))).toEqual([
    '2021-03-21T23:59:59',
    '2021-03-22T01:00:00',
    '2021-03-21T23:59:59',
    '1946-01-01T00:04:17',
  ])
})

test('reads every form Mahak writes, and says no to what is no date', () => {
  expect(fromTehranLocal('2025-10-04T15:18:38.2345036')?.toISOString()).toBe('2025-10-04T11:48:38.234Z')
  expect(fromTehranLocal('2025-10-4')?.toISOString()).toBe('2025-10-03T20:30:00.000Z')
  expect(fromTehranLocal('2025-10-04 15:18:38')?.toISOString()).toBe('2025-10-04T11:48:38.000Z')
  for (const bad of ['', 'yesterday', '2025-02-31', '2025-13-01T00:00:00Z']) expect(fromTehranLocal(bad)).toBeNull()
})

test('every second since 2023 survives the way to Tehran and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2023, 0) / 1000, max: Date.UTC(2060, 0) / 1000 }), (seconds) => {
      const instant = new Date(seconds * 1000)
      expect(fromTehranLocal(toTehranLocal(instant))?.getTime()).toBe(instant.getTime())
    }),
  )
})

test('people read Jalali dates in Tehran time', () => {
  const instant = new Date('2026-11-22T20:40:00Z')
  expect(formatJalaliDate(instant)).toBe('۲ آذر ۱۴۰۵')
  expect(formatJalaliDateTime(instant)).toBe('۲ آذر ۱۴۰۵، ۰۰:۱۰')
})

test('a fixed clock moves only when told', () => {
  const clock = fixedClock('2026-01-01T00:00:00Z')
  clock.advance(1500)
  expect(clock.now().toISOString()).toBe('2026-01-01T00:00:01.500Z')
})
