import { sql } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
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

async function place(stock = 3) {
  const goods = await shop.goods(500_000, stock)
  const { order, payment } = (await shop.checkOut(customer, await shop.cart(customer, [goods.id, 2]), 1_000_000)).json()
  return { goods, orderId: order.id, paymentId: payment.id }
}

test('a buyer who turned back pays with a new payment for the same order', async () => {
  const { goods, orderId, paymentId } = await place()
  await shop.confirm(paymentId, 'NOK')
  const again = await shop.payAgain(customer, orderId)
  expect(again.statusCode).toBe(200)
  const second = again.json().payment
  expect(second.id).not.toBe(paymentId)
  expect(await shop.stock(goods.id)).toMatchObject({ reserved: 2 })
  await shop.pay(second.id)
  expect((await shop.confirm(second.id)).json().state).toBe('paid')
  expect(await shop.stock(goods.id)).toEqual({ onHand: 3, pending: 2, reserved: 0, available: 1 })
})

test('of two payments that are both paid the order keeps the first, and the other goes back', async () => {
  const { goods, orderId, paymentId } = await place()
  const second = (await shop.payAgain(customer, orderId)).json().payment
  await shop.pay(paymentId)
  await shop.pay(second.id)
  expect((await shop.confirm(second.id)).json().state).toBe('paid')
  expect((await shop.confirm(paymentId)).json().state).toBe('reversed')
  expect(await shop.order(customer, orderId)).toMatchObject({
    state: 'paid',
    payment: { id: second.id, state: 'paid' },
  })
  expect(await shop.stock(goods.id)).toMatchObject({ pending: 2, reserved: 0 })
})

test('twenty confirmations of two payments at once leave one paid and one reversed', async () => {
  const { goods, orderId, paymentId } = await place()
  const second = (await shop.payAgain(customer, orderId)).json().payment
  await shop.pay(paymentId)
  await shop.pay(second.id)
  shop.bank.gather('verify', 20)
  await Promise.all(Array.from({ length: 20 }, (_, n) => shop.confirm(n % 2 ? paymentId : second.id)))
  const states = await shop.db.rows<{ state: string }>(
    sql`select state from payments.payment where order_id = ${orderId} order by state`,
  )
  expect(states).toEqual([{ state: 'paid' }, { state: 'reversed' }])
  expect(await shop.stock(goods.id)).toMatchObject({ pending: 2, reserved: 0 })
  expect(
    await shop.db.row(sql`select count(*) as count from sync.dirty where entity = 'order' and local_id = ${orderId}`),
  ).toEqual({ count: 1 })
})

test('an order whose outcome is not known cannot be paid again until it is', async () => {
  const { orderId, paymentId } = await place()
  await shop.pay(paymentId)
  shop.bank.failNext('verify', 'lost')
  expect((await shop.confirm(paymentId)).json().state).toBe('unknown')
  const refused = (await shop.payAgain(customer, orderId)).json()
  expect(refused).toMatchObject({ status: 409, code: 'order_not_payable', orderId, detail: expect.any(String) })
  expect(refused).not.toHaveProperty('because')
  await shop.sweepAfter(2)
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'paid' })
})

test('an earlier payment whose outcome is not known counts more than a later one that failed', async () => {
  const { orderId, paymentId } = await place()
  const second = (await shop.payAgain(customer, orderId)).json().payment
  await shop.pay(paymentId)
  shop.bank.failNext('verify', 'lost')
  expect((await shop.confirm(paymentId)).json().state).toBe('unknown')
  expect((await shop.confirm(second.id, 'NOK')).json().state).toBe('failed')
  expect(await shop.order(customer, orderId)).toMatchObject({ payment: { id: paymentId, state: 'unknown' } })
  expect((await shop.payAgain(customer, orderId)).json()).toMatchObject({ status: 409, code: 'order_not_payable' })
  await shop.sweepAfter(2)
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'paid', payment: { id: paymentId } })
})

test('a paid order, another’s order and an unknown one are not paid again', async () => {
  const { orderId, paymentId } = await place()
  await shop.pay(paymentId)
  await shop.confirm(paymentId)
  const other = await shop.customer()
  const before = await shop.rows()
  const codes = [
    (await shop.payAgain(customer, orderId)).json(),
    (await shop.payAgain(other, orderId)).json(),
    (await shop.payAgain(customer, newId('ord'))).json(),
    (await shop.payAgain(customer, 'nonsense')).json(),
  ].map(({ status, code }) => [status, code])
  expect(codes).toEqual([
    [409, 'order_not_payable'],
    [404, 'not_found'],
    [404, 'not_found'],
    [400, 'invalid_request'],
  ])
  expect(await shop.rows()).toEqual(before)
})

test('ten demands to pay at once open one payment at a time', async () => {
  const { orderId, paymentId } = await place()
  await shop.confirm(paymentId, 'NOK')
  shop.bank.reset()
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.payAgain(customer, orderId)))
  const good = answers.filter((answer) => answer.statusCode === 200)
  expect(good.length).toBeGreaterThan(0)
  expect(answers.filter((answer) => answer.json().code === 'request_in_progress').length + good.length).toBe(10)
  expect(shop.bank.calls).toEqual(good.map(() => 'request'))
})

test('an order expires when its time is over and no payment is open, and its goods are free', async () => {
  const { goods, orderId, paymentId } = await place()
  await shop.confirm(paymentId, 'NOK')
  await shop.sweepAfter(14)
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'pending_payment' })
  await shop.sweepAfter(1)
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'expired', expiresAt: null })
  expect(await shop.stock(goods.id)).toEqual({ onHand: 3, pending: 0, reserved: 0, available: 3 })
})

test('an order does not expire while the gateway has not said that it is unpaid; the hold ends all the same', async () => {
  const { goods, orderId } = await place()
  shop.bank.failNext('inquire', 'lost', 'lost', 'lost', 'lost', 'lost')
  await shop.sweepAfter(15)
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'pending_payment' })
  expect(await shop.stock(goods.id)).toMatchObject({ reserved: 2 })
  await shop.sweepAfter(14)
  expect(await shop.stock(goods.id)).toMatchObject({ reserved: 2 })
  await shop.sweepAfter(1)
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'expired' })
  expect(await shop.stock(goods.id)).toMatchObject({ reserved: 0, available: 3 })
})

test('a checkout of a cart whose order has expired points to the order', async () => {
  const { orderId, paymentId } = await place()
  await shop.confirm(paymentId, 'NOK')
  await shop.sweepAfter(15)
  const row = await shop.db.row<{ cartId: string }>(
    sql`select cart_id as "cartId" from orders."order" where id = ${orderId}`,
  )
  expect((await shop.checkOut(customer, row?.cartId ?? '', 1_000_000)).json()).toMatchObject({
    status: 409,
    code: 'cart_completed',
    orderId,
  })
})

test('money that comes after the order expired pays it if the goods are still there', async () => {
  const { goods, orderId, paymentId } = await place()
  await shop.sweepAfter(15)
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'expired', payment: { state: 'expired' } })
  await shop.pay(paymentId)
  expect((await shop.confirm(paymentId)).json().state).toBe('paid')
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'paid', booksState: 'waiting' })
  expect(await shop.stock(goods.id)).toEqual({ onHand: 3, pending: 2, reserved: 0, available: 1 })
})

test('money that comes after others have bought the goods goes back, and a person is asked to look', async () => {
  const { goods, orderId, paymentId } = await place(2)
  await shop.sweepAfter(15)
  const other = await shop.customer()
  await shop.checkOut(other, await shop.cart(other, [goods.id, 2]), 1_000_000)
  const before = await shop.rows()
  await shop.pay(paymentId)
  expect((await shop.confirm(paymentId)).json().state).toBe('reversed')
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'expired', booksState: 'attention', paidAt: null })
  expect(await shop.stock(goods.id)).toEqual({ onHand: 2, pending: 0, reserved: 2, available: 0 })
  const after = await shop.rows()
  for (const part of ['orders', 'reservations', 'movements', 'outbox', 'dirty'])
    expect(after?.[part], part).toBe(before?.[part])
})

test('an expired order is paid again after its goods are held anew', async () => {
  const { goods, orderId, paymentId } = await place()
  await shop.confirm(paymentId, 'NOK')
  await shop.sweepAfter(15)
  const again = (await shop.payAgain(customer, orderId)).json().payment
  expect(await shop.order(customer, orderId)).toMatchObject({
    state: 'pending_payment',
    expiresAt: new Date(shop.clock.now().getTime() + 15 * 60_000).toISOString(),
  })
  expect(await shop.stock(goods.id)).toMatchObject({ reserved: 2, available: 1 })
  await shop.pay(again.id)
  expect((await shop.confirm(again.id)).json().state).toBe('paid')
  expect(await shop.stock(goods.id)).toEqual({ onHand: 3, pending: 2, reserved: 0, available: 1 })
})

test('an order that cannot hold its goods anew keeps those it still has, for its time may not have been swept yet', async () => {
  const { goods, orderId, paymentId } = await place()
  await shop.confirm(paymentId, 'NOK')
  shop.clock.advance(15 * 60_000)
  await shop.restock(goods.id, 1)
  const before = await shop.rows()
  expect((await shop.payAgain(customer, orderId)).json()).toMatchObject({
    code: 'out_of_stock',
    lines: [{ variantId: goods.id, requested: 2, available: 1 }],
  })
  expect(await shop.rows()).toEqual(before)
  expect(await shop.stock(goods.id)).toMatchObject({ onHand: 1, reserved: 2 })
})

test('an expired order whose goods others hold cannot be paid again, and stays as it is', async () => {
  const { goods, orderId, paymentId } = await place(2)
  await shop.confirm(paymentId, 'NOK')
  await shop.sweepAfter(15)
  const other = await shop.customer()
  await shop.checkOut(other, await shop.cart(other, [goods.id, 1]), 500_000)
  const before = await shop.rows()
  expect((await shop.payAgain(customer, orderId)).json()).toMatchObject({
    status: 409,
    code: 'out_of_stock',
    lines: [{ variantId: goods.id, requested: 2, available: 1 }],
  })
  expect(await shop.rows()).toEqual(before)
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'expired' })
})
