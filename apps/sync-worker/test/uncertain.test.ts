import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { LOCK_SPACE } from '../src/advisory-lock.ts'
import { pullGroup } from '../src/pull/pull-group.ts'
import { customerLane } from '../src/push/customer-lane.ts'
import { drain } from '../src/push/drain.ts'
import { releaseLeasesOfDeadWorkers } from '../src/push/leases.repository.ts'
import { orderLane } from '../src/push/order-lane.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { createSalesWorld, drainBoth, ONE_ORDER, type SalesWorld } from './sales-world.ts'

let world: SalesWorld
let push: PushDeps
beforeAll(async () => {
  world = await createSalesWorld()
  push = world.worker()
})
beforeEach(() => world.reset())
afterAll(() => world.close())

const DEATHS = ['lost', 'crash_before', 'crash_after'] as const

test('an order that is a registered invoice already counts as sent when the content is the same', async () => {
  const order = await world.buy()
  await drain(push, customerLane)
  world.mahak.faults = [{ kind: 'lost' }]
  await drain(push, orderLane)
  world.mahak.convertOrders()
  await world.db.run(sql`update sync.link set send_state = 'idle'`)
  await world.later()
  await drain(push, orderLane)
  expect(await world.booksState(order.id)).toBe('accepted')
  expect(world.counts()).toEqual(ONE_ORDER)
  expect(await world.dirty()).toEqual([])
})

test.each(DEATHS)('after %s the record is uncertain, and reading back leaves exactly one order', async (kind) => {
  const order = await world.buy()
  await drain(push, customerLane)
  world.mahak.faults = [{ kind }]
  await drain(push, orderLane).catch(() => undefined)
  await releaseLeasesOfDeadWorkers(world.db, LOCK_SPACE.worker)

  // Nothing has been read back yet: nothing may be sent.
  await world.later()
  await drain(world.worker('worker-2'), orderLane)
  expect(world.mahak.saves).toHaveLength(2)
  expect(await world.booksState(order.id)).toBe('waiting')

  await pullGroup(world.deps, 'orders')
  await world.later()
  await drain(world.worker('worker-2'), orderLane)
  expect(world.counts()).toEqual(ONE_ORDER)
  expect(world.mahak.saves).toHaveLength(kind === 'crash_before' ? 3 : 2)
  expect(await world.booksState(order.id)).toBe('accepted')
  expect(await world.dirty()).toEqual([])
})

test.each(DEATHS)('after %s of a new customer there is exactly one person with one visitor link', async (kind) => {
  await world.buy()
  world.mahak.faults = [{ kind }]
  await drain(push, customerLane).catch(() => undefined)
  await drain(push, orderLane)
  expect(world.counts().orders).toBe(0)
  await pullGroup(world.deps, 'orders')
  await world.later()
  await drainBoth(world.worker('worker-2'))
  expect(world.counts()).toEqual(ONE_ORDER)
  expect(await world.dirty()).toEqual([])
})

test('a crash between the answer and its record leaves one order', async () => {
  const order = await world.buy()
  await drain(push, customerLane)
  world.mahak.saveRows = async (lists) => {
    const answer = await world.save(lists)
    await world.db.run(sql`update sync.dirty set leased_by = 'another'`)
    return answer
  }
  await drain(push, orderLane)
  expect(await world.booksState(order.id)).toBe('waiting')
  world.mahak.saveRows = world.save
  await world.later()
  await drain(world.worker('worker-2'), orderLane)
  expect(world.counts()).toEqual(ONE_ORDER)
  expect(await world.booksState(order.id)).toBe('accepted')
})
