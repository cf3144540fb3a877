import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { books, levels } from './books.ts'
import { shopMigrations, shopWindow } from './shop-window.ts'

let db: TestDatabase
let window: ReturnType<typeof shopWindow>
beforeAll(async () => {
  db = await testDatabase(shopMigrations)
  window = shopWindow(db)
  const shop = books(db)
  const clothes = await shop.category('پوشاك مردانه')
  await shop.goods('شلوار جین آبی', 900_000, { categoryId: clothes })
  await shop.goods('شلوار كتان', 800_000, { categoryId: clothes })
  await shop.goods('نیم‌بوت چرم', 700_000)
  await shop.goods('ماشين اصلاح ۵۰۰ وات', 600_000)
  await shop.goods('گوشی Galaxy S24', 500_000)
  const bag = await shop.product({ name: 'کیف دستی' })
  await shop.variant({
    productId: bag,
    priceLevels: levels(400_000),
    barcode: '6260299',
    options: [{ code: 1, value: 'قهوه‌ای' }],
  })
  await shop.goods('سفره', 300_000)
  await shop.goods('داخلی', 200_000)
  await shop.goods('تخفیف 100% _ویژه_', 100_000)
  await shop.goods('ناپیدا شلوار', 0)
})
afterAll(async () => {
  await window.close()
  await db.close()
})

const search = async (q: string, more: Record<string, string> = {}): Promise<string[]> => {
  const { status, body } = await window.get('/api/v1/products', { q, ...more })
  expect(status).toBe(200)
  return body.items.map((item: { name: string }) => item.name)
}

test.each([
  ['شلوار', ['شلوار کتان', 'شلوار جین آبی']],
  ['شلوار جین', ['شلوار جین آبی']],
  ['جین شلوار', ['شلوار جین آبی']],
  ['جي', ['شلوار جین آبی']],
  ['ابی', ['شلوار جین آبی']],
  ['كتان', ['شلوار کتان']],
  ['پوشاک', ['شلوار کتان', 'شلوار جین آبی']],
  ['نیم بوت', ['نیم‌بوت چرم']],
  ['نیمبوت', ['نیم‌بوت چرم']],
  ['نیم‌بوت', ['نیم‌بوت چرم']],
  ['500', ['ماشین اصلاح ۵۰۰ وات']],
  ['۵۰۰', ['ماشین اصلاح ۵۰۰ وات']],
  ['٥٠٠', ['ماشین اصلاح ۵۰۰ وات']],
  ['galaxy', ['گوشی Galaxy S24']],
  ['قهوه ای', ['کیف دستی']],
  ['۶۲۶۰', ['کیف دستی']],
])('«%s» finds %j', async (query, names) => {
  expect(await search(query)).toEqual(names)
})

test.each([
  ['شلوتر', 'شلوار'],
  ['گلکسی گوشی galxy', 'گوشی Galaxy S24'],
  ['صفره', 'سفره'],
  ['کیف دصتی', 'کیف دستی'],
])('the misspelt «%s» still finds «%s»', async (query, name) => {
  expect((await search(query, { sort: 'relevance' }))[0]).toContain(name)
})

test('letters that only sound alike do not match while something matches as written', async () => {
  expect(await search('سف')).toEqual(['سفره'])
})

test('Latin letters do not find Persian words that are spelt with their sounds', async () => {
  expect(await search('xl')).toEqual([])
})

test('nothing is found by nonsense', async () => {
  expect(await search('قزمیتشگ')).toEqual([])
})

test('signs of the pattern language have no power', async () => {
  for (const query of ['%', '_', '\\', '%%%', "'", '!؟']) expect(await search(query)).toEqual([])
  expect(await search('100%')).toEqual(['تخفیف 100% _ویژه_'])
  expect(await search('جین%')).toEqual(['شلوار جین آبی'])
})

test('an empty query lists everything', async () => {
  expect(await search('   ')).toHaveLength(9)
})

test('the most relevant comes first: the name that is little else than the query', async () => {
  expect((await search('شلوار', { sort: 'relevance' }))[0]).toBe('شلوار کتان')
  expect((await search('شلوار جین آبی', { sort: 'relevance' }))[0]).toBe('شلوار جین آبی')
})

test('single letters rank nothing, so what they find comes newest first, page by page', async () => {
  const newest = await search('و', { sort: 'newest' })
  expect(newest.length).toBeGreaterThan(3)
  expect(await search('و', { sort: 'relevance' })).toEqual(newest)
  const first = await window.get('/api/v1/products', { q: 'و', sort: 'relevance', limit: '2' })
  const cursor: string = first.body.nextCursor
  const rest = await search('و', { sort: 'relevance', cursor })
  expect(rest).toEqual(newest.slice(2))
})

test('pages of a misspelt search continue it', async () => {
  const first = await window.get('/api/v1/products', { q: 'شلوتر', sort: 'relevance', limit: '1' })
  const second = await window.get('/api/v1/products', {
    q: 'شلوتر',
    sort: 'relevance',
    limit: '1',
    cursor: first.body.nextCursor,
  })
  expect([first.body.items[0].name, second.body.items[0].name].toSorted()).toEqual(['شلوار جین آبی', 'شلوار کتان'])
})
