import { expect } from 'vitest'
import { DISPUTES } from './facts/6-disputes.ts'
import { contract } from './support/contract.ts'
import { newOrder } from './support/requests.ts'
import type { Row, World } from './support/world.ts'

const fact = contract(DISPUTES)

const DATABASE = 51_234

interface DisputeItem {
  id: number
  rw: number
}

const stores = async ({ mahak }: World): Promise<Row[]> => (await mahak.read({ fromStoreVersion: 0 })).Stores ?? []
const itemsOf = (rows: readonly Row[]): DisputeItem[] =>
  rows.map((row) => ({ id: Number(row.StoreId), rw: Number(row.RowVersion) }))
const newest = (rows: readonly Row[]): number => Math.max(...rows.map((row) => Number(row.RowVersion)))

const dispute = ({ mahak }: World, entityName: string, disputeItems: readonly DisputeItem[]) =>
  mahak.ask('/Sync/SolveDispute', { databaseId: DATABASE, entityName, disputeItems })
/** Ids of the stores that got a new version by a dispute about them. */
async function touchedBy(world: World, change: (complete: DisputeItem[]) => DisputeItem[]): Promise<unknown[]> {
  const before = await stores(world)
  expect((await dispute(world, 'store', change(itemsOf(before)))).json).toMatchObject({ Result: true })
  const { Stores } = await world.mahak.read({ fromStoreVersion: newest(before) })
  return Stores?.map((row) => row.StoreId) ?? []
}

fact('6-request', async (world) => {
  const disputeItems = itemsOf(await stores(world))
  const answer = await dispute(world, 'store', disputeItems)
  expect(answer).toMatchObject({ status: 200, json: { Result: true } })
})
fact('6-answer', async (world) => {
  const { json } = await dispute(world, 'store', itemsOf(await stores(world)))
  const others = Object.keys(Object(json)).filter((key) => key !== 'Result' && key !== 'Data')
  expect([json, others]).toMatchObject([{ Result: true }, []])
})
fact('6-entity-names', async (world) => {
  const plugin =
    'visitorProduct product store PropertyDescription ProductDetail ProductDetailStoreAsset picture PhotoGallery person visitorPerson personGroup bank extraData order orderDetail'
  for (const name of [...plugin.split(' '), 'STORE', 'Store'])
    expect([name, (await dispute(world, name, [])).json]).toMatchObject([name, { Result: true }])
})
fact('6-complete-list', async (world) => {
  expect(await touchedBy(world, (complete) => complete)).toEqual([])
})
fact('6-missing', async (world) => {
  expect(await touchedBy(world, (complete) => complete.filter(({ id }) => id !== 1201))).toEqual([1201])
})
fact('6-other-version', async (world) => {
  const aged = (item: DisputeItem) => (item.id === 1200 ? { ...item, rw: item.rw - 1 } : item)
  expect(await touchedBy(world, (complete) => complete.map(aged))).toEqual([1200])
})
fact('6-unknown-id', async (world) => {
  expect(await touchedBy(world, (complete) => [...complete, { id: 999_999, rw: 1 }])).toEqual([])
})
fact('6-own-rows-only', async (world) => {
  const order = newOrder({ visitorId: 40_124 })
  await world.mahak.save({ orders: [order] }, 'seller2')
  const find = async () => (await world.desktop.rows('Orders')).find((row) => row.OrderClientId === order.orderClientId)
  const before = await find()
  await dispute(world, 'order', [])
  expect(await find()).toEqual(before)
})
fact('6-then-sync', async (world) => {
  const before = await stores(world)
  await dispute(world, 'store', [])
  const { Stores } = await world.mahak.read({ fromStoreVersion: newest(before) })
  const contentOf = ({ RowVersion: _version, UpdateDate: _date, UpdateSyncId: _sync, ...content }: Row) => content
  const byId = (rows: readonly Row[] | null | undefined) =>
    (rows ?? []).map(contentOf).toSorted((a, b) => Number(a.StoreId) - Number(b.StoreId))
  expect(byId(Stores)).toEqual(byId(before))
})

/** Whether an order in the books gets a new version by a dispute that says it has this code. */
async function isTouched(world: World, codeOf: (code: number) => number): Promise<boolean> {
  const order = newOrder()
  const saved = await world.mahak.save({ orders: [order] })
  const id = saved.of('Orders')[0]?.EntityId
  await world.desktop.convert(id)
  const find = async () => (await world.desktop.rows('Orders')).find((row) => row.OrderId === id)
  const before = await find()
  const disputeItems = [{ id, code: codeOf(Number(before?.OrderCode)) }]
  const answer = await world.mahak.ask('/Sync/SolveOrderDispute', { databaseId: DATABASE, disputeItems })
  expect(answer.json).toMatchObject({ Result: true })
  const after = await find()
  expect(after?.OrderCode).toBe(before?.OrderCode)
  return Number(after?.RowVersion) > Number(before?.RowVersion)
}
fact('6-order-code-differs', async (world) => {
  expect(await isTouched(world, () => 0)).toBe(true)
  expect(await isTouched(world, (code) => code + 7)).toBe(true)
})
fact('6-order-code-equal', async (world) => {
  expect(await isTouched(world, (code) => code)).toBe(false)
})
