import { sql } from '@hybrid-store/database'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChangeLine } from '../../src/mahak-port.ts'
import { pullGroup } from '../../src/pull/pull-group.ts'
import { asset, createWorld, detail, openBooks, product, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld({ PULL_SETTLE_SECONDS: 120 })
  openBooks(world.mahak)
})
afterEach(() => world.close())

const names = async () =>
  (await world.db.rows<{ name: string }>(sql`select name from catalog.product order by code`)).map((row) => row.name)
const onHand = () =>
  world.db.rows<{ code: number; n: number }>(sql`
    select v.code, l.on_hand as n from inventory.level l join catalog.variant v on v.id = l.variant_id order by v.code`)
const shopVersion = async () =>
  (await world.db.row<{ n: number }>(sql`select last_value as n from platform.row_version`))?.n
const watermark = (entity: string) =>
  world.db.row<{ safe: number; late: number }>(sql`
    select safe_version as safe, late_rows as late from sync.watermark where entity = ${entity}`)
const issues = () =>
  world.db.rows<{ entity: string; recordId: string; code: string; field: string }>(sql`
    select entity, record_id as "recordId", code, field from sync.issue where status = 'open' order by id`)
const deletedInShop = async () =>
  (
    await world.db.row<{ n: number }>(sql`
    select (select count(*) from catalog.product where deleted) + (select count(*) from catalog.variant where deleted)
      + (select count(*) from inventory.remote_stock where deleted) as n`)
  )?.n

/** As if the settle time had passed since every observation so far. */
const letSettle = () =>
  world.db.run(sql`
    update sync.watermark w set ring = coalesce((
      select jsonb_agg(jsonb_build_array((o ->> 0)::bigint - 121000, o -> 1)) from jsonb_array_elements(w.ring) o), '[]')`)

test('P2: rows that are committed out of the order of their versions, unsorted, all arrive', async () => {
  const hidden: number[] = []
  for (let index = 0; index < 20; index += 1) {
    const version = world.mahak.put('Products', product(8_400_000 + index, { ProductCode: 5_000 + index }))
    if (index % 3 === 0) hidden.push(version)
  }
  for (const version of hidden) world.mahak.hidden.add(version)
  await pullGroup(world.deps, 'catalog')
  expect(await names()).toHaveLength(21 - hidden.length)
  world.mahak.hidden.clear()
  await letSettle()
  await pullGroup(world.deps, 'catalog')
  expect(await names()).toHaveLength(21)
  expect(await watermark('Products')).toMatchObject({ late: 0 })
})

test('P3: a row that was committed long after the settle time is found by the nightly reading, and counted', async () => {
  const hidden = world.mahak.put('Products', product(8_400_001))
  world.mahak.put('Products', product(8_400_002))
  world.mahak.hidden.add(hidden)
  await pullGroup(world.deps, 'catalog')
  await letSettle()
  await pullGroup(world.deps, 'catalog')
  world.mahak.hidden.clear()
  await pullGroup(world.deps, 'catalog')
  expect(await names()).toHaveLength(2)
  await pullGroup(world.deps, 'catalog', { full: true })
  expect(await names()).toHaveLength(3)
  expect(await watermark('Products')).toMatchObject({ late: 1 })
})

test('P7: a worker that dies after any piece of an answer skips nothing, and what it reads again changes nothing', async () => {
  for (let index = 0; index < 12; index += 1) world.mahak.put('Products', product(8_400_000 + index))
  const lines: ChangeLine[] = []
  for await (const line of world.mahak.changes({ Products: 0, ProductDetails: 0 })) lines.push(line)
  for (let pieces = 0; pieces < lines.length; pieces += 3) {
    const dying = Object.create(world.mahak, {
      changes: {
        value: async function* () {
          yield* lines.slice(0, pieces)
          throw new Error('killed')
        },
      },
    })
    await expect(pullGroup({ ...world.deps, mahak: dying }, 'catalog')).rejects.toThrow('killed')
    expect(await watermark('Products')).toBeNull()
    expect(await names()).toEqual([])
  }
  await pullGroup(world.deps, 'catalog')
  expect(await names()).toHaveLength(13)
  const [version, before] = [await shopVersion(), await watermark('Products')]
  await pullGroup(world.deps, 'catalog')
  expect(await shopVersion()).toBe(version)
  expect(await watermark('Products')).toEqual(before)
})

test('P8: a row that cannot be applied is parked with its reason before the checkpoint passes it', async () => {
  await world.db.run(sql`alter table catalog.product add constraint no_such_code check (code <> 666)`)
  world.mahak.put('Products', product(8_400_001, { ProductCode: 666 }), product(8_400_002, { ProductCode: 667 }))
  await pullGroup(world.deps, 'catalog')
  await letSettle()
  await pullGroup(world.deps, 'catalog')
  expect(await names()).toHaveLength(2)
  expect((await watermark('Products'))?.safe).toBeGreaterThan(0)
  expect(await world.db.rows(sql`select mahak_id as id from sync.pending where state = 'bad'`)).toEqual([
    { id: 8_400_001 },
  ])
  expect(await issues()).toMatchObject([{ entity: 'Products', recordId: '8400001', code: 'not_applied' }])
  await world.db.run(sql`alter table catalog.product drop constraint no_such_code`)
  await pullGroup(world.deps, 'catalog', { full: true })
  expect(await names()).toHaveLength(3)
  expect(await issues()).toEqual([])
})

test('P9: ten thousand rows that were read are nothing to send', async () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => 8_500_000 + index)
  world.mahak.put('Products', ...ids.map((id) => product(id)))
  world.mahak.put('ProductDetails', ...ids.map((id) => detail(id, id)))
  await pullGroup(world.deps, 'catalog')
  expect(await names()).toHaveLength(5_001)
  expect(await world.db.rows(sql`select * from sync.dirty`)).toEqual([])
  expect(world.mahak.saves).toEqual([])
}, 120_000)

test('P22: a deletion, an edit of what is deleted and an undeletion at Mahak are each followed; an older row is not', async () => {
  await world.pullAll()
  const state = () => world.db.row(sql`select deleted, visible, name from catalog.product`)
  const old = structuredClone(world.mahak.table('Products').get(8_100_001))
  world.mahak.put('Products', { ProductId: 8_100_001, Deleted: true })
  await pullGroup(world.deps, 'catalog')
  world.mahak.put('Products', { ProductId: 8_100_001, Name: 'نام نو' })
  world.mahak.put('Products', { ProductId: 8_100_001, Deleted: true })
  await pullGroup(world.deps, 'catalog')
  expect(await state()).toMatchObject({ deleted: true, visible: false, name: 'نام نو' })
  const newest = world.mahak.table('Products').get(8_100_001)
  if (old) world.mahak.table('Products').set(8_100_001, old)
  await pullGroup(world.deps, 'catalog', { full: true })
  expect(await state()).toMatchObject({ deleted: true, visible: false })
  if (newest) world.mahak.table('Products').set(8_100_001, newest)
  world.mahak.put('Products', { ProductId: 8_100_001, Deleted: false })
  await pullGroup(world.deps, 'catalog')
  expect(await state()).toEqual({ deleted: false, visible: true, name: 'نام نو' })
})

test('P22: details, categories and stores that are deleted while they have children take nothing else with them', async () => {
  await world.pullAll()
  await world.pullAll()
  world.mahak.put('ProductCategories', { ProductCategoryId: 241_001, Deleted: true })
  await pullGroup(world.deps, 'catalog')
  expect(await world.db.row(sql`select visible from catalog.product`)).toEqual({ visible: true })
  world.mahak.put('Stores', { StoreId: 1200, Deleted: true })
  await pullGroup(world.deps, 'inventory')
  expect(await onHand()).toEqual([
    { code: 1, n: 0 },
    { code: 2, n: 0 },
  ])
  world.mahak.put('Stores', { StoreId: 1200, Deleted: false })
  await pullGroup(world.deps, 'inventory')
  expect(await onHand()).toEqual([
    { code: 1, n: 12 },
    { code: 2, n: 5 },
  ])
  expect(await deletedInShop()).toBe(0)
})

test('P22: a stock row that moves to another detail or store counts there and no longer where it was', async () => {
  await world.pullAll()
  await world.pullAll()
  world.mahak.put('ProductDetailStoreAssets', { ProductDetailStoreAssetId: 31_000_001, ProductDetailId: 9_200_002 })
  await pullGroup(world.deps, 'inventory')
  expect(await onHand()).toEqual([
    { code: 1, n: 0 },
    { code: 2, n: 17 },
  ])
  world.mahak.put('ProductDetailStoreAssets', { ProductDetailStoreAssetId: 31_000_001, StoreId: 1201 })
  await pullGroup(world.deps, 'inventory')
  expect(await onHand()).toEqual([
    { code: 1, n: 0 },
    { code: 2, n: 17 },
  ])
  world.mahak.put('ProductDetailStoreAssets', { ProductDetailStoreAssetId: 31_000_001, ProductDetailId: 9_200_001 })
  await pullGroup(world.deps, 'inventory')
  expect(await onHand()).toEqual([
    { code: 1, n: 12 },
    { code: 2, n: 5 },
  ])
})

test('P22: an assignment that moves to another detail takes the first one out of the shop', async () => {
  world.mahak.put('VisitorProducts', { VisitorProductId: 77_000_001, ProductDetailId: 9_200_001, VisitorId: 40_123 })
  await world.pullAll()
  world.mahak.put('VisitorProducts', { VisitorProductId: 77_000_001, ProductDetailId: 9_200_002 })
  await pullGroup(world.deps, 'catalog')
  const sellable = await world.db.rows(sql`select code, sellable from catalog.variant order by code`)
  expect(sellable).toEqual([
    { code: 0, sellable: false },
    { code: 1, sellable: false },
    { code: 2, sellable: true },
  ])
})

test('P22: a picture that moves to another product leaves the first one', async () => {
  world.mahak.put('Products', product(8_100_002))
  world.mahak.put('Pictures', { PictureId: 2_700_001, Url: '/p.png' })
  const hangsOn = (ItemCode: number) => ({ PhotoGalleryId: 1, PictureId: 2_700_001, EntityType: 102, ItemCode })
  world.mahak.put('PhotoGalleries', hangsOn(8_100_001))
  await world.pullAll()
  world.mahak.put('PhotoGalleries', hangsOn(8_100_002))
  await pullGroup(world.deps, 'pictures')
  const shown = await world.db.rows(sql`
    select p.code from catalog.product_image i join catalog.product p on p.id = i.product_id`)
  expect(shown).toEqual([{ code: 2 }])
})

test('P23: empty, cut off and foreign answers delete nothing', async () => {
  await world.pullAll()
  await world.pullAll()
  const before = await shopVersion()
  const tables = new Map(world.mahak.tables)
  world.mahak.tables.clear()
  await world.pullAll()
  await pullGroup(world.deps, 'catalog', { full: true })
  for (const ending of [[], [{ failure: { code: 'malformed', message: 'HTML', sent: true } }]] as ChangeLine[][]) {
    world.mahak.ending = ending
    await pullGroup(world.deps, 'catalog', { full: true })
  }
  world.mahak.ending = null
  for (const [entity, rows] of tables) world.mahak.tables.set(entity, rows)
  world.mahak.databaseId = 99
  world.mahak.put('Products', { ProductId: 8_100_001, Deleted: true })
  expect(await pullGroup(world.deps, 'catalog', { full: true })).toEqual({
    kind: 'incomplete',
    reason: 'account_changed',
  })
  expect(await deletedInShop()).toBe(0)
  expect(await shopVersion()).toBe(before)
  expect((await issues()).map((issue) => issue.code)).toContain('account_changed')
})

const strange = fc.constantFrom(null, '12', Number.NaN, -1, 1.5, 2 ** 60, 'x'.repeat(70_000), true, [], {})

test('P24: whatever stands in a field of a row, that row is parked or taken over, and all others are taken over', async () => {
  await pullGroup(world.deps, 'catalog')
  let code = 10_000
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('Name', 'ProductCode', 'TaxPercent', 'Weight', 'UnitName'),
      strange,
      async (key, value) => {
        code += 2
        const row = world.mahak.put('Products', product(8_600_000 + code, { ProductCode: code, [key]: value }))
        world.mahak.put('Products', product(8_600_001 + code, { ProductCode: code + 1 }))
        expect((await pullGroup(world.deps, 'catalog')).kind).toBe('complete')
        const good = await world.db.row(sql`select from catalog.product where code = ${code + 1}`)
        expect(good).not.toBeNull()
        const parked = (await issues()).some((issue) => issue.recordId === String(8_600_000 + code))
        const taken = await world.db.row(sql`
        select from sync.mirror m where version = ${row} and entity = 'Products'
          and not exists (select from sync.pending p where p.entity = m.entity and p.mahak_id = m.mahak_id)`)
        expect(parked).toBe(taken === null)
      },
    ),
    { numRuns: 25 },
  )
}, 120_000)

test('P27: a clock of the worker that is an hour wrong either way reads and settles the same', async () => {
  for (const hours of [-1, 1]) {
    const clock = { now: () => new Date(Date.now() + hours * 3_600_000) }
    const id = 8_400_000 + hours
    world.mahak.put('Products', product(id))
    await pullGroup({ ...world.deps, clock }, 'catalog')
    const safe = await watermark('Products')
    await pullGroup({ ...world.deps, clock }, 'catalog')
    expect(await watermark('Products')).toEqual(safe)
  }
  expect(await names()).toHaveLength(3)
  await letSettle()
  await pullGroup(world.deps, 'catalog')
  expect((await watermark('Products'))?.safe).toBeGreaterThan(4_300_000_000)
})

test('P28: a stock row whose detail never comes waits alone and holds nothing up', async () => {
  world.mahak.put('ProductDetailStoreAssets', asset(31_000_009, 9_999_999, 1200, 4))
  await world.pullAll()
  await world.pullAll()
  expect(await onHand()).toHaveLength(2)
  expect(await world.db.rows(sql`select mahak_id as id, waits_id as waits from sync.orphan`)).toEqual([
    { id: 31_000_009, waits: 9_999_999 },
  ])
})
