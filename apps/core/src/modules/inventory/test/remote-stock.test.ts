import { sql } from '@hybrid-store/database'
import { type Id, newId } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyRemoteLocations, applyRemoteStock, availability, explainStock, inventoryMigrations } from '../index.ts'
import { minutes, stockDesk } from './stock-desk.ts'

let db: TestDatabase
let desk: ReturnType<typeof stockDesk>
beforeAll(async () => {
  db = await testDatabase([inventoryMigrations])
  desk = stockDesk(db)
})
afterAll(() => db.close())

type Row = Parameters<typeof applyRemoteStock>[1][number]
const apply = (...rows: Row[]) => db.transaction((tx) => applyRemoteStock(tx, rows))
const row = (variantId: Id<'var'>, more: Partial<Row> = {}): Row => ({
  variantId,
  locationId: desk.location,
  quantity: 1,
  version: 1,
  deleted: false,
  ...more,
})
const applyLocation = (id: Id<'loc'>, deleted: boolean) =>
  db.transaction((tx) => applyRemoteLocations(tx, [{ id, code: 1, name: ' انبار  مركزي ', deleted }]))
const onHand = async (variantId: Id<'var'>) => (await explainStock(db, variantId)).onHand

test('the figure is the sum over all stores, its fraction cut off, and the raw rows are kept', async () => {
  const variantId = newId('var')
  const other = newId('loc')
  await apply(row(variantId, { quantity: 2.7 }), row(variantId, { locationId: other, quantity: 1.2 }))
  const stock = await explainStock(db, variantId)
  expect(stock).toMatchObject({ onHand: 3, available: 3, pending: 0, reserved: 0, safety: 0 })
  expect(stock.books.map((figure) => figure.quantity)).toEqual([2.7, 1.2])
})

test('a sum below zero is kept as it is and nothing can be bought', async () => {
  const variantId = newId('var')
  await apply(row(variantId, { quantity: -2.5 }))
  expect(await onHand(variantId)).toBe(-3)
  expect(await availability(db, [variantId])).toEqual(new Map([[variantId, 0]]))
})

test('the noise of doubles does not cost a unit', async () => {
  const variantId = newId('var')
  await apply(row(variantId, { quantity: 2.9999999996 }))
  expect(await onHand(variantId)).toBe(3)
})

test('an unchanged feed changes nothing and writes no movement', async () => {
  const variantId = newId('var')
  expect(await apply(row(variantId))).toEqual({ changed: 1, unchanged: 0 })
  expect(await apply(row(variantId))).toEqual({ changed: 0, unchanged: 1 })
  expect(await desk.kinds(variantId)).toEqual(['remote_stock'])
})

test('of two rows for one place the newer counts, in one feed and across feeds', async () => {
  const variantId = newId('var')
  await apply(row(variantId, { quantity: 8, version: 5 }), row(variantId, { quantity: 4, version: 3 }))
  expect(await onHand(variantId)).toBe(8)
  await apply(row(variantId, { quantity: 1, version: 4 }))
  expect(await onHand(variantId)).toBe(8)
})

test('a deleted row stops counting and an older row does not bring it back', async () => {
  const variantId = newId('var')
  await apply(row(variantId, { quantity: 8, version: 5 }))
  await apply(row(variantId, { quantity: 8, version: 6, deleted: true }))
  expect(await onHand(variantId)).toBe(0)
  await apply(row(variantId, { quantity: 8, version: 5 }))
  expect(await onHand(variantId)).toBe(0)
})

test('what lies in a deleted store is not sold, and is again when the store comes back', async () => {
  const variantId = newId('var')
  const location = newId('loc')
  await apply(row(variantId, { locationId: location, quantity: 6 }))
  expect(await applyLocation(location, true)).toEqual({ changed: 1, unchanged: 0 })
  expect(await onHand(variantId)).toBe(0)
  expect(await applyLocation(location, false)).toEqual({ changed: 1, unchanged: 0 })
  expect(await applyLocation(location, false)).toEqual({ changed: 0, unchanged: 1 })
  expect((await explainStock(db, variantId)).books).toEqual([
    { locationId: location, name: 'انبار مرکزی', sells: true, quantity: 6, version: 1 },
  ])
})

test('what lies in a store that does not sell is not sold', async () => {
  const variantId = newId('var')
  const location = newId('loc')
  await applyLocation(location, false)
  await db.run(sql`update inventory.location set sells = false where id = ${location}`)
  await apply(row(variantId, { locationId: location, quantity: 6 }), row(variantId, { quantity: 2 }))
  expect(await onHand(variantId)).toBe(2)
})

test('a figure of the books that falls under what is held leaves nothing to buy and keeps what is held', async () => {
  const variantId = await desk.newVariant(5)
  await desk.hold(newId('ord'), [{ variantId, quantity: 4 }], minutes(15))
  await desk.stock(variantId, 2)
  expect(await desk.counters(variantId)).toEqual({ onHand: 2, pending: 0, reserved: 4, available: 0 })
})

test('two feeds that change two stores of one variant at once both count', async () => {
  for (let round = 0; round < 10; round += 1) {
    const variantId = newId('var')
    const places = Array.from({ length: 6 }, () => newId('loc'))
    await Promise.all(places.map((locationId) => apply(row(variantId, { locationId, quantity: 2 }))))
    expect(await onHand(variantId)).toBe(12)
  }
})

test('a feed of five thousand rows takes five queries, and the same again one', async () => {
  const rows = Array.from({ length: 5_000 }, () => row(newId('var'), { quantity: 3 }))
  const before = db.queryCount
  expect(await apply(...rows)).toEqual({ changed: 5_000, unchanged: 0 })
  expect(db.queryCount - before).toBe(5)
  expect(await apply(...rows)).toEqual({ changed: 0, unchanged: 5_000 })
  expect(db.queryCount - before).toBe(6)
})
