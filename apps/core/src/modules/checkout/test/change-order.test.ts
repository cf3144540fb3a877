import { sql } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { as } from '../../../shared/test/test-server.ts'
import { recordConfirmedByBooks } from '../../orders/index.ts'
import { cancelOrder } from '../cancel-order.ts'
import { ADDRESS, openShop, type Shop } from './shop.ts'

let shop: Shop
let customer: string
beforeAll(async () => {
  shop = await openShop()
  await shop.db.run(sql`update shipping.method set on_delivery = true`)
})
afterAll(() => shop.close())
beforeEach(async () => {
  shop.bank.reset()
  customer = await shop.customer()
})

const staff = as('staff', newId('stf'), ['orders.read', 'orders.write'])
const url = (orderId: string) => `/api/v1/admin/orders/${orderId}`
const seen = async (orderId: string) => (await shop.app.inject({ url: url(orderId), headers: staff })).json()
const patch = (orderId: string, payload: object, key: string = crypto.randomUUID(), headers = staff) =>
  shop.app.inject({ method: 'PATCH', url: url(orderId), headers: { ...headers, 'idempotency-key': key }, payload })
const change = async (orderId: string, lines: object[], more: object = {}) =>
  patch(orderId, { version: (await seen(orderId)).version, lines, ...more })

/** An order of two pieces of one thing and one of another, at 1,600,000 with the shipping. */
async function place(paymentMethod: 'gateway' | 'on_delivery', stock = 5) {
  const one = await shop.goods(400_000, stock)
  const other = await shop.goods(200_000, stock)
  const cart = await shop.cart(customer, [one.id, 2], [other.id, 1])
  const body = shop.checkoutBody(cart, 1_600_000, { paymentMethod })
  const { order, payment } = (await shop.post(customer, body)).json()
  if (payment) {
    await shop.pay(payment.id)
    await shop.confirm(payment.id)
  }
  return { one, other, orderId: order.id }
}

test('a paid order gets smaller: stock follows, the rest is owed to the customer, the books are told', async () => {
  const { one, other, orderId } = await place('gateway')
  await shop.db.run(sql`delete from sync.dirty`)
  const answer = await change(orderId, [
    { variantId: one.id, quantity: 1 },
    { variantId: other.id, quantity: 0 },
  ])
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({
    itemsTotal: 400_000,
    total: 1_000_000,
    lines: [{ variantId: one.id, quantity: 1 }],
  })
  expect(await shop.stock(one.id)).toEqual({ onHand: 5, pending: 1, reserved: 0, available: 4 })
  expect(await shop.stock(other.id)).toEqual({ onHand: 5, pending: 0, reserved: 0, available: 5 })
  expect(await seen(orderId)).toMatchObject({
    paidTotal: 1_600_000,
    refundedTotal: 0,
    refundDue: 600_000,
    changes: [{ totalBefore: 1_600_000, totalAfter: 1_000_000 }],
  })
  expect(await shop.db.rows(sql`select entity from sync.dirty where local_id = ${orderId}`)).toEqual([
    { entity: 'order' },
  ])
})

test('to a paid order nothing is added; to one that is paid on delivery it is, at the price of now', async () => {
  const paid = await place('gateway')
  const extra = await shop.goods(300_000, 2)
  expect((await change(paid.orderId, [{ variantId: extra.id, quantity: 1 }])).json().code).toBe('paid_order_grows')
  expect((await change(paid.orderId, [{ variantId: paid.one.id, quantity: 3 }])).json().code).toBe('paid_order_grows')
  const { orderId, one } = await place('on_delivery')
  const added = await change(orderId, [
    { variantId: extra.id, quantity: 2 },
    { variantId: one.id, quantity: 0 },
  ])
  expect(added.json()).toMatchObject({ total: 1_400_000, dueOnDelivery: 1_400_000 })
  expect(await shop.stock(extra.id)).toEqual({ onHand: 2, pending: 2, reserved: 0, available: 0 })
  const more = await change(orderId, [{ variantId: extra.id, quantity: 3 }])
  expect(more.json()).toMatchObject({
    code: 'out_of_stock',
    lines: [{ variantId: extra.id, requested: 1, available: 0 }],
  })
  expect((await change(orderId, [{ variantId: one.id, quantity: 1 }])).json()).toMatchObject({ total: 1_800_000 })
  expect(await shop.stock(one.id)).toEqual({ onHand: 5, pending: 1, reserved: 0, available: 4 })
})

test('what cannot be changed says why, and nothing is written', async () => {
  const { orderId, one, other } = await place('gateway')
  const everything = [one, other].map(({ id }) => ({ variantId: id, quantity: 0 }))
  const before = await seen(orderId)
  expect((await change(orderId, everything)).json().code).toBe('order_would_be_empty')
  expect((await patch(orderId, { version: before.version - 1 })).json().code).toBe('order_changed')
  expect((await patch(newId('ord'), { version: 1 })).json().code).toBe('not_found')
  expect((await patch(orderId, { version: 1 }, 'k', as('staff', newId('stf'), ['orders.read']))).json().code).toBe(
    'forbidden',
  )
  expect(await seen(orderId)).toEqual(before)
  await shop.db.transaction((tx) => recordConfirmedByBooks(tx, [{ orderId, invoiceNumber: 1873 }]))
  expect((await change(orderId, [{ variantId: one.id, quantity: 1 }])).json().code).toBe('order_not_changeable')
})

test('an edit that changes nothing writes nothing', async () => {
  const { orderId, one } = await place('gateway')
  const before = await seen(orderId)
  expect((await change(orderId, [{ variantId: one.id, quantity: 2 }])).statusCode).toBe(200)
  expect(await seen(orderId)).toEqual(before)
})

test('note and address change too, and a repeat with the same key edits once', async () => {
  const { orderId } = await place('gateway')
  const body = { version: (await seen(orderId)).version, note: 'زنگ بزنید', address: { ...ADDRESS, city: 'ری' } }
  const first = await patch(orderId, body, 'same-key')
  expect((await patch(orderId, body, 'same-key')).json()).toEqual(first.json())
  expect(first.json()).toMatchObject({ note: 'زنگ بزنید', address: { city: 'ری' }, total: 1_600_000 })
  expect((await seen(orderId)).changes).toHaveLength(1)
})

test('ten edits from one version at once: one is made, nine are told that the order has changed', async () => {
  const { orderId, one } = await place('gateway')
  const { version } = await seen(orderId)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => patch(orderId, { version, lines: [{ variantId: one.id, quantity: 1 }] })),
  )
  expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1)
  const codes = answers.filter((answer) => answer.statusCode !== 200).map((answer) => answer.json().code)
  expect(codes).toEqual(Array(9).fill('order_changed'))
  expect(await shop.stock(one.id)).toEqual({ onHand: 5, pending: 1, reserved: 0, available: 4 })
})

test('an edit and a cancellation at the same moment leave nothing sold', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { orderId, one, other } = await place(round % 2 ? 'gateway' : 'on_delivery')
    const { version } = await seen(orderId)
    const [edit, cancelled] = await Promise.all([
      patch(orderId, { version, lines: [{ variantId: one.id, quantity: 1 }] }),
      cancelOrder(shop.deps, { orderId, customerId: null, by: 'stf_x', reason: 'ناموجود' }),
    ])
    expect(cancelled).toMatchObject({ ok: true, value: { state: 'cancelled' } })
    expect([200, 409]).toContain(edit.statusCode)
    for (const { id } of [one, other])
      expect(await shop.stock(id)).toEqual({ onHand: 5, pending: 0, reserved: 0, available: 5 })
  }
})
