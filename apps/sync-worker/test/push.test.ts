import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pullGroup } from '../src/pull/pull-group.ts'
import { customerLane } from '../src/push/customer-lane.ts'
import { drain } from '../src/push/drain.ts'
import { orderLane } from '../src/push/order-lane.ts'
import { raiseClientIds } from '../src/push/outgoing-links.repository.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { MAX_ATTEMPTS } from '../src/retry-error-manager/backoff.ts'
import type { Fault } from './fake-mahak.ts'
import { createSalesWorld, drainBoth, ONE_ORDER, type SalesWorld } from './sales-world.ts'
import { createWorld, localIdOf, openBooks, placeOrder } from './world.ts'

let world: SalesWorld
let push: PushDeps
beforeAll(async () => {
  world = await createSalesWorld()
  push = world.worker()
})
beforeEach(() => world.reset())
afterAll(() => world.close())

test('a paid order is one person, one visitor link and one order with lines, receipt and cheque that add up', async () => {
  const order = await world.buy()
  await drainBoth(push)
  expect(world.counts()).toEqual(ONE_ORDER)
  const [sent] = world.mahak.list('Orders')
  const lines = world.mahak.list('OrderDetails')
  const total = lines.reduce((sum, line) => sum + Number(line.Price) * Number(line.Count1), 0) + Number(sent?.SendCost)
  expect(total).toBe(27_000_000)
  expect(world.mahak.list('Cheques')[0]).toMatchObject({ Amount: 27_000_000, Type: 2, BankId: 4001 })
  expect(sent).toMatchObject({
    PersonId: world.mahak.list('People')[0]?.PersonId,
    VisitorId: 40123,
    OrderType: 201,
    SettlementType: 1,
    CarrierType: 2,
    CarrierID: 3001,
    SendCost: 500_000,
  })
  expect(lines.map((line) => [line.ProductDetailId, line.Count1, line.StoreId, line.ItemType])).toEqual([
    [9200001, 2, 1200, 1],
    [9200002, 1, 1200, 1],
  ])
  expect(world.mahak.list('People')[0]).toMatchObject({ Mobile: '09121234567', PersonGroupId: 98001 })
  expect(await world.booksState(order.id)).toBe('accepted')
  expect(await world.dirty()).toEqual([])
  expect(world.mahak.saves).toHaveLength(2)
})

test('what was pushed does not come back as a change, and is not pushed again', async () => {
  await world.buy()
  await drainBoth(push)
  await world.pullAll()
  await drainBoth(push)
  expect(world.mahak.saves).toHaveLength(2)
  expect(await world.dirty()).toEqual([])
})

test('many orders of many customers need one call for the persons and one for the orders', async () => {
  for (let index = 0; index < 5; index += 1)
    await placeOrder(world.db, {
      mobile: `+98912000000${index}`,
      lines: [{ variantId: world.black, unitPrice: 9_000_000, quantity: 1 }],
    })
  await drainBoth(push)
  expect(world.mahak.saves.map((save) => Object.keys(save))).toEqual([
    ['people', 'visitorPeople'],
    ['orders', 'orderDetails', 'receipts', 'cheques'],
  ])
  expect(world.counts()).toMatchObject({ people: 5, visitorPeople: 5, orders: 5, cheques: 5 })
})

test('the invoice the accountant makes reaches the order', async () => {
  const order = await world.buy()
  await drainBoth(push)
  world.mahak.convertOrders(1873)
  await pullGroup(world.deps, 'orders')
  const shown = await world.db.row(sql`select books_state, invoice_number from orders."order" where id = ${order.id}`)
  expect(shown).toEqual({ books_state: 'confirmed', invoice_number: 1873 })
  const held = await world.db.rows(
    sql`select confirmed_at is not null as confirmed, confirmed_location as store from inventory.reservation`,
  )
  const store = await localIdOf(world.db, 'Stores', 1200)
  expect(held).toEqual([
    { confirmed: true, store },
    { confirmed: true, store },
  ])
})

test('nothing is pushed before everything was read once', async () => {
  const fresh = await createWorld()
  openBooks(fresh.mahak)
  await fresh.db.run(sql`insert into sync.dirty (entity, local_id) values ('customer', 'cus_x')`)
  const outcome = await drain({ ...push, ...fresh.deps }, customerLane)
  expect(outcome).toEqual({ kind: 'not_ready' })
  expect(fresh.mahak.saves).toEqual([])
  await fresh.close()
})

test('a person with the same mobile number is taken for the customer, once', async () => {
  world.mahak.put('People', { PersonId: 55000001, Mobile: '0912 123 4567', FirstName: 'رضا', LastName: 'قدیمی' })
  await pullGroup(world.deps, 'orders')
  await world.buy()
  await drainBoth(push)
  expect(world.counts()).toEqual(ONE_ORDER)
  expect(world.mahak.list('People')[0]).toMatchObject({ LastName: 'قدیمی' })
  expect(world.mahak.list('Orders')[0]).toMatchObject({ PersonId: 55000001 })
  expect(world.mahak.list('VisitorPeople')[0]).toMatchObject({ PersonId: 55000001 })
})

test('where two persons share a number the customer becomes a person of his own', async () => {
  world.mahak.put(
    'People',
    { PersonId: 55000001, Mobile: '09121234567' },
    { PersonId: 55000002, Mobile: '09121234567' },
  )
  await pullGroup(world.deps, 'orders')
  await world.buy()
  await drainBoth(push)
  expect(world.counts().people).toBe(3)
})

test('an order whose sums do not fit what was paid is never sent', async () => {
  const order = await placeOrder(world.db, {
    mobile: '+989121234567',
    lines: [{ variantId: world.black, unitPrice: 9_000_000, quantity: 1 }],
    paid: 9_499_999,
  })
  await drainBoth(push)
  expect(world.mahak.list('Orders')).toEqual([])
  expect(await world.booksState(order.id)).toBe('attention')
  expect(await world.issues()).toEqual([{ code: 'does_not_add_up', field: '', status: 'open' }])
  expect(await world.dirty()).toEqual([{ entity: 'order', state: 'dead', attempts: 1 }])
})

test('P18: a refused line leaves the order unfinished, and the next try uses the same ClientIds', async () => {
  const order = await world.buy()
  await drain(push, customerLane)
  world.mahak.faults = [
    {
      kind: 'refuse_rows',
      list: 'orderDetails',
      onlyIndex: 1,
      errors: [{ property: 'IncomeId,ExpenseId,ProductDetailId', error: 'ProductDetailId is required ' }],
    },
  ]
  await drain(push, orderLane)
  expect(world.counts()).toMatchObject({ orders: 1, details: 1 })
  expect(await world.booksState(order.id)).toBe('waiting')
  expect(await world.dirty()).toEqual([{ entity: 'order', state: 'dirty', attempts: 1 }])
  expect(await world.issues()).toEqual([
    { code: 'OrderDetails_refused', field: 'IncomeId,ExpenseId,ProductDetailId', status: 'open' },
  ])

  await world.later()
  await drain(push, orderLane)
  expect(world.counts()).toEqual(ONE_ORDER)
  expect(await world.booksState(order.id)).toBe('accepted')
  expect((await world.issues()).map((issue) => issue.status)).toEqual(['resolved'])
  expect(await world.dirty()).toEqual([])
})

test('a refusal that no repetition can mend stops the record and asks for a person', async () => {
  const order = await world.buy()
  await drain(push, customerLane)
  const errors = [{ property: 'Price', error: 'invalid' }]
  const refuse = (list: string): Fault => ({ kind: 'refuse_rows', list, errors })
  world.mahak.faults = [refuse('orders')]
  world.mahak.saveRows = async (lists) => {
    const answer = await world.save(lists)
    if (!answer.ok) return answer
    for (const rows of Object.values(answer.value))
      for (const row of rows ?? []) Object.assign(row, { ok: false, errors })
    return answer
  }
  await drain(push, orderLane)
  expect(await world.dirty()).toEqual([{ entity: 'order', state: 'dead', attempts: 1 }])
  expect(await world.booksState(order.id)).toBe('attention')
})

test('an outage costs no attempts and nothing is lost', async () => {
  const order = await world.buy()
  await drain(push, customerLane)
  world.mahak.faults = Array.from({ length: 20 }, () => ({
    kind: 'refuse' as const,
    failure: { code: 'unavailable' as const, message: 'down', sent: false },
  }))
  while (world.mahak.faults.length > 0) {
    await world.later()
    await drain(push, orderLane)
  }
  expect(await world.dirty()).toEqual([{ entity: 'order', state: 'dirty', attempts: 0 }])
  await world.later()
  await drain(push, orderLane)
  expect(await world.booksState(order.id)).toBe('accepted')
})

test('one order that makes Mahak refuse the whole call does not hold up the others', async () => {
  for (let index = 0; index < 8; index += 1) await world.buy(`+98912000000${index}`)
  await drain(push, customerLane)
  const poison = await world.db.row<{ number: number }>(sql`select max(number) as number from orders."order"`)
  world.mahak.saveRows = async (lists) => {
    const bad = lists.orders?.some((order) => order.Description?.includes(String(poison?.number)))
    return bad ? { ok: false, error: { code: 'invalid', message: 'bad', sent: true } } : world.save(lists)
  }
  await drain(push, orderLane)
  expect(world.counts().orders).toBe(7)
  expect(await world.dirty()).toEqual([{ entity: 'order', state: 'dirty', attempts: 1 }])
  for (let attempt = 2; attempt <= MAX_ATTEMPTS; attempt += 1) {
    await world.later()
    await drain(push, orderLane)
  }
  expect(await world.dirty()).toEqual([{ entity: 'order', state: 'dead', attempts: MAX_ATTEMPTS }])
})

test('P30: an edit during the call is sent afterwards', async () => {
  const { customerId } = await world.buy()
  world.mahak.saveRows = async (lists) => {
    world.mahak.saveRows = world.save
    await world.db.run(sql`update customers.customer set last_name = 'تازه' where id = ${customerId}`)
    return world.save(lists)
  }
  await drain(push, customerLane)
  expect(world.mahak.list('People')).toMatchObject([{ LastName: 'تازه' }])
  expect(world.counts().people).toBe(1)
})

test('two workers at once send each order once', async () => {
  for (let index = 0; index < 12; index += 1) await world.buy(`+9891200000${10 + index}`)
  await drain(push, customerLane)
  await Promise.all([
    drain(world.worker('a'), orderLane),
    drain(world.worker('b'), orderLane),
    drain(world.worker('c'), orderLane),
  ])
  expect(world.counts().orders).toBe(12)
  const sent = world.mahak.saves.flatMap((save) => save.orders ?? []).map((order) => order.OrderClientId)
  expect(new Set(sent).size).toBe(sent.length)
})

test('ClientIds start above the base, are never reused and never lowered', async () => {
  await raiseClientIds(world.db, 6_000_000_000_000)
  await raiseClientIds(world.db, 5)
  await world.buy()
  await drainBoth(push)
  expect(world.mahak.list('Orders')[0]?.OrderClientId).toBe(6_000_000_000_001)
})

test('without a bank in the books orders wait, and one issue says what is missing', async () => {
  const order = await world.buy()
  await world.db.run(sql`update sync.mirror set deleted = true where entity = 'Banks'`)
  expect(await drain(push, orderLane)).toEqual({ kind: 'not_ready' })
  expect(await world.issues()).toEqual([{ code: 'office_incomplete', field: '', status: 'open' }])
  expect(await world.booksState(order.id)).toBe('waiting')
  await world.db.run(sql`update sync.mirror set deleted = false where entity = 'Banks'`)
  await drainBoth(push)
  expect(await world.issues()).toMatchObject([{ status: 'resolved' }])
  expect(world.counts()).toEqual(ONE_ORDER)
})

test('an order whose customer is not known yet takes them along, in the call before its own', async () => {
  const order = await world.buy()
  await world.db.run(sql`delete from sync.dirty where entity = 'customer'`)
  expect(await drain(push, orderLane)).toEqual({ kind: 'drained' })
  expect(world.mahak.saves.map((save) => Object.keys(save)[0])).toEqual(['people', 'orders'])
  expect(await world.booksState(order.id)).toBe('accepted')
  expect(await world.dirty()).toEqual([])
})

test('an order whose customer is in other hands waits without counting, and is not sent', async () => {
  const order = await world.buy()
  await world.db.run(sql`
    update sync.dirty set leased_by = 'other', lease_until = now() + interval '1 hour' where entity = 'customer'`)
  expect(await drain(push, orderLane)).toEqual({ kind: 'drained', again: 250 })
  expect(world.mahak.saves).toEqual([])
  expect(await world.dirty()).toEqual([
    { entity: 'customer', state: 'dirty', attempts: 0 },
    { entity: 'order', state: 'dirty', attempts: 0 },
  ])
  await world.later()
  await drain(push, orderLane)
  expect(await world.booksState(order.id)).toBe('accepted')
})

test('P35: a worker that closes sends nothing more and gives back what it holds', async () => {
  await world.buy()
  await drain(push, customerLane)
  const asked: boolean[] = []
  const closing = () => asked.push(true) > 1
  expect(await drain({ ...push, closing }, orderLane)).toEqual({ kind: 'paused' })
  expect(world.counts().orders).toBe(0)
  expect(await world.db.rows(sql`select leased_by, claims from sync.dirty`)).toEqual([{ leased_by: null, claims: 0 }])
})
