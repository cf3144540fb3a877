import { type Id, newId, rial } from '@hybrid-store/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VariantForSale } from '../../catalog/index.ts'
import { priceCart } from '../index.ts'

const variant = (id: Id<'var'>, price: number, sellable = true): VariantForSale => ({
  id,
  productId: newId('prd'),
  productSlug: 'slug',
  productName: 'نام',
  options: [{ name: 'رنگ', value: 'آبی' }],
  price: rial(price),
  imageUrl: null,
  sellable,
})

test('the total is the sum of the lines, each its price times its quantity, in any cart', () => {
  const entry = fc.record({ price: fc.nat(10_000_000_000), quantity: fc.integer({ min: 1, max: 100 }) })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
      const ids = entries.map(() => newId('var'))
      const lines = ids.map((variantId, index) => ({ variantId, quantity: entries[index]?.quantity ?? 1 }))
      const priced = priceCart(
        { lines },
        ids.map((id, index) => variant(id, entries[index]?.price ?? 0)),
      )
      expect(priced.lines.map((line) => line.total)).toEqual(entries.map(({ price, quantity }) => price * quantity))
      expect(priced.itemsTotal).toBe(entries.reduce((sum, { price, quantity }) => sum + price * quantity, 0))
    }),
  )
})

test('a line that is not for sale, or not known at all, is shown without a price', () => {
  const [withdrawn, unknown] = [newId('var'), newId('var')]
  const lines = [withdrawn, unknown].map((variantId) => ({ variantId, quantity: 2 }))
  const priced = priceCart({ lines }, [variant(withdrawn, 900, false)])
  expect(priced.itemsTotal).toBe(0)
  expect(priced.lines).toMatchObject([
    { variantId: withdrawn, productName: 'نام', unitPrice: 0, total: 0, sellable: false },
    { variantId: unknown, productName: '', options: [], unitPrice: 0, total: 0, sellable: false },
  ])
})
