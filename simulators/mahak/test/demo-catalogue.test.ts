import { expect, test } from 'vitest'
import { demoCatalogue } from '../src/catalogue/demo/demo-catalogue.ts'
import { startSimulator } from './support/simulator.ts'

const { products, shop } = demoCatalogue()

test('the demo shop has at least 400 products in 25 categories, each name once, and is always the same', () => {
  expect(products).toHaveLength(425)
  expect(new Set(products.map((product) => product.category)).size).toBe(25)
  expect(new Set(products.map((product) => product.name.trim())).size).toBe(425)
  expect(demoCatalogue()).toEqual({ products, shop })
})

test('its prices are whole Rial, and levels are cheaper than the first', () => {
  const prices = products.flatMap((product) => product.variants.map((variant) => variant.prices))
  expect(prices.flat().every((price) => Number.isSafeInteger(price) && price % 10 === 0)).toBe(true)
  expect(prices.every(([first = 0, ...others]) => others.length === 3 && others.every((price) => price <= first))).toBe(
    true,
  )
})

test('it has the dirt of real books', () => {
  const names = products.map((product) => product.name)
  expect(names.filter((name) => /[يك]/.test(name)).length).toBeGreaterThan(80)
  expect(names.filter((name) => name.endsWith(' ')).length).toBeGreaterThan(80)
  const variants = products.flatMap((product) => product.variants)
  expect(variants.filter((variant) => variant.prices[0] === 0)).toHaveLength(1)
  expect(variants.filter((variant) => Object.values(variant.stock).some((count) => count < 0))).toHaveLength(1)
  expect(products.filter((product) => product.deleted)).toHaveLength(1)
  expect(products.filter((product) => product.visitors && !product.visitors.includes('shop1'))).toHaveLength(1)
})

test('most variants have ample stock in the first store, some in the second too', () => {
  const variants = products.flatMap((product) => product.variants)
  const [main = '', second = ''] = shop.stores
  const ample = variants.filter((variant) => (variant.stock[main] ?? 0) >= 15)
  expect(ample.length / variants.length).toBeGreaterThan(0.9)
  const both = variants.filter((variant) => (variant.stock[second] ?? 0) > 0)
  expect(both.length / variants.length).toBeGreaterThan(0.2)
})

test('it is loaded in one piece: the counts of the storage are those of the catalogue', async () => {
  const mahak = await startSimulator()
  const state = await (await mahak.call('/desktop/api/state')).json()
  const kinds = products.map((product) => product.variants.length)
  const bases = products.filter((product) =>
    product.variants.some((variant) => Object.keys(variant.properties).length > 0),
  )
  expect(state).toMatchObject({
    rows: {
      Products: { total: 425, deleted: 1 },
      ProductDetails: { total: kinds.reduce((sum, count) => sum + count, 0) + bases.length },
      ProductCategories: { total: 25 },
      Pictures: { total: products.reduce((sum, product) => sum + product.pictures, 0) },
      Stores: { total: 2 },
      Visitors: { total: 2 },
    },
    orders: { open: 0, converted: 0 },
    skipped: [],
  })
  await mahak.stop()
})
