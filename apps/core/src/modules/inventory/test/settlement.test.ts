import { type Id, newId } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyRemoteLocations, confirmSold, inventoryMigrations, settleConfirmed } from '../index.ts'
import { minutes, NOON, stockDesk } from './stock-desk.ts'

let db: TestDatabase
let desk: ReturnType<typeof stockDesk>
beforeAll(async () => {
  db = await testDatabase([inventoryMigrations])
  desk = stockDesk(db)
})
afterAll(() => db.close())

const confirm = (orderId: Id<'ord'>, version: number, at = NOON, locationId: Id<'loc'> | null = desk.location) =>
  db.transaction((tx) => confirmSold(tx, [{ orderId, version, locationId, at }]))
const settle = (now: Date) => db.transaction((tx) => settleConfirmed(tx, now))

async function soldOrder(quantity: number): Promise<{ orderId: Id<'ord'>; variantId: Id<'var'>; version: number }> {
  const variantId = newId('var')
  const version = await desk.stock(variantId, 10)
  const orderId = newId('ord')
  await desk.hold(orderId, [{ variantId, quantity }])
  await desk.sell(orderId)
  return { orderId, variantId, version }
}

test('a sale is counted against stock until the books show it, so the same unit is never offered twice', async () => {
  const { orderId, variantId, version } = await soldOrder(3)
  await confirm(orderId, version + 1)
  expect(await settle(NOON)).toBe(0)
  await desk.stock(variantId, 10)
  await desk.stock(variantId, 7)
  expect(await desk.counters(variantId)).toEqual({ onHand: 7, pending: 3, reserved: 0, available: 4 })
  expect(await settle(NOON)).toBe(1)
  expect(await desk.counters(variantId)).toEqual({ onHand: 7, pending: 0, reserved: 0, available: 7 })
  expect(await settle(NOON)).toBe(0)
})

test('a stock row that is not newer than the invoice settles nothing', async () => {
  const { orderId, variantId } = await soldOrder(3)
  const version = await desk.stock(variantId, 9)
  await confirm(orderId, version)
  expect(await settle(minutes(9))).toBe(0)
  expect(await desk.counters(variantId)).toEqual({ onHand: 9, pending: 3, reserved: 0, available: 6 })
})

test('ten minutes after the confirmation a sale is settled in any case', async () => {
  const { orderId, variantId, version } = await soldOrder(2)
  await confirm(orderId, version + 100)
  expect(await settle(minutes(9.99))).toBe(0)
  expect(await settle(minutes(10))).toBeGreaterThanOrEqual(1)
  expect(await desk.counters(variantId)).toMatchObject({ pending: 0, available: 10 })
})

test('only the first confirmation of an order counts', async () => {
  const { orderId, variantId, version } = await soldOrder(1)
  await confirm(orderId, version - 1, NOON)
  await confirm(orderId, version + 500, minutes(60))
  expect(await settle(NOON)).toBe(1)
  expect(await desk.counters(variantId)).toMatchObject({ pending: 0 })
})

test('an order that is not sold cannot be confirmed', async () => {
  const variantId = await desk.newVariant(4)
  const orderId = newId('ord')
  await desk.hold(orderId, [{ variantId, quantity: 1 }])
  await confirm(orderId, 1)
  expect(await settle(minutes(60))).toBe(0)
  expect(await desk.counters(variantId)).toEqual({ onHand: 4, pending: 0, reserved: 1, available: 3 })
})

test('a newer row of a store that is not sold from settles nothing', async () => {
  const { orderId, variantId, version } = await soldOrder(3)
  const elsewhere = newId('loc')
  const location = { id: elsewhere, code: 9, name: 'مرجوعی', deleted: true }
  await db.transaction((tx) => applyRemoteLocations(tx, [location]))
  await confirm(orderId, version)
  await desk.stock(variantId, 50, elsewhere)
  expect(await settle(NOON)).toBe(0)
  expect(await desk.counters(variantId)).toEqual({ onHand: 10, pending: 3, reserved: 0, available: 7 })
})

test('of two stores that are sold from, only the one the sale was made in can settle it', async () => {
  const { orderId, variantId, version } = await soldOrder(3)
  const branch = newId('loc')
  await confirm(orderId, version)
  await desk.stock(variantId, 50, branch)
  expect(await settle(NOON)).toBe(0)
  expect(await desk.counters(variantId)).toEqual({ onHand: 60, pending: 3, reserved: 0, available: 57 })
  await desk.stock(variantId, 7)
  expect(await settle(NOON)).toBe(1)
  expect(await desk.counters(variantId)).toEqual({ onHand: 57, pending: 0, reserved: 0, available: 57 })
})

test('a sale of which nobody knows the store is settled by time alone', async () => {
  const { orderId, variantId, version } = await soldOrder(3)
  await confirm(orderId, version, NOON, null)
  await desk.stock(variantId, 7)
  expect(await settle(NOON)).toBe(0)
  await settle(minutes(10))
  expect(await desk.counters(variantId)).toMatchObject({ onHand: 7, pending: 0 })
})
