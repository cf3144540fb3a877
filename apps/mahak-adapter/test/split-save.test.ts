import type { SaveLists } from '@hybrid-store/mahak-client'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupAggregates, type PlacedRow } from '../src/rows/group-aggregates.ts'
import { splitSave } from '../src/rows/split-save.ts'

/** A sale with its lines, receipt and cheque, all of the same customer, bank and visitor as every other sale. */
function sales(lineCounts: readonly number[]): SaveLists {
  return {
    orders: lineCounts.map((_, n) => ({
      OrderClientId: n + 1,
      ReceiptClientId: n + 1,
      PersonId: 55,
      VisitorId: 7,
      OrderDate: '2026-02-09T14:05:00',
    })),
    orderDetails: lineCounts.flatMap((count, n) =>
      Array.from({ length: count }, (_, line) => ({
        OrderDetailClientId: (n + 1) * 1000 + line,
        OrderClientId: n + 1,
        ProductDetailId: 9,
      })),
    ),
    receipts: lineCounts.map((_, n) => ({ ReceiptClientId: n + 1, OrderClientId: n + 1, PersonId: 55, VisitorId: 7 })),
    cheques: lineCounts.map((_, n) => ({ ChequeClientId: n + 1, ReceiptClientId: n + 1, BankId: 4 })),
  }
}

const shape = (rows: readonly PlacedRow[]) => rows.map(({ list, index }) => `${list}.${index}`).sort()

test('an order, its lines, its receipt and its cheque belong together, two orders of one customer do not', () => {
  const groups = groupAggregates(sales([2, 1]))
  expect(groups.map(shape)).toEqual([
    ['cheques.0', 'orderDetails.0', 'orderDetails.1', 'orders.0', 'receipts.0'],
    ['cheques.1', 'orderDetails.2', 'orders.1', 'receipts.1'],
  ])
})

test('a person and her link to the visitor belong together, and so do her orders if she is new', () => {
  const groups = groupAggregates({
    people: [{ PersonClientId: 1 }, { PersonClientId: 2 }],
    visitorPeople: [
      { PersonClientId: 2, VisitorId: 7 },
      { PersonClientId: 1, VisitorId: 7 },
    ],
    orders: [{ OrderClientId: 5, PersonClientId: 2 }],
  })
  expect(groups.map(shape)).toEqual([
    ['people.0', 'visitorPeople.1'],
    ['orders.0', 'people.1', 'visitorPeople.0'],
  ])
})

test('every row travels once, aggregates stay whole and parts stay within the limits they can keep', () => {
  const limits = { rows: 12, bytes: 1_500 }
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 25 }), (lineCounts) => {
      const lists = sales(lineCounts)
      const parts = splitSave(lists, limits)
      const all = groupAggregates(lists)
      expect(parts.flatMap(shape).sort()).toEqual(all.flatMap(shape).sort())
      for (const part of parts) {
        const groups = all.filter((group) => group.some((placed) => shape(part).includes(shape([placed])[0] ?? '')))
        expect(shape(groups.flat())).toEqual(shape(part))
        const bytes = part.reduce((sum, { row }) => sum + Buffer.byteLength(JSON.stringify(row)), 0)
        if (groups.length > 1) {
          expect(part.length).toBeLessThanOrEqual(limits.rows)
          expect(bytes).toBeLessThanOrEqual(limits.bytes)
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('nothing to save is no part', () => {
  expect(splitSave({ people: [] })).toEqual([])
})
