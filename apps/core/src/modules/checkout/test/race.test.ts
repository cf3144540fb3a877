import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())
beforeEach(() => shop.bank.reset())

test('ten checkouts of one cart at once make one order with one payment and one request at the gateway', async () => {
  const customer = await shop.customer()
  const goods = await shop.goods(500_000, 100)
  const cart = await shop.cart(customer, [goods.id, 2])
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.checkOut(customer, cart, 1_000_000)))
  const good = answers.filter((answer) => answer.statusCode === 200).map((answer) => answer.json())
  const others = answers.filter((answer) => answer.statusCode !== 200).map((answer) => answer.json().code)
  expect(good.length).toBeGreaterThan(0)
  expect(new Set(good.map(({ order, payment }) => `${order.id} ${payment.id} ${payment.redirectUrl}`)).size).toBe(1)
  expect(others).toEqual(others.map(() => 'request_in_progress'))
  expect(shop.bank.calls).toEqual(['request'])
  expect(await shop.rows()).toMatchObject({ orders: 1, lines: 1, payments: 1, reservations: 1, completed: 1 })
  expect(await shop.stock(goods.id)).toMatchObject({ reserved: 2, available: 98 })
})

test('fifty buyers at once for ten pieces: ten orders, forty out of stock, nothing half-written', async () => {
  const goods = await shop.goods(500_000, 10)
  const before = await shop.rows()
  const buyers = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const customer = await shop.customer()
      return { customer, cart: await shop.cart(customer, [goods.id, 1]) }
    }),
  )
  const answers = await Promise.all(buyers.map(({ customer, cart }) => shop.checkOut(customer, cart, 500_000)))
  expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(10)
  const refused = answers.filter((answer) => answer.statusCode !== 200).map((answer) => answer.json())
  expect(refused).toHaveLength(40)
  for (const problem of refused)
    expect(problem).toMatchObject({
      status: 409,
      code: 'out_of_stock',
      lines: [{ variantId: goods.id, requested: 1, available: 0 }],
    })
  const after = await shop.rows()
  for (const part of ['orders', 'lines', 'payments', 'reservations', 'movements', 'completed'])
    expect(Number(after?.[part]) - Number(before?.[part]), part).toBe(10)
  expect(await shop.stock(goods.id)).toEqual({ onHand: 10, pending: 0, reserved: 10, available: 0 })
})

test('carts that hold the same goods in opposite order do not stop each other', async () => {
  const one = await shop.goods(500_000, 100)
  const two = await shop.goods(500_000, 100)
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const customer = await shop.customer()
      const [first, second] = n % 2 ? [one, two] : [two, one]
      return shop.checkOut(customer, await shop.cart(customer, [first.id, 1], [second.id, 1]), 1_000_000)
    }),
  )
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(20).fill(200))
  expect(await shop.stock(one.id)).toMatchObject({ reserved: 20 })
})

test('a callback and the expiry of the order at the same moment agree: paid and sold', async () => {
  const goods = await shop.goods(500_000, 30)
  const orders = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const customer = await shop.customer()
      const placed = (await shop.checkOut(customer, await shop.cart(customer, [goods.id, 3]), 1_500_000)).json()
      await shop.pay(placed.payment.id)
      return placed
    }),
  )
  await Promise.all([shop.sweepAfter(15), ...orders.map(({ payment }) => shop.confirm(payment.id))])
  expect(
    await shop.db.rows(
      sql`select distinct state from orders."order" where id = any(${orders.map(({ order }) => order.id)}::text[])`,
    ),
  ).toEqual([{ state: 'paid' }])
  expect(await shop.stock(goods.id)).toEqual({ onHand: 30, pending: 30, reserved: 0, available: 0 })
})
