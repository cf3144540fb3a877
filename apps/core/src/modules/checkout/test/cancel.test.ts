import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { as } from '../../../shared/test/test-server.ts'
import { markPaid, recordConfirmedByBooks } from '../../orders/index.ts'
import { cancelOrder } from '../cancel-order.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
let customer: string
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())
beforeEach(async () => {
  shop.bank.reset()
  customer = await shop.customer()
})

async function place() {
  const goods = await shop.goods(500_000, 3)
  const { order, payment } = (await shop.checkOut(customer, await shop.cart(customer, [goods.id, 2]), 1_000_000)).json()
  return { goods, orderId: order.id, paymentId: payment.id }
}
const cancel = (orderId: string, customerId: string | null = customer) =>
  cancelOrder(shop.deps, { orderId, customerId, by: customer, reason: null })

test('an unpaid order that its customer cancels frees its goods, and money that comes after it goes back', async () => {
  const { goods, orderId, paymentId } = await place()
  expect(await cancel(orderId)).toMatchObject({ ok: true, value: { state: 'cancelled' } })
  expect(await shop.stock(goods.id)).toEqual({ onHand: 3, pending: 0, reserved: 0, available: 3 })
  await shop.pay(paymentId)
  expect((await shop.confirm(paymentId)).json().state).toBe('reversed')
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'cancelled' })
})

test('a paid order that is cancelled at the same time by many frees its goods once and rings once', async () => {
  const { goods, orderId, paymentId } = await place()
  await shop.pay(paymentId)
  await shop.confirm(paymentId)
  const rung = () =>
    shop.db.row<{ count: number }>(
      sql`select count(*) from platform.outbox where message -> 'body' ->> 'reason' = 'order_cancelled'`,
    )
  const before = Number((await rung())?.count)
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => cancel(orderId)))
  expect(outcomes.every(({ ok }) => ok)).toBe(true)
  expect(await shop.stock(goods.id)).toEqual({ onHand: 3, pending: 0, reserved: 0, available: 3 })
  expect(Number((await rung())?.count)).toBe(before + 1)
  expect(
    await shop.db.rows(sql`select paid_at is not null as paid, cancelled_by from orders."order" where id = ${orderId}`),
  ).toEqual([{ paid: true, cancelled_by: customer }])
})

test("another's order is unknown, and an invoiced one only staff can cancel", async () => {
  const { orderId, paymentId } = await place()
  expect(await cancel(orderId, await shop.customer())).toEqual({ ok: false, error: { code: 'not_found' } })
  await shop.pay(paymentId)
  await shop.confirm(paymentId)
  await shop.db.transaction((tx) => recordConfirmedByBooks(tx, [{ orderId, invoiceNumber: 1873 }]))
  expect(await cancel(orderId)).toEqual({ ok: false, error: { code: 'order_not_cancellable' } })
  expect(await cancel(orderId, null)).toMatchObject({ ok: true })
  expect(await shop.db.transaction((tx) => markPaid(tx, orderId, new Date()))).toBe(false)
})

test('the routes answer with the order, and staff need the permission', async () => {
  const { orderId } = await place()
  const app = shop.app
  const url = `/api/v1/admin/orders/${orderId}/cancel`
  const payload = { reason: 'ناموجود' }
  const post = (permissions: string[]) =>
    app.inject({ method: 'POST', url, payload, headers: as('staff', 'stf_x', permissions) })
  expect((await post(['orders.read'])).statusCode).toBe(403)
  expect((await post(['orders.write'])).json()).toMatchObject({ id: orderId, state: 'cancelled' })
  const own = await app.inject({
    method: 'POST',
    url: `/api/v1/orders/${orderId}/cancel`,
    headers: as('customer', customer),
  })
  expect(own.json()).toMatchObject({ state: 'cancelled' })
})
