import { sql } from '@hybrid-store/database'
import { type Id, newId } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { availability, inventoryMigrations, release, releaseExpired } from '../index.ts'
import { minutes, NOON, stockDesk } from './stock-desk.ts'

let db: TestDatabase
let desk: ReturnType<typeof stockDesk>
beforeAll(async () => {
  db = await testDatabase([inventoryMigrations])
  desk = stockDesk(db)
})
afterAll(() => db.close())

const heldOrder = async (variantId: Id<'var'>, quantity: number, expiresAt = minutes(15)): Promise<Id<'ord'>> => {
  const orderId = newId('ord')
  expect(await desk.hold(orderId, [{ variantId, quantity }], expiresAt)).toEqual({ ok: true, value: undefined })
  return orderId
}

test('held goods cannot be bought by others', async () => {
  const variantId = await desk.newVariant(5)
  await heldOrder(variantId, 3)
  expect(await desk.counters(variantId)).toEqual({ onHand: 5, pending: 0, reserved: 3, available: 2 })
  expect(await desk.hold(newId('ord'), [{ variantId, quantity: 3 }])).toEqual({
    ok: false,
    error: { code: 'out_of_stock', lines: [{ variantId, requested: 3, available: 2 }] },
  })
})

test('an order is held whole or not at all', async () => {
  const plenty = await desk.newVariant(5)
  const scarce = await desk.newVariant(1)
  const orderId = newId('ord')
  const lines = [
    { variantId: plenty, quantity: 2 },
    { variantId: scarce, quantity: 2 },
  ]
  expect(await desk.hold(orderId, lines)).toMatchObject({ ok: false, error: { lines: [{ variantId: scarce }] } })
  expect(await desk.counters(plenty)).toEqual({ onHand: 5, pending: 0, reserved: 0, available: 5 })
  expect(await desk.kinds(plenty)).toEqual(['remote_stock'])
  expect(await db.rows(sql`select * from inventory.reservation where order_id = ${orderId}`)).toEqual([])
})

test('two lines of one variant are checked by their sum', async () => {
  const variantId = await desk.newVariant(3)
  const line = { variantId, quantity: 2 }
  expect(await desk.hold(newId('ord'), [line, line])).toMatchObject({
    ok: false,
    error: { lines: [{ variantId, requested: 4, available: 3 }] },
  })
})

test('a variant without stock is out of stock', async () => {
  const variantId = newId('var')
  expect(await desk.hold(newId('ord'), [{ variantId, quantity: 1 }])).toMatchObject({
    ok: false,
    error: { lines: [{ variantId, requested: 1, available: 0 }] },
  })
  expect(await availability(db, [variantId])).toEqual(new Map([[variantId, 0]]))
})

test('the safety stock is not sold', async () => {
  const variantId = await desk.newVariant(5)
  await db.run(sql`update inventory.level set safety = 4 where variant_id = ${variantId}`)
  expect(await availability(db, [variantId])).toEqual(new Map([[variantId, 1]]))
  expect(await desk.hold(newId('ord'), [{ variantId, quantity: 2 }])).toMatchObject({ ok: false })
})

test('a paid order turns held goods into sold ones, once', async () => {
  const variantId = await desk.newVariant(5)
  const orderId = await heldOrder(variantId, 2)
  expect(await desk.sell(orderId)).toBe('sold')
  expect(await desk.sell(orderId)).toBe('was_sold')
  expect(await desk.counters(variantId)).toEqual({ onHand: 5, pending: 2, reserved: 0, available: 3 })
  expect(await desk.kinds(variantId)).toEqual(['remote_stock', 'hold', 'sell'])
})

test('selling an order that never held anything is a bug and throws', async () => {
  await expect(desk.sell(newId('ord'))).rejects.toThrow('never had goods reserved')
})

test('released goods are free again, and releasing twice frees them once', async () => {
  const variantId = await desk.newVariant(5)
  const orderId = await heldOrder(variantId, 2)
  await db.transaction((tx) => release(tx, orderId))
  await db.transaction((tx) => release(tx, orderId))
  expect(await desk.counters(variantId)).toEqual({ onHand: 5, pending: 0, reserved: 0, available: 5 })
})

test('releasing a sold order changes nothing', async () => {
  const variantId = await desk.newVariant(5)
  const orderId = await heldOrder(variantId, 2)
  await desk.sell(orderId)
  await db.transaction((tx) => release(tx, orderId))
  expect(await desk.counters(variantId)).toEqual({ onHand: 5, pending: 2, reserved: 0, available: 3 })
})

test('only goods held beyond their time are given free, and each order is named once', async () => {
  const variantId = await desk.newVariant(9)
  const early = await heldOrder(variantId, 1, minutes(15))
  const late = await heldOrder(variantId, 2, minutes(30))
  const paid = await heldOrder(variantId, 3, minutes(15))
  await desk.sell(paid)
  expect(await releaseExpired(db, NOON)).toEqual([])
  expect(await releaseExpired(db, minutes(15))).toContain(early)
  expect(await releaseExpired(db, minutes(15))).toEqual([])
  expect(await desk.counters(variantId)).toEqual({ onHand: 9, pending: 3, reserved: 2, available: 4 })
  expect(await releaseExpired(db, minutes(31))).toEqual([late])
})

test('a late payment takes released goods again while they are there', async () => {
  const variantId = await desk.newVariant(2)
  const orderId = await heldOrder(variantId, 2)
  await releaseExpired(db, minutes(16))
  expect(await desk.sell(orderId)).toBe('sold')
  expect(await desk.counters(variantId)).toEqual({ onHand: 2, pending: 2, reserved: 0, available: 0 })
  expect(await desk.kinds(variantId)).toEqual(['remote_stock', 'hold', 'release', 'retake'])
})

test('a late payment for goods that others have bought is told so and takes nothing, not even what is left', async () => {
  const gone = await desk.newVariant(1)
  const left = await desk.newVariant(9)
  const orderId = newId('ord')
  await desk.hold(orderId, [
    { variantId: gone, quantity: 1 },
    { variantId: left, quantity: 1 },
  ])
  await releaseExpired(db, minutes(16))
  await desk.sell(await heldOrder(gone, 1))
  expect(await desk.sell(orderId)).toBe('stock_gone')
  expect(await desk.counters(gone)).toEqual({ onHand: 1, pending: 1, reserved: 0, available: 0 })
  expect(await desk.counters(left)).toEqual({ onHand: 9, pending: 0, reserved: 0, available: 9 })
})

test('an order whose goods were given free can hold them again, for a second try to pay', async () => {
  const variantId = await desk.newVariant(2)
  const orderId = await heldOrder(variantId, 2)
  await db.transaction((tx) => release(tx, orderId))
  expect(await desk.hold(orderId, [{ variantId, quantity: 2 }], minutes(45))).toMatchObject({ ok: true })
  expect(await releaseExpired(db, minutes(44))).not.toContain(orderId)
  expect(await desk.sell(orderId)).toBe('sold')
  expect(await desk.counters(variantId)).toEqual({ onHand: 2, pending: 2, reserved: 0, available: 0 })
})

test('holding what is held or sold already is a bug and leaves everything as it is', async () => {
  const variantId = await desk.newVariant(9)
  const orderId = await heldOrder(variantId, 2)
  await expect(desk.hold(orderId, [{ variantId, quantity: 2 }])).rejects.toThrow('held or sold already')
  await desk.sell(orderId)
  await expect(desk.hold(orderId, [{ variantId, quantity: 2 }])).rejects.toThrow('held or sold already')
  expect(await desk.counters(variantId)).toEqual({ onHand: 9, pending: 2, reserved: 0, available: 7 })
})

test('the ledger cannot be rewritten', async () => {
  await desk.newVariant(1)
  await expect(db.run(sql`update inventory.movement set on_hand = 99`)).rejects.toThrow('append-only')
  await expect(db.run(sql`delete from inventory.movement`)).rejects.toThrow('append-only')
})
