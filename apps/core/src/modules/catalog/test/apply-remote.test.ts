import { sql } from '@hybrid-store/database'
import { type Id, newId } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  applyRemoteAssignments,
  applyRemoteCategories,
  applyRemoteImages,
  applyRemoteProducts,
  applyRemoteProperties,
  applyRemoteVariants,
  variantsForSale,
} from '../index.ts'
import { books, levels } from './books.ts'
import { shopMigrations } from './shop-window.ts'

let db: TestDatabase
let shop: ReturnType<typeof books>
beforeAll(async () => {
  db = await testDatabase(shopMigrations)
  shop = books(db)
})
afterAll(() => db.close())

const product = (id: Id<'prd'>) =>
  db.row<{
    slug: string
    name: string
    visible: boolean
    from: number | null
    to: number | null
    text: string
    version: number
  }>(
    sql`select slug, name, visible, price_from as "from", price_to as "to", search_text as text, row_version as version
        from catalog.product where id = ${id}`,
  )
const sellable = async (id: Id<'var'>) => (await variantsForSale(db, [id]))[0]?.sellable

test('names are tidied, and a feed with nothing new changes nothing', async () => {
  const row = shop.productRow({ name: '  كفش   ورزشي ' })
  const apply = () => db.transaction((tx) => applyRemoteProducts(tx, [row]))
  expect(await apply()).toEqual({ changed: 1, unchanged: 0 })
  const before = await product(row.id)
  expect(before).toMatchObject({ name: 'کفش ورزشی', slug: 'کفش-ورزشی', visible: false })
  expect(await apply()).toEqual({ changed: 0, unchanged: 1 })
  expect(await product(row.id)).toEqual(before)
})

test('a product is shown once it has a variant with a price', async () => {
  const productId = await shop.product({ name: 'پیراهن' })
  expect(await product(productId)).toMatchObject({ visible: false, from: null, to: null })
  await shop.variant({ productId, priceLevels: levels(900_000) })
  await shop.variant({ productId, priceLevels: levels(1_200_000) })
  expect(await product(productId)).toMatchObject({ visible: true, from: 900_000, to: 1_200_000 })
})

test('a price of zero is never published', async () => {
  const { productId, variantId } = await shop.goods('رایگان', 0)
  expect(await product(productId)).toMatchObject({ visible: false, from: null })
  expect(await sellable(variantId)).toBe(false)
})

test('a price that falls to zero takes the product off the shelves', async () => {
  const { productId, variantId } = await shop.goods('گران', 500)
  await shop.variant({ id: variantId, productId, priceLevels: levels(0, 700) })
  expect(await product(productId)).toMatchObject({ visible: false, from: null, to: null })
})

test('the price is that of the level the shop sells at; -1 and 0 mean the first', async () => {
  const productId = await shop.product()
  const at = async (sellPriceLevel: number) => {
    const id = await shop.variant({ productId, priceLevels: levels(100, 200, 300), sellPriceLevel })
    return (await variantsForSale(db, [id]))[0]?.price
  }
  expect([await at(1), await at(3), await at(-1), await at(0)]).toEqual([100, 300, 100, 100])
})

test('the base row is for sale only while no other variant has options', async () => {
  const productId = await shop.product()
  const base = await shop.variant({ productId, isBase: true, priceLevels: levels(10) })
  expect(await sellable(base)).toBe(true)
  const red = await shop.variant({ productId, options: [{ code: 1, value: 'قرمز' }], priceLevels: levels(20) })
  expect([await sellable(base), await sellable(red)]).toEqual([false, true])
  expect(await product(productId)).toMatchObject({ from: 20, to: 20 })
  await shop.variant({ id: red, productId, deleted: true, options: [{ code: 1, value: 'قرمز' }] })
  expect([await sellable(base), await sellable(red)]).toEqual([true, false])
})

test('what the books do not assign to this shop is not sold, even when they say so before they send it', async () => {
  const productId = await shop.product()
  const variantId = newId('var')
  const assign = (assigned: boolean) => db.transaction((tx) => applyRemoteAssignments(tx, [{ variantId, assigned }]))
  expect(await assign(false)).toEqual({ changed: 1, unchanged: 0 })
  await shop.variant({ id: variantId, productId })
  expect(await sellable(variantId)).toBe(false)
  expect(await assign(true)).toEqual({ changed: 1, unchanged: 0 })
  expect(await sellable(variantId)).toBe(true)
  expect(await assign(true)).toEqual({ changed: 0, unchanged: 1 })
})

test('a deleted product is not sold and keeps its row', async () => {
  const { productId, variantId } = await shop.goods('رفته')
  const row = shop.productRow({ id: productId, name: 'رفته', deleted: true })
  await db.transaction((tx) => applyRemoteProducts(tx, [row]))
  expect(await product(productId)).toMatchObject({ visible: false, name: 'رفته' })
  expect(await sellable(variantId)).toBe(false)
})

test('variants that come before their product are shown when it comes', async () => {
  const productId = newId('prd')
  const variantId = await shop.variant({ productId, priceLevels: levels(70) })
  expect(await variantsForSale(db, [variantId])).toEqual([])
  await shop.product({ id: productId, name: 'دیرآمده' })
  expect(await product(productId)).toMatchObject({ visible: true, from: 70 })
  expect(await sellable(variantId)).toBe(true)
})

test('a variant that moves to another product changes both', async () => {
  const { productId: left, variantId } = await shop.goods('مبدأ', 30)
  const entered = await shop.product({ name: 'مقصد' })
  await shop.variant({ id: variantId, productId: entered, priceLevels: levels(30) })
  expect(await product(left)).toMatchObject({ visible: false })
  expect(await product(entered)).toMatchObject({ visible: true, from: 30 })
})

test('the slug stays when the name changes, and equal names get numbers', async () => {
  const first = await shop.product({ name: 'لیوان' })
  const second = await shop.product({ name: 'لیوان 2' })
  const third = await shop.product({ name: 'ليوان' })
  await shop.product({ id: first, name: 'ماگ' })
  expect(await product(first)).toMatchObject({ name: 'ماگ', slug: 'لیوان' })
  expect(await product(second)).toMatchObject({ slug: 'لیوان-2' })
  expect(await product(third)).toMatchObject({ slug: 'لیوان-3' })
})

test('a feed with equal names gives each product a slug of its own', async () => {
  const rows = Array.from({ length: 5 }, () => shop.productRow({ name: 'جوراب' }))
  await db.transaction((tx) => applyRemoteProducts(tx, rows))
  const slugs = await Promise.all(rows.map(async (row) => (await product(row.id))?.slug))
  expect(slugs.toSorted()).toEqual(['جوراب', 'جوراب-2', 'جوراب-3', 'جوراب-4', 'جوراب-5'])
})

test('a name without letters still has an address', async () => {
  const id = await shop.product({ name: '***', code: 4711 })
  expect(await product(id)).toMatchObject({ slug: 'کالا-4711' })
})

test('a product is found by name, category, options and barcode, and by the new name of its category', async () => {
  const categoryId = await shop.category('پوشاك')
  const productId = await shop.product({ name: 'ژاکت', categoryId })
  await shop.variant({ productId, barcode: '۶۲۶۰۱', options: [{ code: 1, value: 'سُرمه‌ای' }] })
  expect((await product(productId))?.text).toBe('ژاکت پوشاک سرمهای 62601')
  await shop.category('زمستانه', categoryId)
  expect((await product(productId))?.text).toBe('ژاکت زمستانه سرمهای 62601')
})

test('pictures of a product are replaced as a whole and only when they differ', async () => {
  const { productId } = await shop.goods('عکس‌دار')
  const [a, b] = [newId('img'), newId('img')]
  const apply = (assetIds: Id<'img'>[]) => db.transaction((tx) => applyRemoteImages(tx, [{ productId, assetIds }]))
  const stored = async () =>
    (
      await db.rows<{ id: string }>(
        sql`select asset_id as id from catalog.product_image where product_id = ${productId} order by position`,
      )
    ).map((row) => row.id)
  expect(await apply([a, b])).toEqual({ changed: 1, unchanged: 0 })
  expect(await apply([a, b])).toEqual({ changed: 0, unchanged: 1 })
  expect(await apply([b, a])).toEqual({ changed: 1, unchanged: 0 })
  expect(await stored()).toEqual([b, a])
  await apply([])
  expect(await stored()).toEqual([])
})

test('a renamed property shows at once on all variants that have it', async () => {
  const productId = await shop.product()
  const variantId = await shop.variant({ productId, options: [{ code: 77, value: 'چرم' }] })
  const rename = (title: string) =>
    db.transaction((tx) => applyRemoteProperties(tx, [{ code: 77, title, deleted: false }]))
  const options = async () => (await variantsForSale(db, [variantId]))[0]?.options
  expect(await options()).toEqual([{ name: 'ویژگی', value: 'چرم' }])
  expect(await rename('جنس ')).toEqual({ changed: 1, unchanged: 0 })
  expect(await options()).toEqual([{ name: 'جنس', value: 'چرم' }])
  expect(await rename('جنس')).toEqual({ changed: 0, unchanged: 1 })
})

test('empty feeds are fine', async () => {
  const none = { changed: 0, unchanged: 0 }
  expect(
    await db.transaction(async (tx) => [
      await applyRemoteCategories(tx, []),
      await applyRemoteProperties(tx, []),
      await applyRemoteProducts(tx, []),
      await applyRemoteVariants(tx, []),
      await applyRemoteAssignments(tx, []),
      await applyRemoteImages(tx, []),
    ]),
  ).toEqual([none, none, none, none, none, none])
})

test('a product and its variant that come in two feeds at once find each other', async () => {
  for (let round = 0; round < 10; round += 1) {
    const row = shop.productRow({ name: 'همزمان' })
    const variant = shop.variantRow({ productId: row.id, priceLevels: levels(40) })
    await Promise.all([
      db.transaction((tx) => applyRemoteVariants(tx, [variant])),
      db.transaction((tx) => applyRemoteProducts(tx, [row])),
    ])
    expect(await product(row.id)).toMatchObject({ visible: true, from: 40 })
  }
})

test('a feed of a thousand products takes five queries, and so does one of their variants', async () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => shop.productRow({ name: `کالای ${index % 50}` }))
  const before = db.queryCount
  expect(await db.transaction((tx) => applyRemoteProducts(tx, rows))).toEqual({ changed: 1_000, unchanged: 0 })
  expect(db.queryCount - before).toBe(5)
  const variants = rows.map((row) => shop.variantRow({ productId: row.id }))
  await db.transaction((tx) => applyRemoteVariants(tx, variants))
  expect(db.queryCount - before).toBe(10)
})
