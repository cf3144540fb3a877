import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { syncStateView } from '@hybrid-store/contracts'
import { sql } from '@hybrid-store/database'
import { createMessageBus, type MessageBus, type QueueName, startOutboxRelay } from '@hybrid-store/messaging'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { eventually } from '@hybrid-store/test-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LOCK_SPACE, tryLock } from '../src/advisory-lock.ts'
import { syncConfigSchema } from '../src/config.ts'
import { createSyncOperator } from '../src/operator/create-operator.ts'
import { entityGroups } from '../src/pull/entity-groups.ts'
import { createScheduler } from '../src/scheduler/create-scheduler.ts'
import { pullBody } from '../src/scheduler/doorbells.ts'
import { sweep } from '../src/scheduler/sweep.ts'
import { syncState } from '../src/state.ts'
import { createSyncWorker, type SyncWorker } from '../src/worker.ts'
import { asset, createWorld, everyGroup, localIdOf, openBooks, placeOrder, type World } from './world.ts'

// A picture of one black pixel.
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const OFTEN = {
  pullEveryMs: everyGroup(100),
  sweepEveryMs: 50,
  reconcileCron: '30 3 * * *',
  invoiceWithinHours: 24,
}

let world: World
let bus: MessageBus
let folder: string
let worker: SyncWorker | undefined
beforeEach(async () => {
  world = await createWorld()
  openBooks(world.mahak)
  folder = await mkdtemp(path.join(tmpdir(), 'sync-worker-'))
  bus = createMessageBus({ database: world.db, logger: world.deps.logger, namespace: 'test' })
})
afterEach(async () => {
  await worker?.close()
  worker = undefined
  await bus.close()
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const startWorker = async () => {
  worker = await createSyncWorker({
    ...world.deps,
    mahak: world.mahak,
    bus,
    objects: createDiskObjectStore({ root: folder }),
  })
}
const startScheduler = (config = OFTEN) => createScheduler({ db: world.db, bus, logger: world.deps.logger, config })
const onHand = async () =>
  (await world.db.rows<{ onHand: number }>(sql`select on_hand as "onHand" from inventory.level order by on_hand`)).map(
    (level) => level.onHand,
  )

test('by doorbells alone goods come, an order goes, its invoice comes back, and the state shows it all', async () => {
  world.mahak.put('Pictures', { PictureId: 2700001, DisplayOrder: 1, Url: '/pictures/1.png' })
  world.mahak.put('Pictures', { PictureId: 2700002, DisplayOrder: 0, Url: '/pictures/gone.png' })
  world.mahak.put('PhotoGalleries', { PictureId: 2700001, EntityType: 102, ItemCode: 8100001 })
  world.mahak.put('PhotoGalleries', { PictureId: 2700002, EntityType: 102, ItemCode: 8100001 })
  world.mahak.pictures.set('/pictures/1.png', PIXEL)
  await startWorker()
  const scheduler = startScheduler()
  await eventually(async () => (await onHand()).join() === '5,12', { what: 'stock' })
  await eventually(
    async () => {
      const assets = await world.db.rows<{ state: string }>(sql`select state from media.asset order by source`)
      return assets.map((entry) => entry.state).join() === 'stored,unavailable'
    },
    { what: 'pictures' },
  )

  const variantId = await localIdOf(world.db, 'ProductDetails', 9200001)
  const order = await placeOrder(world.db, {
    mobile: '+989121234567',
    lines: [{ variantId, unitPrice: 9_000_000, quantity: 1 }],
  })
  const books = () => world.db.row<{ state: string }>(sql`select books_state as state from orders."order"`)
  await eventually(async () => (await books())?.state === 'accepted', { what: 'acceptance' })
  world.mahak.convertOrders()
  await eventually(async () => (await books())?.state === 'confirmed', { what: 'confirmation' })

  const state = syncStateView.parse(await syncState(world.db))
  expect(state).toMatchObject({ account: { visitorId: 40123, creditDay: 80 }, waiting: [], uncertain: 0, issues: [] })
  expect(state.pulls.find((pull) => pull.entity === 'Products')).toMatchObject({ rowsTotal: 1 })
  expect(world.mahak.list('Orders')).toHaveLength(1)
  expect(order.id).toMatch(/^ord_/)
  await scheduler.close()
})

test('P14: a lost doorbell is rung again by the sweep', async () => {
  await world.pullAll()
  await world.pullAll()
  await placeOrder(world.db, {
    mobile: '+989121234567',
    lines: [{ variantId: await localIdOf(world.db, 'ProductDetails', 9200001), unitPrice: 9_000_000, quantity: 1 }],
  })
  expect((await sweep(world.db, bus)).sort()).toEqual(['customer', 'order'])
  await startWorker()
  await eventually(() => world.mahak.list('Cheques').length === 1)
})

test('the sweep takes from the dead what they held, and nothing from the living', async () => {
  const alive = await tryLock(world.db, LOCK_SPACE.worker, 'alive')
  await world.db.run(sql`
    insert into sync.dirty (entity, local_id, lease_until, leased_by)
    values ('order', 'a', now() + interval '1 hour', 'alive/1'), ('order', 'b', now() + interval '1 hour', 'dead/1')`)
  await sweep(world.db, bus)
  const held = () =>
    world.db.rows(sql`select local_id as id, leased_by is not null as held from sync.dirty order by local_id`)
  expect(await held()).toEqual([
    { id: 'a', held: true },
    { id: 'b', held: false },
  ])
  await alive?.release()
  await eventually(async () => {
    await sweep(world.db, bus)
    return (await held()).every((record) => 'held' in record && !record.held)
  })
})

test('of two schedulers one leads, and the other takes over when it is gone', async () => {
  const first = startScheduler()
  const rung = async () => (await bus.stats()).reduce((sum, queue) => sum + queue.ready, 0)
  await eventually(async () => (await rung()) === entityGroups.length, { what: 'doorbells of the first' })
  const second = startScheduler()
  await first.close()
  await world.db.run(sql`delete from messaging.job`)
  await eventually(async () => (await rung()) === entityGroups.length, { what: 'doorbells of the second' })
  await second.close()
})

test('a group of entities that has a time of its own is not rung for with the others', async () => {
  const SELDOM = 3_600_000
  const scheduler = startScheduler({
    ...OFTEN,
    pullEveryMs: { ...OFTEN.pullEveryMs, people: SELDOM, inventory: SELDOM },
  })
  const rung = { catalog: 0, inventory: 0, pictures: 0, orders: 0, people: 0 }
  const hear = (queue: QueueName) =>
    bus.consume(queue, { prefetch: 1 }, async ({ body }) => {
      const { group } = pullBody.parse(body)
      if (group) rung[group] += 1
    })
  await Promise.all([hear('catalog_sync_request'), hear('inventory_sync_request'), hear('pull_sync_request')])
  await eventually(() => Math.min(rung.catalog, rung.pictures, rung.orders) >= 3, { what: 'three rings of the others' })
  await scheduler.close()
  expect(rung).toMatchObject({ inventory: 1, people: 1 })
})

test('each group is asked for as often as its own setting says, and the others as the common one', () => {
  const { pullEveryMs } = syncConfigSchema.parse({ PULL_EVERY_SECONDS: '30', PULL_INVENTORY_EVERY_SECONDS: '5' })
  expect(pullEveryMs).toEqual({ catalog: 30_000, inventory: 5_000, pictures: 30_000, orders: 30_000, people: 30_000 })
})

test('P21: a doorbell that makes no sense is put aside, and the next one is heard', async () => {
  await startWorker()
  await bus.publish('pull_sync_request', { type: 'sync.pull', body: { group: 'nothing' } })
  await eventually(async () => (await bus.deadLetters.list()).length === 1)
  await bus.publish('pull_sync_request', { type: 'sync.pull' })
  await eventually(async () => (await onHand()).length === 2)
})

test('P3: a reconciliation finds a row that was shown too late', async () => {
  const late = world.mahak.put('ProductDetailStoreAssets', asset(31000009, 9200001, 1201, 7))
  world.mahak.hidden.add(late)
  world.mahak.put('ProductDetailStoreAssets', asset(31000002, 9200002, 1200, 6))
  await world.pullAll()
  await world.pullAll()
  await world.pullAll()
  world.mahak.hidden.clear()
  await world.pullAll()
  expect(await onHand()).toEqual([6, 12])
  await startWorker()
  await bus.publish('reconcile_sync_request', { type: 'sync.reconcile' })
  await eventually(async () => (await onHand()).join() === '6,19')
  const mark = await world.db.row(sql`select late_rows from sync.watermark where entity = 'ProductDetailStoreAssets'`)
  expect(mark).toEqual({ late_rows: 1 })
})

test('a reconciliation that meets a running reading comes again instead of being skipped', async () => {
  await world.pullAll()
  const reading = await tryLock(world.db, LOCK_SPACE.pull, 'orders')
  await startWorker()
  await bus.publish('reconcile_sync_request', { type: 'sync.reconcile' })
  const fullPulls = async () =>
    (await world.db.row<{ n: number }>(sql`select count(full_pull_at) as n from sync.watermark`))?.n
  const delayed = async () => (await bus.stats()).reduce((sum, queue) => sum + queue.delayed, 0)
  await eventually(async () => (await delayed()) === 1, { what: 'the next try', timeoutMs: 15_000 })
  expect(await fullPulls()).toBeGreaterThan(0)
  await reading?.release()
})

test('a shop whose machine sleeps at night is reconciled by day', async () => {
  await world.pullAll()
  await world.db.run(sql`update sync.watermark set full_pull_at = now() - interval '2 days'`)
  const scheduler = startScheduler()
  const waiting = async () => (await bus.stats()).find((queue) => queue.queue.endsWith('reconcile_sync_request'))?.ready
  await eventually(async () => (await waiting()) === 1, { what: 'the reconciliation' })
  await scheduler.close()
})

test('P35: a worker that closes waits for the call that is on its way and records its answer', async () => {
  await world.pullAll()
  await world.pullAll()
  const variantId = await localIdOf(world.db, 'ProductDetails', 9200001)
  await placeOrder(world.db, { mobile: '+989121234567', lines: [{ variantId, unitPrice: 9_000_000, quantity: 1 }] })
  const save = world.mahak.saveRows.bind(world.mahak)
  let answer = () => {}
  let calls = 0
  world.mahak.saveRows = async (lists) => {
    calls += 1
    await new Promise<void>((resolve) => {
      answer = resolve
    })
    return save(lists)
  }
  await startWorker()
  await bus.publish('customer_sync_request', { type: 'sync.drain' })
  await eventually(() => calls === 1, { what: 'the call' })
  const closed = worker?.close()
  answer()
  await closed
  expect(calls).toBe(1)
  expect(world.mahak.list('People')).toHaveLength(1)
  const left = await world.db.rows(sql`select entity, leased_by, claims from sync.dirty`)
  expect(left).toEqual([{ entity: 'order', leased_by: null, claims: 0 }])
})

test('by doorbells everything is compared, a dispute is told and a plan is made', async () => {
  await startWorker()
  for (const group of entityGroups) await bus.publish('pull_sync_request', { type: 'sync.pull', body: { group } })
  await eventually(async () => (await onHand()).join() === '5,12', { what: 'stock' })
  await world.db.run(sql`update catalog.product set name = 'دیگر'`)
  const operator = createSyncOperator(world.db)
  await bus.publish('reconcile_sync_request', { type: 'sync.reconcile', body: {} })
  const found = await eventually(async () => (await operator.drift({ limit: 5 })).items[0], { what: 'the drift' })
  expect(found).toMatchObject({ entity: 'Products', field: 'name', there: 'شلوار 8100001' })

  const relay = await startOutboxRelay({ database: world.db, bus, logger: world.deps.logger })
  const version = world.mahak.table('Products').get(8100001)?.RowVersion ?? 0
  const dispute = { entity: 'Products', kind: 'rows', again: [8100001] } as const
  expect(await operator.dispute({ ...dispute, again: [...dispute.again] }, 'stf_1')).toMatchObject({
    ok: true,
    value: { pairs: 1 },
  })
  await eventually(() => (world.mahak.table('Products').get(8100001)?.RowVersion ?? 0) > version, { what: 'the touch' })
  const planId = await operator.dryRun('stf_1')
  const plan = await eventually(async () => {
    const made = await operator.plan(planId)
    return made?.finishedAt ? made : null
  })
  await relay.close()
  expect(plan).toMatchObject({ failure: null, sends: [] })
})
