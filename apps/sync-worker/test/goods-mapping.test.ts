import { newId, rial, tidyPersian } from '@hybrid-store/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detailRow, productRow } from '../src/data-transformer/goods-rows.ts'
import { toNewDetail, toNewProduct } from '../src/data-transformer/goods-to-books.ts'
import { fromProduct, type ProductFields, toProductMembers } from '../src/data-transformer/product-fields.ts'
import { formatProperties, parseProperties } from '../src/data-transformer/properties.ts'
import { remoteEntities } from '../src/data-transformer/remote-entities.ts'
import { saleAmount, toProduct, toVariant } from '../src/data-transformer/to-shop.ts'

const common = { Deleted: false, RowVersion: 1 }
const text = fc.string({ unit: fc.constantFrom('ک', 'ی', 'a', ' ', '٣', '"', '\\', '\n', '{') }).map(tidyPersian)
const name = text.filter((value) => value !== '')
const options = fc.array(fc.record({ code: fc.integer({ min: 1, max: 99_999 }), value: name }), { maxLength: 4 })
const settings = fc.record({
  booksCurrency: fc.constantFrom('rial' as const, 'toman' as const),
  priceLevel: fc.option(fc.integer({ min: 1, max: 10 })),
  sellingStores: fc.constant(null),
})
const fields: fc.Arbitrary<ProductFields> = fc.record({
  name,
  unit: name,
  description: text,
  tags: text,
  weight: fc.double({ min: 0, max: 10_000, noNaN: true }),
})

describe('goods, there and back', () => {
  test('options are read as they were written', () => {
    fc.assert(
      fc.property(options, (written) => {
        expect(parseProperties(formatProperties(written) ?? '')).toEqual(written)
      }),
    )
  })

  test('a product sent to the books comes back as the same product', () => {
    fc.assert(
      fc.property(fields, (product) => {
        const id = newId('prd')
        const draft = toNewProduct({ ...product, id, categoryId: null }, { clientId: 7, categoryId: 3 })
        const row = productRow.parse({ ...common, ProductId: 1, ...draft })
        expect(toProduct(row, id, null)).toMatchObject(product)
        expect([row.ProductClientId, row.ProductCategoryId]).toEqual([7, 3])
      }),
    )
  })

  test('an edit changes the fields it names and no others', () => {
    fc.assert(
      fc.property(
        fields,
        fields,
        fc.subarray(['name', 'unit', 'description', 'tags', 'weight'] as const),
        (a, b, names) => {
          const edit = Object.fromEntries(names.map((field) => [field, b[field]]))
          const row = productRow.parse({ ...common, ProductId: 1, ...toProductMembers(a), ...toProductMembers(edit) })
          expect(fromProduct(row)).toEqual({ ...a, ...edit })
        },
      ),
    )
  })

  test('a variant comes back with its price to the Rial, whatever level and currency the books sell at', () => {
    const price = fc.integer({ min: 0, max: 90_000_000_000_000 })
    fc.assert(
      fc.property(options, price, settings, (written, amount, of) => {
        const variant = { id: newId('var'), barcode: '626', options: written, price: rial(amount) }
        const draft = toNewDetail(variant, { clientId: 9, product: { clientId: 7, mahakId: null } }, of)
        const row = detailRow.parse({ ...common, ProductDetailId: 2, ProductId: 1, ...draft })
        const back = toVariant(row, variant.id, newId('prd'), of)
        expect(back.priceLevels[back.sellPriceLevel - 1]).toBe(amount)
        expect(back).toMatchObject({ barcode: '626', options: written, isBase: written.length === 0 })
      }),
    )
  })
})

describe('discounts of details', () => {
  const detail = (row: object) =>
    detailRow.parse({ ...common, ProductDetailId: 2, ProductId: 1, Price1: 1_000_000, ...row })

  test.each([
    ['none', {}, 1_000_000],
    [
      'the percent of the default level',
      { DiscountType: 1, DefaultDiscountLevel: 2, Discount1: 50, Discount2: 10 },
      900_000,
    ],
    ['the amount of the default level', { DiscountType: 0, DefaultDiscountLevel: 1, Discount1: 150_000 }, 850_000],
    ['the first level where none is named', { DiscountType: 1, DefaultDiscountLevel: 0, Discount1: 25 }, 750_000],
    [
      'a discount that would leave nothing is none',
      { DiscountType: 0, DefaultDiscountLevel: 1, Discount1: 1_000_000 },
      1_000_000,
    ],
    ['more than everything is none', { DiscountType: 1, DefaultDiscountLevel: 1, Discount1: 120 }, 1_000_000],
    ['less than nothing is none', { DiscountType: 1, DefaultDiscountLevel: 1, Discount1: -5 }, 1_000_000],
    ['an unknown kind is none', { DiscountType: 7, DefaultDiscountLevel: 1, Discount1: 5 }, 1_000_000],
  ])('%s', (_name, row, price) => {
    const of = { booksCurrency: 'rial', priceLevel: null, sellingStores: null } as const
    expect(toVariant(detail(row), newId('var'), newId('prd'), of).priceLevels.slice(0, 2)).toEqual([price, 0])
  })

  test('a sale price is never negative, never above the price, and 0 only for goods without a price', () => {
    const amount = fc.double({ min: 0, max: 1e12, noNaN: true })
    const discount = fc.double({ min: -1e12, max: 1e12, noNaN: true })
    const level = fc.integer({ min: -1, max: 5 })
    fc.assert(
      fc.property(
        amount,
        discount,
        level,
        fc.integer({ min: 0, max: 2 }),
        (price, off, DefaultDiscountLevel, DiscountType) => {
          const discounts = { Discount1: off, Discount2: off, Discount3: off, Discount4: off }
          const sale = saleAmount(price, detail({ ...discounts, DefaultDiscountLevel, DiscountType }))
          expect(sale).toBeLessThanOrEqual(price)
          expect(sale > 0 || price === 0).toBe(true)
        },
      ),
    )
  })
})

test('a discount that is no number names its field in Persian', () => {
  const read = remoteEntities.ProductDetails.read({ ...common, ProductDetailId: 2, ProductId: 1, Discount2: 'x' })
  expect(read).toMatchObject({
    error: { field: 'Discount2', message: 'مقدار «تخفیف سطح ۲» در محک درست نیست؛ آن را در محک اصلاح کنید.' },
  })
})
