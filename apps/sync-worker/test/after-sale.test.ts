import { revokeSale } from '@hybrid-store/core/inventory'
import { cancel as cancelInShop, readReturns, recordRefund, recordReturn } from '@hybrid-store/core/orders'
import { sql } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pullGroup } from '../src/pull/pull-group.ts'
import { customerLane } from '../src/push/customer-lane.ts'
import { drain } from '../src/push/drain.ts'
import { orderLane } from '../src/push/order-lane.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { refundLane } from '../src/push/refund-lane.ts'
import { returnLane } from '../src/push/return-lane.ts'
import { createSalesWorld, type SalesWorld } from './sales-world.ts'

let world: SalesWorld
let push: PushDeps
beforeAll(async () => {
  world = await createSalesWorld()
  push = world.worker()
})
beforeEach(() => world.reset())
afterAll(() => world.close())

const drainAll = () => drain(push, customerLane, orderLane, returnLane, refundLane)
const cancel = (orderId: Id<'ord'>) =>
  world.db.transaction(async (tx) => {
    const cancelled = await cancelInShop(tx, orderId, { at: new Date(), by: 'stf_x', reason: 'ناموجود' })
    await revokeSale(tx, orderId)
    return cancelled
  })
const returnOne = (orderId: string, quantity: number) =>
  world.db.transaction((tx) =>
    recordReturn(tx, {
      orderId,
      lines: [{ variantId: world.black, quantity }],
      reason: 'اندازه',
      at: new Date(),
      by: 'stf_x',
    }),
  )
const refund = (orderId: string, amount: number, reference: string) =>
  world.db.transaction((tx) => recordRefund(tx, { orderId, amount, reference, at: new Date(), by: 'stf_x' }))
const pending = async () =>
  (
    await world.db.rows<{ pending: number }>(
      sql`select pending from inventory.level where pending > 0 order by pending`,
    )
  ).map((level) => level.pending)
const returnsAtMahak = () => world.mahak.list('Orders').filter((row) => row.OrderType === 202)
const deletedOf = (entity: 'Orders' | 'OrderDetails' | 'Receipts' | 'Cheques') =>
  world.mahak.list(entity).map((row) => row.Deleted)
const invoice = async () => {
  world.mahak.convertOrders(1873)
  await pullGroup(world.deps, 'orders')
}

test('an order that is cancelled before it was sent never reaches the books, and its goods are free', async () => {
  const order = await world.buy()
  expect(await pending()).toEqual([1, 2])
  expect(await cancel(order.id)).toBe(true)
  await drainAll()
  expect(world.mahak.list('Orders')).toEqual([])
  expect(world.mahak.list('Receipts')).toEqual([])
  expect(await pending()).toEqual([])
  expect(await world.dirty()).toEqual([])
})

test('an order that is cancelled before its invoice is deleted at Mahak, and its money after it', async () => {
  const order = await world.buy()
  await drainAll()
  world.mahak.saves.length = 0
  expect(await cancel(order.id)).toBe(true)
  expect(await cancel(order.id)).toBe(false)
  await drainAll()
  expect(world.mahak.saves.map((save) => Object.keys(save))).toEqual([
    ['orders', 'orderDetails'],
    ['orders', 'orderDetails', 'receipts', 'cheques'],
  ])
  expect(deletedOf('Orders')).toEqual([true])
  expect(deletedOf('OrderDetails')).toEqual([true, true])
  expect(deletedOf('Receipts')).toEqual([true])
  expect(deletedOf('Cheques')).toEqual([true])
  expect(await pending()).toEqual([])
  await pullGroup(world.deps, 'orders')
  await drainAll()
  expect(world.mahak.saves).toHaveLength(2)
  expect(await world.dirty()).toEqual([])
  expect((await world.issues()).filter(({ status }) => status === 'open')).toEqual([])
})

test('an order that is cancelled after its invoice is returned whole: own type, own ids, the same sum', async () => {
  const order = await world.buy()
  await drainAll()
  await invoice()
  await cancel(order.id)
  await drainAll()
  const [sale] = world.mahak.list('Orders')
  const [back, ...others] = returnsAtMahak()
  expect(others).toEqual([])
  expect(sale).toMatchObject({ OrderType: 201, Deleted: false })
  expect(back).toMatchObject({ ReferenceOrderId: sale?.OrderId, PersonId: sale?.PersonId, SendCost: 500_000 })
  expect(back?.OrderClientId).not.toBe(sale?.OrderClientId)
  const lines = world.mahak.list('OrderDetails').filter((row) => row.OrderId === back?.OrderId)
  expect(lines.map((line) => [line.ProductDetailId, line.Price, line.Count1])).toEqual([
    [9200001, 9_000_000, 2],
    [9200002, 8_500_000, 1],
  ])
  expect(deletedOf('Cheques')).toEqual([false])
  await drainAll()
  expect(returnsAtMahak()).toHaveLength(1)
  expect(await world.dirty()).toEqual([])
})

test('the race: the desktop made the invoice before the deletion came, so it is returned and never deleted', async () => {
  const order = await world.buy()
  await drainAll()
  world.mahak.convertOrders(1873)
  await cancel(order.id)
  await drainAll()
  expect(deletedOf('Orders')).toEqual([false, false])
  expect(deletedOf('Receipts')).toEqual([false])
  expect(deletedOf('Cheques')).toEqual([false])
  expect(returnsAtMahak()).toHaveLength(1)
  await pullGroup(world.deps, 'orders')
  await drainAll()
  expect(returnsAtMahak()).toHaveLength(1)
  expect(await readReturns(world.db, [order.id])).toMatchObject([{ cancellation: true, total: 27_000_000 }])
  expect((await world.issues()).filter(({ status }) => status === 'open')).toEqual([])
  expect(await world.dirty()).toEqual([])
})

test('the race: the answer to the deletion is lost; it was stored, so nothing is returned', async () => {
  const order = await world.buy()
  await drainAll()
  await cancel(order.id)
  world.mahak.faults = [{ kind: 'lost' }]
  await drainAll()
  await pullGroup(world.deps, 'orders')
  await world.later()
  await drainAll()
  expect(deletedOf('Orders')).toEqual([true])
  expect(deletedOf('Cheques')).toEqual([true])
  expect(returnsAtMahak()).toEqual([])
  expect(await world.dirty()).toEqual([])
})

test('an order whose sending was never answered and that is cancelled meanwhile does not stay in the books', async () => {
  const order = await world.buy()
  await drain(push, customerLane)
  world.mahak.faults = [{ kind: 'lost' }]
  await drain(push, orderLane)
  await cancel(order.id)
  await pullGroup(world.deps, 'orders')
  await world.later()
  await drainAll()
  expect(deletedOf('Orders')).toEqual([true])
  expect(deletedOf('Receipts')).toEqual([true])
  expect(await world.dirty()).toEqual([])
})

test('goods that come back become a return of these lines; more than was sold never does', async () => {
  const order = await world.buy()
  expect(await returnOne(order.id, 1)).toEqual({ ok: false, error: { code: 'order_not_invoiced' } })
  await drainAll()
  await invoice()
  expect(await returnOne(order.id, 1)).toMatchObject({ ok: true, value: { total: 9_000_000 } })
  await drainAll()
  expect(await returnOne(order.id, 2)).toEqual({ ok: false, error: { code: 'more_than_sold' } })
  expect(await returnOne(order.id, 1)).toMatchObject({ ok: true })
  expect(await returnOne(order.id, 1)).toEqual({ ok: false, error: { code: 'more_than_sold' } })
  world.mahak.faults = [{ kind: 'lost' }]
  await drainAll()
  await pullGroup(world.deps, 'orders')
  await world.later()
  await drainAll()
  expect(returnsAtMahak().map((row) => row.SendCost)).toEqual([0, 0])
  await invoice()
  expect(await world.db.rows(sql`select books_state as state from orders.return where order_id = ${order.id}`)).toEqual(
    [{ state: 'confirmed' }, { state: 'confirmed' }],
  )
  expect(await world.booksState(order.id)).toBe('confirmed')
})

test('money paid back becomes a payment with its transfer, at most what was paid', async () => {
  const order = await world.buy()
  await drainAll()
  await invoice()
  await cancel(order.id)
  expect(await refund(order.id, 27_000_001, 'B1')).toEqual({ ok: false, error: { code: 'more_than_paid' } })
  const paidBack = await refund(order.id, 27_000_000, 'B1')
  expect(await refund(order.id, 27_000_000, 'B1')).toEqual(paidBack)
  expect(await refund(order.id, 1, 'B2')).toEqual({ ok: false, error: { code: 'more_than_paid' } })
  await drainAll()
  await world.later()
  await drainAll()
  const [sale] = world.mahak.list('Orders')
  const [payment, ...more] = world.mahak.list('Payments')
  expect(more).toEqual([])
  expect(payment).toMatchObject({ PersonId: sale?.PersonId, OrderId: sale?.OrderId, CashAmount: 0 })
  expect(world.mahak.list('PaymentCheques')).toMatchObject([
    { PaymentId: payment?.PaymentId, Amount: 27_000_000, Type: 2, BankId: 4001, Number: 'B1' },
  ])
  expect(await world.dirty()).toEqual([])
})

test('money paid back for an order that left the books makes no document there', async () => {
  const order = await world.buy()
  await drainAll()
  await cancel(order.id)
  await refund(order.id, 27_000_000, 'B1')
  await drainAll()
  await world.later()
  await drainAll()
  expect(world.mahak.list('Payments')).toEqual([])
  expect(await world.dirty()).toEqual([])
})
