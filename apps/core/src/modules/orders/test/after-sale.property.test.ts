import { type Id, newId, rial, rialSum, rialTimes } from '@hybrid-store/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { remainingLines, takeBack } from '../after-sale.ts'

const sold = fc
  .array(fc.record({ price: fc.integer({ min: 0, max: 1e9 }), quantity: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((lines) => ({
    lines: lines.map(({ price, quantity }) => ({
      id: newId('oln'),
      variantId: newId('var'),
      productName: 'کالا',
      options: [],
      unitPrice: rial(price),
      quantity,
      total: rialTimes(rial(price), quantity),
    })),
  }))
const wishes = fc.array(fc.record({ line: fc.nat(4), quantity: fc.integer({ min: 1, max: 9 }) }), { maxLength: 12 })

test('whatever is asked, of no line more comes back than was sold, and what is left completes the sum to the Rial', () => {
  fc.assert(
    fc.property(sold, wishes, (order, wanted) => {
      const earlier: { lines: NonNullable<ReturnType<typeof takeBack>> }[] = []
      for (const { line, quantity } of wanted) {
        const variantId: Id<'var'> = order.lines[line % order.lines.length]?.variantId ?? newId('var')
        const lines = takeBack(order, earlier, [{ variantId, quantity }])
        if (lines) earlier.push({ lines })
      }
      for (const { id, quantity } of order.lines) {
        const back = earlier.flatMap(({ lines }) => lines).filter((line) => line.orderLineId === id)
        expect(back.reduce((sum, line) => sum + line.quantity, 0)).toBeLessThanOrEqual(quantity)
      }
      const all = [...earlier.flatMap(({ lines }) => lines), ...remainingLines(order, earlier)]
      expect(rialSum(all.map((line) => line.total))).toBe(rialSum(order.lines.map((line) => line.total)))
    }),
  )
})

test('goods that were not sold, nothing at all and a line named twice are no return', () => {
  fc.assert(
    fc.property(sold, (order) => {
      const variantId = order.lines[0]?.variantId ?? newId('var')
      expect(takeBack(order, [], [])).toBeNull()
      expect(takeBack(order, [], [{ variantId: newId('var'), quantity: 1 }])).toBeNull()
      expect(
        takeBack(
          order,
          [],
          [
            { variantId, quantity: 1 },
            { variantId, quantity: 1 },
          ],
        ),
      ).toBeNull()
    }),
  )
})
