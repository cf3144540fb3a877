import { sql } from '@hybrid-store/database'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSyncOperator } from '../src/operator/create-operator.ts'
import { pullGroup } from '../src/pull/pull-group.ts'
import { reconcile } from '../src/reconcile/reconcile.ts'
import { createSalesWorld, drainBoth, type SalesWorld } from './sales-world.ts'
import { detail, localIdOf, product } from './world.ts'

let world: SalesWorld
beforeEach(async () => {
  world = await createSalesWorld()
})
afterEach(() => world.close())

const compareAll = async () => {
  const outcome = await reconcile(world.deps, (group) => pullGroup(world.deps, group, { full: true }))
  expect(outcome).toMatchObject({ kind: 'compared', notRead: [] })
}
const standing = () =>
  world.db.rows(sql`
    select entity, record_id as record, class, field, here, there from sync.standing_drift order by entity, record_id, field`)
const lastReport = () =>
  world.db.row(sql`
    select read, not_read as "notRead", late_rows as late, counts, finished_at is not null as finished
    from sync.drift_report order by id desc limit 1`)

test('two sides that say the same have no drift, and the report says what was read', async () => {
  await compareAll()
  expect(await standing()).toEqual([])
  expect(await lastReport()).toMatchObject({
    read: { Products: 1, ProductDetails: 3, Stores: 2, Orders: 0 },
    notRead: [],
    late: 0,
    counts: [],
    finished: true,
  })
})

test('what the shop says otherwise is told field by field, with both values', async () => {
  await world.db.run(sql`update catalog.product set name = 'دیگر', weight = 3`)
  await world.db.run(sql`update catalog.variant set price_levels[1] = 5 where id = ${world.black}`)
  await world.db.run(sql`update inventory.remote_stock set quantity = 7 where variant_id = ${world.black}`)
  await world.db.run(sql`delete from catalog.category`)
  await compareAll()
  expect(await standing()).toEqual([
    {
      entity: 'ProductCategories',
      record: '241001',
      class: 'missing_here',
      field: '',
      here: null,
      there: null,
    },
    {
      entity: 'ProductDetailStoreAssets',
      record: '9200001/1200',
      class: 'differs',
      field: 'quantity',
      here: 7,
      there: 500,
    },
    { entity: 'ProductDetails', record: '9200001', class: 'differs', field: 'price1', here: 5, there: 9_000_000 },
    { entity: 'Products', record: '8100001', class: 'differs', field: 'name', here: 'دیگر', there: 'شلوار 8100001' },
    { entity: 'Products', record: '8100001', class: 'differs', field: 'weight', here: 3, there: 0 },
  ])
  expect(await lastReport()).toMatchObject({
    counts: [
      { entity: 'ProductCategories', class: 'missing_here', count: 1 },
      { entity: 'ProductDetailStoreAssets', class: 'differs', count: 1 },
      { entity: 'ProductDetails', class: 'differs', count: 1 },
      { entity: 'Products', class: 'differs', count: 2 },
    ],
  })
})

test('a product that is hidden in the shop only is missing here', async () => {
  await world.db.run(sql`update catalog.product set deleted = true, visible = false`)
  await compareAll()
  expect(await standing()).toMatchObject([{ entity: 'Products', record: '8100001', class: 'missing_here' }])
})

test('a row is missing there only after two complete readings, and nothing is deleted by that', async () => {
  world.mahak.table('ProductDetails').delete(9200002)
  await compareAll()
  expect(await standing()).toEqual([])
  await compareAll()
  expect(await standing()).toMatchObject([{ entity: 'ProductDetails', record: '9200002', class: 'missing_there' }])
  expect(
    await world.db.row(sql`select deleted from catalog.variant where id = (
    select local_id from sync.link where entity = 'ProductDetails' and mahak_id = 9200002)`),
  ).toEqual({ deleted: false })
})

test('a row that comes back before the second compare was never missing', async () => {
  const row = { ...world.mahak.table('ProductDetails').get(9200002) }
  world.mahak.table('ProductDetails').delete(9200002)
  await compareAll()
  world.mahak.put('ProductDetails', row)
  await compareAll()
  world.mahak.table('ProductDetails').delete(9200002)
  await compareAll()
  expect(await standing()).toEqual([])
})

test('a reading that showed nothing, or rows without an id, makes nothing absent', async () => {
  world.mahak.table('ProductDetails').clear()
  world.mahak.table('Products').clear()
  world.mahak.table('Products').set(1, { RowVersion: 1, Deleted: false, Name: 'بی شناسه' })
  await compareAll()
  await compareAll()
  expect(await standing()).toEqual([])
})

test('a cut-off reading compares nothing of its group', async () => {
  await world.db.run(sql`update catalog.product set name = 'دیگر'`)
  world.mahak.ending = []
  const outcome = await reconcile(world.deps, (group) => pullGroup(world.deps, group, { full: true }))
  expect(outcome).toMatchObject({ notRead: ['catalog', 'inventory', 'pictures', 'orders', 'people'] })
  expect(await standing()).toEqual([])
  expect(await lastReport()).toMatchObject({ notRead: ['catalog', 'inventory', 'pictures', 'orders', 'people'] })
})

test('a late row is counted and taken over, and is no drift', async () => {
  await world.pullAll()
  const version = 4_300_000_001
  world.mahak.table('Products').set(8100009, { ...product(8100009), Deleted: false, RowVersion: version })
  await compareAll()
  expect(await standing()).toEqual([])
  expect(await lastReport()).toMatchObject({ late: 1 })
  expect(await localIdOf(world.db, 'Products', 8100009)).toMatch(/^prd_/)
})

test('an order that Mahak has with other content differs; one that is on its way does not', async () => {
  const order = await world.buy()
  await drainBoth(world.worker())
  await world.pullAll()
  await compareAll()
  expect(await standing()).toEqual([])
  const [line] = world.mahak.list('OrderDetails')
  const [cheque] = world.mahak.list('Cheques')
  world.mahak.put('OrderDetails', { ...line, Count1: 9 })
  world.mahak.put('Cheques', { ...cheque, Amount: 1 })
  await world.db.run(sql`select sync.mark_dirty('order', ${order.id})`)
  await compareAll()
  expect(await standing()).toEqual([])
  await world.db.run(sql`delete from sync.dirty`)
  await compareAll()
  expect(await standing()).toMatchObject([
    { entity: 'Cheques', class: 'differs', field: 'amount', here: 27_000_000, there: 1 },
    { entity: 'OrderDetails', class: 'differs', field: 'count', there: 9 },
  ])
})

test('an order that Mahak has accepted and does not have is missing there with its parts', async () => {
  await world.buy()
  await drainBoth(world.worker())
  for (const entity of ['Orders', 'OrderDetails', 'Receipts', 'Cheques'] as const) world.mahak.table(entity).clear()
  world.mahak.put('Orders', { OrderId: 1, OrderClientId: 1 })
  await compareAll()
  await compareAll()
  expect((await standing()).map((row) => Object.values(row).slice(0, 1).concat(Object.values(row)[2]))).toEqual([
    ['Cheques', 'missing_there'],
    ['OrderDetails', 'missing_there'],
    ['OrderDetails', 'missing_there'],
    ['Orders', 'missing_there'],
    ['Receipts', 'missing_there'],
  ])
})

test('what a customer is said to be is told without saying it', async () => {
  const { customerId } = await world.buy()
  await drainBoth(world.worker())
  await world.pullAll()
  await compareAll()
  expect(await standing()).toEqual([])
  await world.db.run(sql`update customers.customer set last_name = 'پنهان', credit = 9 where id = ${customerId}`)
  await compareAll()
  expect(await standing()).toEqual([])
  await world.db.run(sql`delete from sync.dirty`)
  await compareAll()
  expect(await standing()).toMatchObject([
    { entity: 'People', class: 'differs', field: 'credit', here: 9, there: 0 },
    { entity: 'People', class: 'differs', field: 'lastName', here: '***', there: '***' },
  ])
})

test('the statements of a compare do not grow with rows', async () => {
  const fill = (from: number, to: number) => {
    for (let id = from; id < to; id += 1) {
      world.mahak.put('Products', product(8_200_000 + id))
      world.mahak.put('ProductDetails', detail(9_300_000 + id, 8_200_000 + id))
    }
  }
  const statements = async () => {
    const before = world.db.queryCount
    await reconcile(world.deps, async () => ({ kind: 'complete', changed: 0, applied: 0, read: {}, late: 0 }))
    return world.db.queryCount - before
  }
  fill(0, 2_500)
  await world.pullAll()
  await statements()
  const few = await statements()
  fill(2_500, 10_000)
  await world.pullAll()
  const first = await statements()
  expect(await statements()).toBe(few)
  await world.db.run(sql`update catalog.variant set price_levels[1] = 5 where id = ${world.black}`)
  expect(await statements()).toBeLessThanOrEqual(few + 10)
  // Each of 4,096 buckets was looked into once, 64 at a time.
  expect(first).toBeLessThanOrEqual(few + 2 * 64 * 14)
  expect(await standing()).toMatchObject([{ entity: 'ProductDetails', field: 'price1' }])
}, 120_000)

const repairAll = async (entity: string, kind: 'missing_here' | 'missing_there' | 'differs') =>
  operator().repair({ kind: { entity, class: kind } }, 'stf_1')
const operator = () => createSyncOperator(world.db)
const page = { limit: 50 }

test('what the shop has wrong is taken over again, once however often it is asked, and closed when both are equal', async () => {
  await world.db.run(sql`update catalog.product set name = 'دیگر'`)
  await world.db.run(sql`update catalog.variant set deleted = true, sellable = false where id = ${world.black}`)
  await world.db.run(sql`update inventory.remote_stock set quantity = 7 where variant_id = ${world.black}`)
  await compareAll()
  expect((await operator().drift(page)).items.map(({ entity, repair }) => [entity, repair]).sort()).toEqual([
    ['ProductDetailStoreAssets', 'apply'],
    ['ProductDetails', 'apply'],
    ['Products', 'apply'],
  ])
  expect(await repairAll('Products', 'differs')).toBe(1)
  expect(await repairAll('Products', 'differs')).toBe(0)
  expect(await repairAll('ProductDetails', 'missing_here')).toBe(1)
  expect(await repairAll('ProductDetailStoreAssets', 'differs')).toBe(1)
  expect(
    await world.db.rows(sql`select who, action, entity, record_id as id, after from sync.audit order by id`),
  ).toEqual([
    { who: 'stf_1', action: 'repair', entity: 'Products', id: '8100001', after: { repair: 'apply' } },
    { who: 'stf_1', action: 'repair', entity: 'ProductDetails', id: '9200001', after: { repair: 'apply' } },
    {
      who: 'stf_1',
      action: 'repair',
      entity: 'ProductDetailStoreAssets',
      id: '9200001/1200',
      after: { repair: 'apply' },
    },
  ])
  await world.pullAll()
  expect((await operator().drift(page)).items).toHaveLength(3)
  await compareAll()
  expect(await standing()).toEqual([])
  expect(await world.db.rows(sql`select name, visible from catalog.product`)).toEqual([
    { name: 'شلوار 8100001', visible: true },
  ])
  expect(await world.db.rows(sql`select repaired_at < closed_at as mended from sync.drift`)).toEqual([
    { mended: true },
    { mended: true },
    { mended: true },
  ])
})

test('goods that Mahak has no more go here on request, but not many at once without a word', async () => {
  for (let id = 0; id < 30; id += 1) {
    world.mahak.put('Products', product(8_200_000 + id))
    world.mahak.put('ProductDetails', detail(9_300_000 + id, 8_200_000 + id))
  }
  await world.pullAll()
  for (let id = 0; id < 30; id += 1) world.mahak.table('ProductDetails').delete(9_300_000 + id)
  await compareAll()
  await compareAll()
  expect(await repairAll('ProductDetails', 'missing_there')).toBe(30)
  await world.pullAll()
  const deleted = async () =>
    (await world.db.row<{ n: number }>(sql`select count(*) as n from catalog.variant where deleted`))?.n
  expect(await deleted()).toBe(0)
  expect(await world.issues()).toMatchObject([{ code: 'mass_deletion', status: 'open' }])
  await operator().allowDeletions('ProductDetails', 'stf_1')
  await world.pullAll()
  expect(await deleted()).toBe(30)
  await compareAll()
  expect(await standing()).toEqual([])
})

test('an order that Mahak has lost or changed is sent again and is there once', async () => {
  await world.buy()
  await world.buy('+989121234568')
  await drainBoth(world.worker())
  await world.pullAll()
  const [lost, changed] = world.mahak.list('Orders')
  for (const entity of ['Orders', 'OrderDetails', 'Receipts'] as const)
    for (const [id, row] of world.mahak.table(entity))
      if (row.OrderId === lost?.OrderId) world.mahak.table(entity).delete(id)
  const line = world.mahak.list('OrderDetails').find((row) => row.OrderId === changed?.OrderId)
  world.mahak.put('OrderDetails', { ...line, Count1: 9 })
  await compareAll()
  await compareAll()
  expect((await standing()).map((row) => Object.values(row)[0])).toEqual([
    'OrderDetails',
    'OrderDetails',
    'OrderDetails',
    'Orders',
    'Receipts',
  ])
  const { items } = await operator().drift(page)
  expect(items.every(({ repair }) => repair === 'send')).toBe(true)
  expect(await operator().repair({ drifts: items.map(({ id }) => id) }, 'stf_1')).toBe(5)
  await drainBoth(world.worker())
  expect(world.counts()).toMatchObject({ orders: 2, details: 4, receipts: 2 })
  expect(world.mahak.list('Orders').filter((row) => row.OrderClientId === lost?.OrderClientId)).toHaveLength(1)
  await world.pullAll()
  await compareAll()
  expect(await standing()).toEqual([])
  expect(await world.dirty()).toEqual([])
  expect(await world.issues()).toEqual([])
})

test('a customer who differs is merged: what the shop owns is sent, what the books own is taken', async () => {
  const { customerId } = await world.buy()
  await drainBoth(world.worker())
  await world.pullAll()
  await world.db.run(sql`update customers.customer set email = 'a@example.com', credit = 9 where id = ${customerId}`)
  await world.db.run(sql`delete from sync.dirty`)
  await compareAll()
  expect(await repairAll('People', 'differs')).toBe(2)
  await world.pullAll()
  await drainBoth(world.worker())
  expect(world.mahak.list('People')).toMatchObject([{ Email: 'a@example.com' }])
  expect(await world.db.row(sql`select credit from customers.customer where id = ${customerId}`)).toEqual({ credit: 0 })
  await world.pullAll()
  await compareAll()
  expect(await standing()).toEqual([])
})
