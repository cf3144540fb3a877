import { revokeSale } from '@hybrid-store/core/inventory'
import { cancel as cancelInShop, recordCollection, recordRefund, recordReturn } from '@hybrid-store/core/orders'
import { sql } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pullGroup } from '../src/pull/pull-group.ts'
import { collectionLane } from '../src/push/collection-lane.ts'
import { customerLane } from '../src/push/customer-lane.ts'
import { drain } from '../src/push/drain.ts'
import { orderLane } from '../src/push/order-lane.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { refundLane } from '../src/push/refund-lane.ts'
import { returnLane } from '../src/push/return-lane.ts'
import { balanceOf } from './balance.ts'
import { createSalesWorld, type SalesWorld } from './sales-world.ts'

const TOTAL = 27_000_000
let world: SalesWorld
let push: PushDeps
beforeAll(async () => {
  world = await createSalesWorld()
  push = world.worker()
})
beforeEach(() => world.reset())
afterAll(() => world.close())

const buy = () => world.buy('+989121234567', true)
const drainAll = () => drain(push, customerLane, orderLane, returnLane, collectionLane, refundLane)
const later = async () => {
  await pullGroup(world.deps, 'orders')
  await world.later()
  await drainAll()
}
const by = { at: new Date('2026-11-24T10:00:00Z'), by: 'stf_x' }
const collect = (orderId: string, amount = TOTAL) =>
  world.db.transaction((tx) => recordCollection(tx, { orderId, amount, ...by }))
const cancel = (orderId: Id<'ord'>) =>
  world.db.transaction(async (tx) => {
    await cancelInShop(tx, orderId, { at: by.at, by: by.by, reason: 'نپذیرفت' })
    await revokeSale(tx, orderId)
  })
const invoice = async () => {
  world.mahak.convertOrders(1873)
  await pullGroup(world.deps, 'orders')
}
const settled = async () => {
  expect(await world.dirty()).toEqual([])
  expect((await world.issues()).filter(({ status }) => status === 'open')).toEqual([])
}

test('an order that is paid on delivery is an order with its lines only, owed to the Rial', async () => {
  await buy()
  await drainAll()
  expect(world.counts()).toEqual({ people: 1, visitorPeople: 1, orders: 1, details: 2, receipts: 0, cheques: 0 })
  expect(world.mahak.list('Orders')).toMatchObject([{ SettlementType: 0, SendCost: 500_000, Deleted: false }])
  expect(balanceOf(world.mahak)).toBe(TOTAL)
  await settled()
})

test('collected, a receipt of cash follows with the code of the cash, and nobody owes anything', async () => {
  const order = await buy()
  await drainAll()
  await invoice()
  expect(await collect(order.id)).toMatchObject({ ok: true, value: { amount: TOTAL } })
  await drainAll()
  const [sale] = world.mahak.list('Orders')
  expect(world.mahak.list('Receipts')).toMatchObject([
    { CashAmount: TOTAL, CashCode: 1, PersonId: sale?.PersonId, OrderId: sale?.OrderId, Deleted: false },
  ])
  expect(world.mahak.list('Orders')).toHaveLength(1)
  expect(world.mahak.list('Cheques')).toEqual([])
  expect(balanceOf(world.mahak)).toBe(0)
  expect(await world.db.rows(sql`select books_state as state from orders.collection`)).toEqual([{ state: 'accepted' }])
  await settled()
})

test('collected twice, or by ten at once, makes one receipt', async () => {
  const order = await buy()
  const all = await Promise.all(Array.from({ length: 10 }, () => collect(order.id)))
  expect(new Set(all.map((one) => one.ok && one.value.id)).size).toBe(1)
  await drainAll()
  await later()
  expect(await collect(order.id)).toEqual(all[0])
  expect(await collect(order.id, TOTAL - 1)).toEqual({ ok: false, error: { code: 'amount_differs' } })
  await later()
  expect(world.mahak.list('Receipts')).toHaveLength(1)
  expect(balanceOf(world.mahak)).toBe(0)
})

test('a receipt whose answer is lost is read back and never sent as another', async () => {
  const order = await buy()
  await drainAll()
  await collect(order.id)
  world.mahak.faults = [{ kind: 'lost' }]
  await drainAll()
  await later()
  expect(world.mahak.list('Receipts')).toHaveLength(1)
  expect(world.mahak.saves.filter((save) => 'receipts' in save)).toHaveLength(1)
  await settled()
})

test('refused at the door before the invoice, the order leaves the books again', async () => {
  const order = await buy()
  await drainAll()
  await cancel(order.id)
  expect(await collect(order.id)).toEqual({ ok: false, error: { code: 'order_not_collectable' } })
  await drainAll()
  await later()
  expect(world.mahak.list('Orders')).toMatchObject([{ Deleted: true }])
  expect(balanceOf(world.mahak)).toBe(0)
  await settled()
})

test('refused at the door after the invoice, the order is returned and nothing is owed', async () => {
  const order = await buy()
  await drainAll()
  await invoice()
  await cancel(order.id)
  await drainAll()
  expect(world.mahak.list('Orders')).toMatchObject([{ OrderType: 201 }, { OrderType: 202 }])
  expect(balanceOf(world.mahak)).toBe(0)
  await settled()
})

test('what comes back at the door is not collected: return and receipt make up the order', async () => {
  const order = await buy()
  await drainAll()
  await invoice()
  const lines = [{ variantId: world.black, quantity: 1 }]
  await world.db.transaction((tx) => recordReturn(tx, { orderId: order.id, lines, reason: 'اندازه', ...by }))
  expect(await collect(order.id)).toEqual({ ok: false, error: { code: 'amount_differs' } })
  expect(await collect(order.id, 18_000_000)).toMatchObject({ ok: true })
  await drainAll()
  await later()
  expect(balanceOf(world.mahak)).toBe(0)
  await settled()
})

test('collected and then cancelled before the invoice: the receipt stays until the money is paid back', async () => {
  const order = await buy()
  await drainAll()
  await collect(order.id)
  await drainAll()
  await cancel(order.id)
  await drainAll()
  await later()
  expect(balanceOf(world.mahak)).toBe(-TOTAL)
  const refund = { orderId: order.id, amount: TOTAL, reference: 'B1', ...by }
  expect(await world.db.transaction((tx) => recordRefund(tx, refund))).toMatchObject({ ok: true })
  await drainAll()
  await later()
  expect(world.mahak.list('Orders')).toMatchObject([{ Deleted: true }])
  expect(balanceOf(world.mahak)).toBe(0)
  await settled()
})

test('money collected before the order reached the books follows it', async () => {
  const order = await buy()
  await collect(order.id)
  await drain(push, collectionLane)
  expect(world.mahak.list('Receipts')).toEqual([])
  await drainAll()
  await later()
  expect(world.mahak.list('Receipts')).toHaveLength(1)
  expect(balanceOf(world.mahak)).toBe(0)
  await settled()
})
