import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pullGroup } from '../src/pull/pull-group.ts'
import { customerLane } from '../src/push/customer-lane.ts'
import { drain } from '../src/push/drain.ts'
import { orderLane } from '../src/push/order-lane.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import type { Fault } from './fake-mahak.ts'
import { createSalesWorld, drainBoth, ONE_ORDER, type SalesWorld } from './sales-world.ts'
import { placeOrder } from './world.ts'

let world: SalesWorld
let push: PushDeps
beforeAll(async () => {
  world = await createSalesWorld()
  push = world.worker()
})
beforeEach(() => world.reset())
afterAll(() => world.close())

const refuse = (list: string, error: string, onlyIndex?: number): Fault => ({
  kind: 'refuse_rows',
  list,
  errors: [{ property: '', error }],
  ...(onlyIndex === undefined ? {} : { onlyIndex }),
})
const REGISTERED = 'امکان ویرایش سفارش ثبت شده وجود ندارد'

test('an invoice made of an order that lacks a line is never taken for the whole order', async () => {
  const order = await world.buy()
  await drain(push, customerLane)
  world.mahak.faults = [refuse('orderDetails', 'deadlock', 1)]
  await drain(push, orderLane)
  world.mahak.convertOrders()
  world.mahak.faults = [refuse('orderDetails', REGISTERED)]
  await world.later()
  await drain(push, orderLane)
  expect(world.counts()).toMatchObject({ orders: 1, details: 1 })
  expect(await world.booksState(order.id)).toBe('attention')
  expect(await world.dirty()).toMatchObject([{ entity: 'order', state: 'dead' }])
  expect(await world.issues()).toContainEqual({ code: 'OrderDetails_refused', field: '', status: 'open' })
})

test('an invoice that was made before our lost answer was read back is waited for, not given up', async () => {
  const order = await world.buy()
  await drain(push, customerLane)
  world.mahak.faults = [{ kind: 'lost' }]
  await drain(push, orderLane)
  world.mahak.convertOrders()
  await world.db.run(sql`update sync.link set send_state = 'idle'`)
  world.mahak.faults = [refuse('orderDetails', REGISTERED)]
  await world.later()
  await drain(push, orderLane)
  expect(await world.booksState(order.id)).toBe('waiting')
  await pullGroup(world.deps, 'orders')
  await world.later()
  await drain(push, orderLane)
  expect(world.counts()).toEqual(ONE_ORDER)
  expect(await world.booksState(order.id)).toBe('confirmed')
  expect(await world.dirty()).toEqual([])
})

test('an order is not sent before the visitor may sell to its person', async () => {
  const order = await world.buy()
  world.mahak.faults = [refuse('visitorPeople', 'deadlock')]
  await drain(push, customerLane)
  expect(world.counts()).toMatchObject({ people: 1, visitorPeople: 0 })
  await drain(push, orderLane)
  expect(world.counts().orders).toBe(0)
  await world.later()
  await drainBoth(push)
  expect(world.counts()).toEqual(ONE_ORDER)
  expect(await world.booksState(order.id)).toBe('accepted')
})

test('one order that cannot be read is put aside with an issue, and the others go on', async () => {
  const [first, broken, last] = [
    await world.buy('+989120000001'),
    await world.buy('+989120000002'),
    await world.buy('+989120000003'),
  ]
  await world.db.run(sql`update orders."order" set address = '{}' where id = ${broken.id}`)
  await drainBoth(push)
  expect(world.counts().orders).toBe(2)
  expect(await world.booksState(first.id)).toBe('accepted')
  expect(await world.booksState(last.id)).toBe('accepted')
  expect(await world.booksState(broken.id)).toBe('attention')
  expect(await world.dirty()).toMatchObject([{ entity: 'order', state: 'dead' }])
  expect(await world.issues()).toMatchObject([{ code: 'not_built', status: 'open' }])
})

test('a refusal of the whole call gives an order up only when it comes again and again', async () => {
  const order = await world.buy()
  await drain(push, customerLane)
  world.mahak.faults = [{ kind: 'refuse', failure: { code: 'invalid', message: 'خطا', sent: true } }]
  await drain(push, orderLane)
  expect(await world.dirty()).toEqual([{ entity: 'order', state: 'dirty', attempts: 1 }])
  expect(await world.issues()).toMatchObject([{ code: 'invalid', status: 'open' }])
  await world.later()
  await drain(push, orderLane)
  expect(await world.booksState(order.id)).toBe('accepted')
  expect(await world.issues()).toMatchObject([{ status: 'resolved' }])
})

test('nothing is sent to the books of another database', async () => {
  await world.buy()
  world.mahak.databaseId = 99
  expect(await drainBoth(push)).toEqual({ kind: 'not_ready' })
  expect(world.mahak.saves).toEqual([])
  expect(await world.issues()).toMatchObject([{ code: 'account_changed', status: 'open' }])
  world.mahak.databaseId = 51234
  await drainBoth(push)
  expect(world.counts()).toEqual(ONE_ORDER)
})

test('issues close when the read-back shows that the order was stored', async () => {
  await world.buy()
  await drain(push, customerLane)
  world.mahak.faults = [refuse('orderDetails', 'deadlock', 1)]
  await drain(push, orderLane)
  world.mahak.faults = [{ kind: 'lost' }]
  await world.later()
  await drain(push, orderLane)
  await pullGroup(world.deps, 'orders')
  await world.later()
  await drain(push, orderLane)
  expect(await world.dirty()).toEqual([])
  expect((await world.issues()).filter((issue) => issue.status === 'open')).toEqual([])
})

test('a person of Mahak that came from an unanswered sending is never taken for somebody else', async () => {
  const { customerId } = await world.buy('+989121110001')
  world.mahak.faults = [{ kind: 'lost' }]
  await drain(push, customerLane)
  await world.db.run(sql`update customers.customer set mobile = '+989121110002' where id = ${customerId}`)
  await pullGroup(world.deps, 'orders')
  await world.db.run(sql`update sync.dirty set not_before = now() + interval '1 hour' where local_id = ${customerId}`)
  await world.buy('+989121110001')
  await drain(push, customerLane)
  await world.later()
  await drainBoth(push)
  expect(
    world.mahak
      .list('People')
      .map((person) => person.Mobile)
      .sort(),
  ).toEqual(['09121110001', '09121110002'])
  expect(world.counts()).toMatchObject({ people: 2, visitorPeople: 2, orders: 2 })
  expect(await world.dirty()).toEqual([])
})

test('an order deleted at Mahak and restored there leaves no open issue', async () => {
  await world.buy()
  await drainBoth(push)
  const [sent] = world.mahak.list('Orders')
  world.mahak.put('Orders', { OrderId: sent?.OrderId, Deleted: true })
  await pullGroup(world.deps, 'orders')
  expect(await world.issues()).toMatchObject([{ code: 'deleted_at_mahak', status: 'open' }])
  world.mahak.put('Orders', { OrderId: sent?.OrderId, Deleted: false })
  await pullGroup(world.deps, 'orders')
  expect(await world.issues()).toMatchObject([{ code: 'deleted_at_mahak', status: 'resolved' }])
})

test('an order with one variant on two lines, free shipping, an odd note and a long name arrives as it is', async () => {
  const note = `سلام 👋 "نقل‌قول" \\ \n <b>&amp;</b> ‏${'ن'.repeat(1_990)}`
  const name = 'آ'.repeat(400)
  const order = await placeOrder(world.db, {
    mobile: '+989121234567',
    name,
    shipping: 0,
    lines: [
      { variantId: world.black, unitPrice: 9_000_000, quantity: 3 },
      { variantId: world.black, unitPrice: 8_000_000, quantity: 1 },
    ],
  })
  await world.db.run(sql`update orders."order" set note = ${note} where id = ${order.id}`)
  await drainBoth(push)
  expect(await world.booksState(order.id)).toBe('accepted')
  const [sent] = world.mahak.list('Orders')
  expect(sent).toMatchObject({ SendCost: 0 })
  expect(String(sent?.Description).endsWith(` - ${note}`)).toBe(true)
  expect(world.mahak.list('OrderDetails').map((line) => [line.ProductDetailId, line.Count1, line.Price])).toEqual([
    [9200001, 3, 9_000_000],
    [9200001, 1, 8_000_000],
  ])
  expect(world.mahak.list('Cheques')).toMatchObject([{ Amount: 35_000_000 }])
  const held = () => world.db.row(sql`select sum(pending) as pending from inventory.level`)
  expect(await held()).toEqual({ pending: 4 })
})

test('a customer renamed after the push is the same person with a new name', async () => {
  const { customerId } = await world.buy()
  await drainBoth(push)
  await world.db.run(sql`update customers.customer set last_name = 'تازه' where id = ${customerId}`)
  await drain(push, customerLane)
  expect(world.counts()).toEqual(ONE_ORDER)
  expect(world.mahak.list('People')).toMatchObject([{ LastName: 'تازه', Mobile: '09121234567' }])
})

const pending = () => world.db.row(sql`select sum(pending) as pending from inventory.level`)

test('an invoiced sale stays off the shelf for as long as the books’ stock was not read after it', async () => {
  await world.buy()
  await drainBoth(push)
  world.mahak.convertOrders()
  await pullGroup(world.deps, 'orders')
  await world.db.run(sql`update inventory.reservation set confirmed_at = now() - interval '1 hour'`)
  await world.db.run(sql`
    update sync.watermark set pull_started_at = now() - interval '2 hours' where entity = 'ProductDetailStoreAssets'`)
  await pullGroup(world.deps, 'orders')
  expect(await pending()).toEqual({ pending: 3 })
  await pullGroup(world.deps, 'inventory')
  expect(await pending()).toEqual({ pending: 0 })
})

test('the moment of a confirmation is told by the database, not by the clock of one worker', async () => {
  await world.buy()
  await drainBoth(push)
  world.mahak.convertOrders()
  await pullGroup({ ...world.deps, clock: { now: () => new Date(Date.now() - 3_600_000) } }, 'orders')
  await pullGroup(world.deps, 'inventory')
  expect(await pending()).toEqual({ pending: 3 })
})

test('an order waits for its customer as long as that one has to', async () => {
  const { customerId } = await world.buy()
  await world.db.run(
    sql`update sync.dirty set not_before = now() + interval '20 seconds' where local_id = ${customerId}`,
  )
  const outcome = await drain(push, orderLane)
  expect(outcome.again).toBeGreaterThan(15_000)
  expect(outcome.again).toBeLessThanOrEqual(20_000)
})

test('a sending counts as uncertain from the moment in which it was given up', async () => {
  await world.buy()
  await drain(push, customerLane)
  let failedAt = 0
  world.mahak.saveRows = async () => {
    const row = await world.db.row<{ ms: number }>(sql`
      update sync.link set sent_at = sent_at - interval '1 hour' where send_state = 'sending'
      returning (extract(epoch from clock_timestamp()) * 1000)::bigint as ms`)
    failedAt = row?.ms ?? 0
    return { ok: false, error: { code: 'timeout', message: 'no answer', sent: true } }
  }
  await drain(push, orderLane)
  const link = await world.db.row<{ sentAt: Date }>(
    sql`select sent_at as "sentAt" from sync.link where send_state = 'uncertain'`,
  )
  expect(link?.sentAt.getTime()).toBeGreaterThanOrEqual(failedAt)
})

test('an accident with one call leaves nothing of the next calls in nobody’s hands', async () => {
  for (let index = 0; index < 101; index += 1) await world.buy(`+98912${String(index).padStart(7, '0')}`)
  await drain(push, customerLane)
  world.mahak.faults = [{ kind: 'crash_before' }, { kind: 'crash_before' }]
  const fifties = { ...push, config: { ...push.config, saveBatch: 50 } }
  await expect(drain(fifties, orderLane)).rejects.toThrow('killed')
  const held = await world.db.row(sql`select count(*) as n from sync.dirty where leased_by is not null`)
  expect(held).toEqual({ n: 100 })
})
