import { sql } from '@hybrid-store/database'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { allowDeletions } from '../src/logical-delete-handler/allow-deletions.ts'
import { entityGroups } from '../src/pull/entity-groups.ts'
import { pullGroup } from '../src/pull/pull-group.ts'
import { asset, createWorld, detail, localIdOf, openBooks, product, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
  openBooks(world.mahak)
})
afterEach(() => world.close())

const variants = () =>
  world.db.rows<{ price: number; sellable: boolean; options: unknown; onHand: number | null }>(sql`
    select v.price, v.sellable, v.options, l.on_hand as "onHand" from catalog.variant v
    left join inventory.level l on l.variant_id = v.id order by v.code`)
const issues = () =>
  world.db.rows<{ entity: string; recordId: string; code: string; field: string; message: string; status: string }>(sql`
    select entity, record_id as "recordId", code, field, message, status from sync.issue order by record_id, id`)
const lastShopVersion = async () =>
  (await world.db.row<{ last_value: number }>(sql`select last_value from platform.row_version`))?.last_value

test('goods with variants, prices and stock arrive in the shop, whatever order they are sent in', async () => {
  expect((await world.pullAll()).map((outcome) => outcome.kind)).toEqual(entityGroups.map(() => 'complete'))
  await world.pullAll()
  expect(await variants()).toEqual([
    { price: 1_000_000, sellable: false, options: [], onHand: null },
    { price: 9_000_000, sellable: true, options: [{ code: 3, value: 'مشکی' }], onHand: 12 },
    { price: 8_500_000, sellable: true, options: [{ code: 3, value: 'سفید' }], onHand: 5 },
  ])
  const shown = await world.db.rows(sql`select name, visible from catalog.product`)
  expect(shown).toEqual([{ name: 'شلوار 8100001', visible: true }])
  expect(await issues()).toEqual([])
})

test('a quiet reading writes nothing to the shop, to the mirror or to the dirty set', async () => {
  await world.pullAll()
  await world.pullAll()
  const before = await lastShopVersion()
  const mirrored = () => world.db.rows(sql`select entity, mahak_id, xmin::text from sync.mirror order by 1, 2`)
  const mirror = await mirrored()
  await world.pullAll()
  expect(await lastShopVersion()).toBe(before)
  expect(await mirrored()).toEqual(mirror)
  expect(await world.db.rows(sql`select * from sync.dirty`)).toEqual([])
  expect(world.mahak.saves).toEqual([])
})

test('a new price at Mahak is the price in the shop after one reading', async () => {
  await world.pullAll()
  world.mahak.put('ProductDetails', { ProductDetailId: 9200001, Price1: 9_900_000 })
  await pullGroup(world.deps, 'catalog')
  expect((await variants()).map((variant) => variant.price)).toEqual([1_000_000, 9_900_000, 8_500_000])
})

test('children that come before their parents wait for them', async () => {
  await pullGroup(world.deps, 'inventory')
  expect(await world.db.row(sql`select count(*) as n from sync.orphan`)).toEqual({ n: 2 })
  expect(await variants()).toEqual([])
  await pullGroup(world.deps, 'catalog')
  expect((await variants()).map((variant) => variant.onHand)).toEqual([null, 12, 5])
  expect(await world.db.row(sql`select count(*) as n from sync.orphan`)).toEqual({ n: 0 })
})

test('groups that are read at the same time leave no row waiting for a parent that has come', async () => {
  for (let round = 0; round < 6; round += 1) {
    const id = 8_300_000 + round
    world.mahak.put('Products', product(id))
    world.mahak.put('ProductDetails', detail(id, id))
    world.mahak.put('ProductDetailStoreAssets', asset(id, id, 1200, 3))
    await Promise.all(entityGroups.map((group) => pullGroup(world.deps, group)))
  }
  await world.pullAll()
  expect(await world.db.rows(sql`select entity, state from sync.pending`)).toEqual([])
  expect(await world.db.row(sql`select sum(on_hand) as n from inventory.level`)).toEqual({ n: 17 + 18 })
})

test('a product is shown under its category as soon as that one comes', async () => {
  const late = 241777
  world.mahak.put('Products', product(8100002, { ProductCategoryId: late }))
  await world.pullAll()
  world.mahak.put('ProductCategories', { ProductCategoryId: late, Name: 'پیراهن' })
  await pullGroup(world.deps, 'catalog')
  const category = await world.db.row(sql`
    select c.name from catalog.product p join catalog.category c on c.id = p.category_id
    where p.id = ${await localIdOf(world.db, 'Products', 8100002)}`)
  expect(category).toEqual({ name: 'پیراهن' })
})

test('an answer that is cut off changes nothing in the shop and moves no checkpoint', async () => {
  await world.pullAll()
  const checkpoints = () => world.db.rows(sql`select entity, seen_version, ring from sync.watermark order by entity`)
  const before = await checkpoints()
  world.mahak.put('ProductDetails', { ProductDetailId: 9200001, Price1: 5_000_000 })
  world.mahak.ending = []
  expect(await pullGroup(world.deps, 'catalog')).toEqual({ kind: 'incomplete', reason: 'malformed' })
  await pullGroup({ ...world.deps, mahak: world.mahak }, 'inventory')
  expect((await variants())[1]?.price).toBe(9_000_000)
  expect(await checkpoints()).toEqual(before)
  expect(await issues()).toMatchObject([{ entity: 'pull', recordId: 'catalog', code: 'malformed', status: 'open' }, {}])

  world.mahak.ending = null
  await world.pullAll()
  expect((await variants())[1]?.price).toBe(5_000_000)
  expect((await issues()).map((issue) => issue.status)).toEqual(['resolved', 'resolved'])
})

test('an answer with fewer rows than it claims counts as cut off', async () => {
  world.mahak.ending = [{ end: { counts: { Products: 7 }, maxVersions: {} } }]
  expect(await pullGroup(world.deps, 'catalog')).toEqual({ kind: 'incomplete', reason: 'malformed' })
  expect(await variants()).toEqual([])
})

test('a deleted product leaves the shop, and an older row does not bring it back', async () => {
  await world.pullAll()
  const old = structuredClone(world.mahak.table('Products').get(8100001))
  world.mahak.put('Products', { ProductId: 8100001, Deleted: true })
  await pullGroup(world.deps, 'catalog')
  if (old) world.mahak.table('Products').set(8100001, old)
  await pullGroup(world.deps, 'catalog', { full: true })
  expect(await world.db.rows(sql`select deleted, visible from catalog.product`)).toEqual([
    { deleted: true, visible: false },
  ])
})

test('a product that is undeleted at Mahak is back under the same id', async () => {
  await world.pullAll()
  const id = await localIdOf(world.db, 'Products', 8100001)
  world.mahak.put('Products', { ProductId: 8100001, Deleted: true })
  await pullGroup(world.deps, 'catalog')
  world.mahak.put('Products', { ProductId: 8100001, Deleted: false })
  await pullGroup(world.deps, 'catalog')
  expect(await world.db.rows(sql`select id, visible from catalog.product`)).toEqual([{ id, visible: true }])
})

test('a row that cannot be used becomes an issue that names the field, and the others arrive', async () => {
  world.mahak.put('ProductDetails', detail(9200003, 8100001, { ProductDetailCode: 3, Price2: -5, Properties: '[]' }))
  world.mahak.put('Products', product(8100003, { Name: '  ' }))
  await world.pullAll()
  expect(await issues()).toEqual([
    {
      entity: 'Products',
      recordId: '8100003',
      code: 'bad_row',
      field: 'Name',
      message: 'مقدار «نام» در محک درست نیست؛ آن را در محک اصلاح کنید.',
      status: 'open',
    },
    {
      entity: 'ProductDetails',
      recordId: '9200003',
      code: 'bad_row',
      field: 'Price2',
      message: 'مقدار «قیمت سطح ۲» در محک درست نیست؛ آن را در محک اصلاح کنید.',
      status: 'open',
    },
  ])
  expect(await variants()).toHaveLength(3)

  world.mahak.put('ProductDetails', { ProductDetailId: 9200003, Price2: 5 })
  await pullGroup(world.deps, 'catalog')
  expect((await issues()).map((issue) => issue.status)).toEqual(['open', 'resolved'])
  expect(await variants()).toHaveLength(4)
})

test('deleting many products at once stops until a person allows it', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => 8_200_000 + index)
  for (const id of ids) world.mahak.put('Products', product(id))
  await world.pullAll()
  for (const id of ids.slice(0, 21)) world.mahak.put('Products', { ProductId: id, Deleted: true })
  await pullGroup(world.deps, 'catalog')
  const deleted = () => world.db.row(sql`select count(*) as n from catalog.product where deleted`)
  expect(await deleted()).toEqual({ n: 0 })
  expect(await issues()).toMatchObject([{ entity: 'Products', recordId: '*', code: 'mass_deletion', status: 'open' }])

  await allowDeletions(world.db, 'Products', 'cli')
  await pullGroup(world.deps, 'catalog')
  expect(await deleted()).toEqual({ n: 21 })
  expect(await issues()).toMatchObject([{ status: 'resolved' }])
})

test('stock is the sum over all rows of a detail, and a deleted row counts nothing', async () => {
  world.mahak.put('ProductDetailStoreAssets', asset(31000003, 9200001, 1201, 3))
  await world.pullAll()
  await world.pullAll()
  expect((await variants())[1]?.onHand).toBe(15)
  world.mahak.put('ProductDetailStoreAssets', { ProductDetailStoreAssetId: 31000001, Deleted: true })
  await pullGroup(world.deps, 'inventory')
  expect((await variants())[1]?.onHand).toBe(3)
})

test('a detail taken from our visitor is not for sale; rows of other visitors change nothing', async () => {
  world.mahak.put('VisitorProducts', { VisitorProductId: 77000001, ProductDetailId: 9200001, VisitorId: 40123 })
  world.mahak.put('VisitorProducts', {
    VisitorProductId: 77000002,
    ProductDetailId: 9200002,
    VisitorId: 999,
    Deleted: true,
  })
  await world.pullAll()
  expect((await variants()).map((variant) => variant.sellable)).toEqual([false, true, true])
  world.mahak.put('VisitorProducts', { VisitorProductId: 77000001, Deleted: true })
  await pullGroup(world.deps, 'catalog')
  expect((await variants()).map((variant) => variant.sellable)).toEqual([false, false, true])
})

test('another database behind the same login stops everything', async () => {
  await world.pullAll()
  world.mahak.databaseId = 99
  world.mahak.put('Products', { ProductId: 8100001, Deleted: true })
  expect(await pullGroup(world.deps, 'catalog')).toEqual({ kind: 'incomplete', reason: 'account_changed' })
  expect(await world.db.rows(sql`select deleted from catalog.product`)).toEqual([{ deleted: false }])
  expect(await issues()).toMatchObject([{ entity: 'account', code: 'account_changed', status: 'open' }])
})

test('passwords of Mahak are not kept', async () => {
  await world.pullAll()
  const kept = await world.db.row<{ doc: object }>(sql`select doc from sync.mirror where entity = 'Visitors'`)
  expect(JSON.stringify(kept)).not.toContain('secret')
})

test('two workers reading the same group do it once', async () => {
  const outcomes = await Promise.all([pullGroup(world.deps, 'catalog'), pullGroup(world.deps, 'catalog')])
  expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['busy', 'complete'])
})

test('after a change of the price level all goods are priced anew, although Mahak sent nothing', async () => {
  world.mahak.put('ProductDetails', { ProductDetailId: 9200001, Price2: 7_700_000 })
  await world.pullAll()
  const deps = { ...world.deps, config: { ...world.deps.config, priceLevel: 2 } }
  await pullGroup(deps, 'catalog')
  expect((await variants())[1]?.price).toBe(7_700_000)
})

test('letters that PostgreSQL cannot keep do not stop the reading', async () => {
  world.mahak.put('Products', product(8100004, { Name: 'کفش\u0000\ud83d', UnitName: '\u0000' }))
  world.mahak.put('Pictures', { PictureId: 2700009, Url: '/a\u0000.png' })
  expect((await world.pullAll()).map((outcome) => outcome.kind)).toEqual(entityGroups.map(() => 'complete'))
  const names = await world.db.rows<{ name: string }>(sql`select name from catalog.product order by code`)
  expect(names.map((row) => row.name)).toEqual(['شلوار 8100001', 'کفش\ufffd'])
})

test('a row that could not be applied gets another chance at every full reading', async () => {
  await world.pullAll()
  await world.db.run(sql`update sync.mirror set doc = doc || '{"Price1": 7000000}' where mahak_id = 9200001`)
  await world.db.run(sql`
    insert into sync.pending select account_id, entity, mahak_id, 'bad', '-infinity' from sync.mirror where mahak_id = 9200001`)
  await pullGroup(world.deps, 'catalog')
  expect((await variants())[1]?.price).toBe(9_000_000)
  await pullGroup(world.deps, 'catalog', { full: true })
  expect((await variants())[1]?.price).toBe(7_000_000)
})

test('an issue of a row without a name closes when a full reading does not meet it again', async () => {
  const bad = { entity: 'Products' as const, bad: { reason: 'not an object' } }
  world.mahak.ending = [bad, { end: { counts: {}, maxVersions: {} } }]
  await pullGroup(world.deps, 'catalog')
  expect(await issues()).toMatchObject([{ recordId: '?', code: 'bad_row', status: 'open' }])
  await pullGroup(world.deps, 'catalog', { full: true })
  expect((await issues()).filter((issue) => issue.status === 'open')).toHaveLength(1)
  world.mahak.ending = null
  await pullGroup(world.deps, 'catalog', { full: true })
  expect((await issues()).filter((issue) => issue.status === 'open')).toEqual([])
})

test('a stock row whose version Mahak does not tell still counts', async () => {
  await world.pullAll()
  const row = world.mahak.table('ProductDetailStoreAssets').get(31000001)
  Object.assign(row ?? {}, { Count1: 4, RowVersion: 0 })
  const changes = world.mahak.changes.bind(world.mahak)
  world.mahak.changes = (versions) => changes(Object.fromEntries(Object.keys(versions).map((entity) => [entity, -1])))
  await pullGroup(world.deps, 'inventory', { full: true })
  expect((await variants())[1]?.onHand).toBe(4)
})
