import { sql } from '@hybrid-store/database'
import { type Id, newId } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { as } from '../../../shared/test/test-server.ts'
import { recordConfirmedByBooks } from '../../orders/index.ts'
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
  await allow(true)
})

const allow = (onDelivery: boolean) => shop.db.run(sql`update shipping.method set on_delivery = ${onDelivery}`)
const order = (buyer: string, cart: string, itemsTotal: number, key?: string) => {
  const body = shop.checkoutBody(cart, itemsTotal + shop.shipping, { paymentMethod: 'on_delivery' })
  return shop.post(buyer, body, key)
}
async function place(stock = 3) {
  const goods = await shop.goods(500_000, stock)
  const cart = await shop.cart(customer, [goods.id, 2])
  return { goods, cart, orderId: (await order(customer, cart, 1_000_000)).json().order.id }
}
const staff = (permissions: Parameters<typeof as>[2] = ['orders.write']) => as('staff', newId('stf'), permissions)
const collected = (orderId: string, amount: number, headers = staff()) =>
  shop.app.inject({ method: 'POST', url: `/api/v1/admin/orders/${orderId}/collected`, headers, payload: { amount } })
const dirty = (orderId: string) =>
  shop.db.rows(sql`select entity from sync.dirty where local_id = ${orderId} or local_id in
    (select id from orders.collection where order_id = ${orderId}) order by entity`)

test('an order that is paid on delivery is placed at once: goods sold, no bank, the books rung', async () => {
  const { goods, orderId } = await place()
  expect(await shop.order(customer, orderId)).toMatchObject({
    state: 'placed',
    paymentMethod: 'on_delivery',
    dueOnDelivery: 1_600_000,
    paidAt: null,
    expiresAt: null,
    payment: null,
  })
  expect(await shop.stock(goods.id)).toEqual({ onHand: 3, pending: 2, reserved: 0, available: 1 })
  expect(shop.bank.calls).toEqual([])
  expect(await dirty(orderId)).toEqual([{ entity: 'order' }])
  await shop.sweepAfter(60)
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'placed' })
  expect((await shop.payAgain(customer, orderId)).json().code).toBe('order_not_payable')
})

test('a way of delivery that does not allow it refuses it, and nothing is written', async () => {
  await allow(false)
  const goods = await shop.goods(500_000, 3)
  const cart = await shop.cart(customer, [goods.id, 2])
  const before = await shop.rows()
  const refused = await order(customer, cart, 1_000_000)
  expect([refused.statusCode, refused.json().code]).toEqual([409, 'on_delivery_unavailable'])
  expect(await shop.rows()).toEqual(before)
})

test('ten submissions at once make one order and sell its goods once; a later one with another key gives it again', async () => {
  const goods = await shop.goods(500_000, 100)
  const cart = await shop.cart(customer, [goods.id, 2])
  const answers = await Promise.all(Array.from({ length: 10 }, () => order(customer, cart, 1_000_000)))
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(10).fill(200))
  expect(new Set(answers.map((answer) => answer.json().order.id)).size).toBe(1)
  expect((await shop.checkOut(customer, cart, 1_000_000)).json()).toEqual(answers[0]?.json())
  expect(shop.bank.calls).toEqual([])
  expect(await shop.stock(goods.id)).toEqual({ onHand: 100, pending: 2, reserved: 0, available: 98 })
})

test('sixty buyers at once, half of them through the bank, for ten pieces: ten orders, never oversold', async () => {
  const goods = await shop.goods(500_000, 10)
  const buyers = await Promise.all(
    Array.from({ length: 60 }, async () => {
      const buyer = await shop.customer()
      return { buyer, cart: await shop.cart(buyer, [goods.id, 1]) }
    }),
  )
  const answers = await Promise.all(
    buyers.map(({ buyer, cart }, n) => (n % 2 ? order(buyer, cart, 500_000) : shop.checkOut(buyer, cart, 500_000))),
  )
  const good = answers.filter((answer) => answer.statusCode === 200).map((answer) => answer.json())
  expect(good).toHaveLength(10)
  const codes = answers.filter((answer) => answer.statusCode !== 200).map((answer) => answer.json().code)
  expect(codes).toEqual(Array(50).fill('out_of_stock'))
  const placed = good.filter(({ payment }) => payment === null).length
  expect(await shop.stock(goods.id)).toEqual({ onHand: 10, pending: placed, reserved: 10 - placed, available: 0 })
})

test('collected by ten at once: one record, the order paid, another amount refused', async () => {
  const { orderId } = await place()
  expect((await collected(orderId, 1_599_999)).json().code).toBe('amount_differs')
  const answers = await Promise.all(Array.from({ length: 10 }, () => collected(orderId, 1_600_000)))
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(10).fill(200))
  expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1)
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'paid', dueOnDelivery: null, payment: null })
  expect(await dirty(orderId)).toEqual([{ entity: 'collection' }, { entity: 'order' }])
  expect((await collected(orderId, 1)).json().code).toBe('amount_differs')
  expect((await collected(newId('ord'), 1)).json().code).toBe('not_found')
  expect((await collected(orderId, 1_600_000, staff(['orders.read']))).json().code).toBe('forbidden')
})

test('its customer cancels it until the invoice is made, and nothing can be collected after that', async () => {
  const { goods, orderId } = await place()
  const cancel = (id: Id<'ord'>) =>
    cancelOrder(shop.deps, { orderId: id, customerId: customer, by: customer, reason: null })
  expect(await cancel(orderId)).toMatchObject({ ok: true })
  expect(await shop.stock(goods.id)).toEqual({ onHand: 3, pending: 0, reserved: 0, available: 3 })
  expect((await collected(orderId, 1_600_000)).json().code).toBe('order_not_collectable')
  const other = await place()
  await shop.db.transaction((tx) => recordConfirmedByBooks(tx, [{ orderId: other.orderId, invoiceNumber: 1873 }]))
  expect(await cancel(other.orderId)).toEqual({ ok: false, error: { code: 'order_not_cancellable' } })
})

test('cancelled and collected at the same moment: the one that came second finds what the first has done', async () => {
  const { orderId } = await place()
  const [cancelled, money] = await Promise.all([
    cancelOrder(shop.deps, { orderId, customerId: null, by: 'stf_x', reason: 'نپذیرفت' }),
    collected(orderId, 1_600_000),
  ])
  expect(cancelled).toMatchObject({ ok: true })
  const taken = await shop.db.rows(sql`select amount from orders.collection where order_id = ${orderId}`)
  expect(taken).toEqual(money.statusCode === 200 ? [{ amount: 1_600_000 }] : [])
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'cancelled' })
})
