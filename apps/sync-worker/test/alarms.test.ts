import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pullGroup } from '../src/pull/pull-group.ts'
import { keepAlarms } from '../src/scheduler/alarms.ts'
import { createSalesWorld, drainBoth, type SalesWorld } from './sales-world.ts'

let world: SalesWorld
beforeAll(async () => {
  world = await createSalesWorld()
})
beforeEach(() => world.reset())
afterAll(() => world.close())

const look = () => keepAlarms(world.db, { invoiceWithinHours: 24 })
const issues = () =>
  world.db.rows(sql`select record_id as id, code, status, count from sync.issue order by first_at, code`)

test('an order without an invoice after a day is told of once, by its number, and no more once it has one', async () => {
  const late = await world.buy('+989120000001')
  await drainBoth(world.worker())
  await world.db.run(sql`update sync.link set accepted_at = now() - interval '25 hours' where entity = 'Orders'`)
  await world.buy('+989120000002')
  await drainBoth(world.worker())
  await look()
  await look()
  expect(await issues()).toEqual([{ id: late.id, code: 'not_invoiced', status: 'open', count: 1 }])
  const said = await world.db.row<{ message: string }>(sql`select message from sync.issue`)
  expect(said?.message).toMatch(/^سفارش [۰-۹]+: بیش از ۲۴ ساعت است که در محک فاکتور نشده است/)

  world.mahak.convertOrders()
  await pullGroup(world.deps, 'orders')
  await look()
  expect(await issues()).toEqual([{ id: late.id, code: 'not_invoiced', status: 'resolved', count: 1 }])
})

test('P28: an order whose customer is refused waits without an attempt, and after half an hour somebody is told', async () => {
  const order = await world.buy()
  world.mahak.faults = [{ kind: 'refuse_rows', list: 'people', errors: [{ property: 'Mobile', error: 'invalid' }] }]
  const worker = world.worker()
  const outcome = await drainBoth(worker)
  expect(outcome.again).toBeGreaterThanOrEqual(1_000)
  for (let round = 0; round < 3; round += 1) {
    await world.later()
    await world.db.run(sql`update sync.dirty set not_before = now() + interval '1 hour' where entity = 'customer'`)
    await drainBoth(worker)
  }
  expect((await world.dirty()).find((record) => record.entity === 'order')).toMatchObject({
    state: 'dirty',
    attempts: 0,
  })
  expect(world.counts().orders).toBe(0)
  await world.db.run(sql`delete from sync.issue`)
  await look()
  expect(await issues()).toEqual([])
  await world.db.run(sql`update sync.dirty set first_at = now() - interval '31 minutes' where entity = 'order'`)
  await look()
  expect(await issues()).toEqual([{ id: order.id, code: 'late', status: 'open', count: 1 }])

  await world.later()
  await drainBoth(worker)
  expect(world.counts().orders).toBe(1)
  await look()
  expect(await issues()).toMatchObject([{ code: 'late', status: 'resolved' }])
})

test('fifteen days before the subscription ends somebody is told, and no more once it is renewed', async () => {
  const credit = (days: number) => world.db.run(sql`update sync.account set credit_day = ${days}`)
  await credit(15)
  await look()
  expect(await issues()).toEqual([])
  await credit(14)
  await look()
  expect(await issues()).toEqual([{ id: 'credit', code: 'credit_low', status: 'open', count: 1 }])
  await credit(80)
  await look()
  expect(await issues()).toMatchObject([{ status: 'resolved' }])
})

test('an alarm that somebody ignores does not go off again', async () => {
  await world.db.run(sql`update sync.account set credit_day = 3`)
  await look()
  await world.db.run(sql`update sync.issue set status = 'ignored'`)
  await look()
  expect(await issues()).toMatchObject([{ status: 'ignored' }])
  await world.db.run(sql`update sync.account set credit_day = 80`)
})
