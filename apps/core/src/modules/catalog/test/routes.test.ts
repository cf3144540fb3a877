import { sql } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { applyRemoteCategories, applyRemoteImages, applyRemoteProducts, applyRemoteProperties } from '../index.ts'
import { books, levels } from './books.ts'
import { shopMigrations, shopWindow } from './shop-window.ts'

let db: TestDatabase
let window: ReturnType<typeof shopWindow>
let shop: ReturnType<typeof books>
beforeAll(async () => {
  db = await testDatabase(shopMigrations)
  window = shopWindow(db)
})
afterAll(async () => {
  await window.close()
  await db.close()
})
beforeEach(async () => {
  await db.run(
    sql`truncate catalog.product, catalog.variant, catalog.category, catalog.property, catalog.product_image`,
  )
  shop = books(db)
})

const list = (query: Record<string, string> = {}) => window.get('/api/v1/products', query)
const names = async (query: Record<string, string>) =>
  (await list(query)).body.items.map((item: { name: string }) => item.name)

/** A picture that is ready to be shown. */
async function picture(sha: string) {
  const id = newId('img')
  await db.run(sql`insert into media.asset (id, source, state, sha256, width, height)
    values (${id}, 'http://books/a.jpg', 'ready', ${sha.repeat(64)}, 1200, 800)`)
  return id
}

test('a card tells the range of prices, whether something is left, and the first picture that is ready', async () => {
  const productId = await shop.product({ name: 'تی‌شرت' })
  const cheap = await shop.variant({ productId, priceLevels: levels(500), options: [{ code: 1, value: 'M' }] })
  await shop.variant({ productId, priceLevels: levels(900), options: [{ code: 1, value: 'L' }] })
  const assetIds = [newId('img'), await picture('a')]
  await db.transaction((tx) => applyRemoteImages(tx, [{ productId, assetIds }]))
  const card = {
    id: productId,
    slug: 'تی-شرت',
    name: 'تی‌شرت',
    imageUrl: `/media/${'a'.repeat(64)}-600.webp`,
    priceFrom: 500,
    priceTo: 900,
  }
  expect((await list()).body).toEqual({ items: [{ ...card, available: false }], nextCursor: null })
  await shop.stock(cheap, 1)
  expect((await list()).body.items).toEqual([{ ...card, available: true }])
})

test('stock of a variant that is not for sale makes no product available', async () => {
  const { productId } = await shop.goods('چکش')
  const deleted = await shop.variant({ productId, deleted: true })
  await shop.stock(deleted, 5)
  expect((await list()).body.items[0].available).toBe(false)
})

test('lists are sorted by age and by price', async () => {
  await shop.goods('اول', 300)
  await shop.goods('دوم', 100)
  await shop.goods('سوم', 200)
  expect(await names({})).toEqual(['سوم', 'دوم', 'اول'])
  expect(await names({ sort: 'cheapest' })).toEqual(['دوم', 'سوم', 'اول'])
  expect(await names({ sort: 'dearest' })).toEqual(['اول', 'سوم', 'دوم'])
  expect(await names({ sort: 'relevance' })).toEqual(['سوم', 'دوم', 'اول'])
})

test.each(['newest', 'cheapest', 'dearest', 'relevance'])(
  'pages of the %s list show each product once, equal prices included',
  async (sort) => {
    const rows = Array.from({ length: 11 }, (_, index) => ({ name: `کالای ${index}`, price: 100 + (index % 3) }))
    for (const { name, price } of rows) await shop.goods(name, price)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await list({ sort, q: 'کالای', limit: '4', ...(cursor ? { cursor } : {}) })
      seen.push(...body.items.map((item: { name: string }) => item.name))
      cursor = body.nextCursor
    }
    expect(seen).toHaveLength(11)
    expect(new Set(seen)).toEqual(new Set(rows.map((row) => row.name)))
  },
)

test('a category lists its own products, an unknown one none', async () => {
  const categoryId = await shop.category('ابزار')
  await shop.goods('چکش', 100, { categoryId })
  await shop.goods('سیب', 100)
  expect(await names({ category: 'ابزار' })).toEqual(['چکش'])
  expect(await names({ category: 'هیچ' })).toEqual([])
})

test('the filter leaves out what is sold out; without it everything is listed', async () => {
  const { variantId } = await shop.goods('هست')
  await shop.goods('نیست')
  await shop.stock(variantId, 2)
  expect(await names({ available: 'true' })).toEqual(['هست'])
  expect(await names({ available: 'false' })).toEqual(['نیست', 'هست'])
})

test.each([
  ['rubbish', { cursor: 'nonsense' }],
  [
    'one with an id that no table can hold',
    {
      cursor: Buffer.from('{"sort":"newest","match":"words","value":null,"id":"prd_\\u0000"}').toString('base64url'),
    },
  ],
  [
    'one of another order',
    {
      cursor: Buffer.from('{"sort":"newest","match":"words","value":null,"id":"prd_1"}').toString('base64url'),
      sort: 'cheapest',
    },
  ],
])('a cursor that is %s is refused by name', async (_, query) => {
  const { status, body } = await list(query)
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'querystring.cursor' }] })
})

test('limits and sorts outside the contract are refused', async () => {
  expect((await list({ limit: '101' })).status).toBe(400)
  expect((await list({ sort: 'best' })).body.errors[0].field).toBe('querystring.sort')
})

test('a list takes at most three queries, the misspelt search included', async () => {
  for (let index = 0; index < 5; index += 1) {
    const { productId } = await shop.goods(`پرده ${index}`)
    const assetIds = [await picture('b')]
    await db.transaction((tx) => applyRemoteImages(tx, [{ productId, assetIds }]))
  }
  const queries = async (query: Record<string, string>) => {
    const before = db.queryCount
    expect((await list(query)).body.items).toHaveLength(5)
    return db.queryCount - before
  }
  expect(await queries({ available: 'false', sort: 'cheapest' })).toBe(2)
  expect(await queries({ q: 'پرده' })).toBe(2)
  expect(await queries({ q: 'پردخ' })).toBe(3)
})

test('the page of a product shows variants with titled options, at most ten of each, and its pictures', async () => {
  const categoryId = await shop.category('کفش')
  const productId = await shop.product({ name: 'کفش کوه', description: ' محكم ', unit: 'جفت', categoryId })
  await db.transaction((tx) =>
    applyRemoteProperties(tx, [
      { code: 1, title: 'رنگ', deleted: false },
      { code: 2, title: 'اندازه', deleted: false },
    ]),
  )
  const variant = (colour: string, size: string, price: number) =>
    shop.variant({
      productId,
      priceLevels: levels(price),
      options: [
        { code: 1, value: colour },
        { code: 2, value: size },
      ],
    })
  const first = await variant('مشکی', '۴۲', 700)
  const second = await variant('مشکی', '۴۳', 800)
  await shop.variant({ productId, isBase: true, code: 0 })
  await shop.stock(first, 250)
  const assetIds = [await picture('c')]
  await db.transaction((tx) => applyRemoteImages(tx, [{ productId, assetIds }]))

  const expected = {
    id: productId,
    slug: 'کفش-کوه',
    name: 'کفش کوه',
    description: 'محکم',
    unit: 'جفت',
    category: { id: categoryId, slug: 'کفش', name: 'کفش' },
    images: [
      {
        url: `/media/${'c'.repeat(64)}-1200.webp`,
        smallUrl: `/media/${'c'.repeat(64)}-300.webp`,
        width: 1200,
        height: 800,
      },
    ],
    options: [
      { name: 'رنگ', values: ['مشکی'] },
      { name: 'اندازه', values: ['۴۲', '۴۳'] },
    ],
    variants: [
      {
        id: first,
        price: 700,
        available: 10,
        options: [
          { name: 'رنگ', value: 'مشکی' },
          { name: 'اندازه', value: '۴۲' },
        ],
      },
      {
        id: second,
        price: 800,
        available: 0,
        options: [
          { name: 'رنگ', value: 'مشکی' },
          { name: 'اندازه', value: '۴۳' },
        ],
      },
    ],
  }
  expect(await window.get(`/api/v1/products/${encodeURIComponent('کفش-کوه')}`)).toEqual({ status: 200, body: expected })
  expect(await window.get(`/api/v1/products/${productId}`)).toEqual({ status: 200, body: expected })
})

test('an old address stays good after the name has changed', async () => {
  const { productId } = await shop.goods('قدیم')
  const row = shop.productRow({ id: productId, name: 'جدید' })
  await db.transaction((tx) => applyRemoteProducts(tx, [row]))
  expect((await window.get(`/api/v1/products/${encodeURIComponent('قدیم')}`)).body.name).toBe('جدید')
})

test('unknown, hidden and impossible addresses are not found', async () => {
  const { productId } = await shop.goods('پنهان', 0)
  for (const address of [newId('prd'), productId, 'هیچ', 'a%00b', "x'--"]) {
    const { status, body } = await window.get(
      `/api/v1/products/${address.includes('%') ? address : encodeURIComponent(address)}`,
    )
    expect([status, body.code]).toEqual([404, 'not_found'])
  }
})

test('categories come in the order of the alphabet with what they have on sale', async () => {
  const peach = await shop.category('هلو')
  const father = await shop.category('پدر')
  const gone = newId('cat')
  await db.transaction((tx) => applyRemoteCategories(tx, [{ id: gone, name: 'رفته', deleted: true }]))
  await shop.goods('یک', 100, { categoryId: peach })
  await shop.goods('بی‌بها', 0, { categoryId: peach })
  await shop.goods('در رفته', 100, { categoryId: gone })
  expect(await window.get('/api/v1/categories')).toEqual({
    status: 200,
    body: {
      items: [
        { id: father, slug: 'پدر', name: 'پدر', productCount: 0 },
        { id: peach, slug: 'هلو', name: 'هلو', productCount: 1 },
      ],
    },
  })
})
