import { sql } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inventoryMigrations, releaseExpired } from '../index.ts'
import { minutes, stockDesk } from './stock-desk.ts'

let db: TestDatabase
let desk: ReturnType<typeof stockDesk>
beforeAll(async () => {
  db = await testDatabase([inventoryMigrations])
  desk = stockDesk(db)
})
afterAll(() => db.close())

const many = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))
const deadlocks = async (): Promise<number> => {
  await db.run(sql`select pg_stat_clear_snapshot()`)
  const row = await db.row<{ deadlocks: number }>(
    sql`select deadlocks from pg_stat_database where datname = current_database()`,
  )
  return row?.deadlocks ?? 0
}

test('fifty buyers of ten units: exactly ten get one, forty are told it is gone', async () => {
  const variantId = await desk.newVariant(10)
  const outcomes = await many(50, () => desk.hold(newId('ord'), [{ variantId, quantity: 1 }]))
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(10)
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.error.code === 'out_of_stock')).toHaveLength(40)
  expect(await desk.counters(variantId)).toEqual({ onHand: 10, pending: 0, reserved: 10, available: 0 })
  expect(await desk.ledger(variantId)).toEqual({ onHand: 10, pending: 0, reserved: 10 })
})

test('forty orders of two variants in opposite orders do not deadlock', async () => {
  const [first, second] = [await desk.newVariant(1_000), await desk.newVariant(1_000)]
  const lines = [first, second].map((variantId) => ({ variantId, quantity: 1 }))
  const before = await deadlocks()
  const outcomes = await many(40, (index) => desk.hold(newId('ord'), index % 2 ? lines : lines.toReversed()))
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true)
  expect(await desk.counters(first)).toMatchObject({ reserved: 40 })
  expect(await desk.counters(second)).toMatchObject({ reserved: 40 })
  expect(await deadlocks()).toBe(before)
})

test('a payment reported ten times at once sells once', async () => {
  const variantId = await desk.newVariant(5)
  const orderId = newId('ord')
  await desk.hold(orderId, [{ variantId, quantity: 2 }])
  const outcomes = await many(10, () => desk.sell(orderId))
  expect(outcomes.toSorted()).toEqual(['sold', ...Array<string>(9).fill('was_sold')])
  expect(await desk.counters(variantId)).toEqual({ onHand: 5, pending: 2, reserved: 0, available: 3 })
})

test('payment and expiry at the same moment: the goods are sold once, whichever comes first', async () => {
  for (let round = 0; round < 15; round += 1) {
    const lines = [
      { variantId: await desk.newVariant(1), quantity: 1 },
      { variantId: await desk.newVariant(1), quantity: 1 },
    ]
    const orderId = newId('ord')
    await desk.hold(orderId, lines)
    const [outcome] = await Promise.all([desk.sell(orderId), releaseExpired(db, minutes(16))])
    expect(outcome).toBe('sold')
    for (const { variantId } of lines) {
      expect(await desk.counters(variantId)).toEqual({ onHand: 1, pending: 1, reserved: 0, available: 0 })
      expect(await desk.ledger(variantId)).toEqual({ onHand: 1, pending: 1, reserved: 0 })
    }
  }
})

test('two sweeps at once name an expired order once', async () => {
  const variantId = await desk.newVariant(20)
  const orders = Array.from({ length: 8 }, () => newId('ord'))
  for (const orderId of orders) await desk.hold(orderId, [{ variantId, quantity: 1 }])
  const named = await many(4, () => releaseExpired(db, minutes(16)))
  expect(named.flat().toSorted()).toEqual(orders.toSorted())
  expect(await desk.counters(variantId)).toEqual({ onHand: 20, pending: 0, reserved: 0, available: 20 })
})

test('buyers and a feed of the books at once neither oversell nor lose a movement', async () => {
  const variantId = await desk.newVariant(10)
  const [outcomes] = await Promise.all([
    many(30, () => desk.hold(newId('ord'), [{ variantId, quantity: 1 }])),
    (async () => {
      for (const quantity of [12, 15, 20]) await desk.stock(variantId, quantity)
    })(),
  ])
  const held = outcomes.filter((outcome) => outcome.ok).length
  expect(held).toBeGreaterThanOrEqual(10)
  expect(held).toBeLessThanOrEqual(20)
  expect(await desk.ledger(variantId)).toEqual({ onHand: 20, pending: 0, reserved: held })
  expect(await desk.counters(variantId)).toEqual({ onHand: 20, pending: 0, reserved: held, available: 20 - held })
})
