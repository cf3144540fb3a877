import { sql } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ADDRESS, openShop, type Shop } from './shop.ts'

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

test('a cart becomes one unpaid order at the agreed sum, its goods are held, and the buyer is sent to the bank', async () => {
  const jeans = await shop.goods(500_000, 10)
  const shoes = await shop.goods(250_000, 10)
  const cart = await shop.cart(customer, [jeans.id, 2], [shoes.id, 1])
  const answer = await shop.post(customer, shop.checkoutBody(cart, 1_850_000, { note: ' زنگ نزنید ' }))
  expect(answer.statusCode).toBe(200)
  const { order, payment } = answer.json()
  expect(order).toMatchObject({
    state: 'pending_payment',
    itemsTotal: 1_250_000,
    shippingTotal: 600_000,
    total: 1_850_000,
    shippingTitle: 'پست پیشتاز',
    address: { ...ADDRESS, mobile: '+989351112233' },
    note: 'زنگ نزنید',
    placedAt: '2026-11-23T12:00:00.000Z',
    expiresAt: '2026-11-23T12:15:00.000Z',
    payment: { id: payment.id, state: 'redirected', reference: null, cardPan: null },
    booksState: 'waiting',
  })
  expect(order.lines).toMatchObject([
    { variantId: jeans.id, unitPrice: 500_000, quantity: 2, total: 1_000_000 },
    { variantId: shoes.id, unitPrice: 250_000, quantity: 1, total: 250_000 },
  ])
  expect(payment.redirectUrl).toMatch(/^http:\/\/bank\.invalid\/S\d+$/)
  expect([...shop.bank.sessions.values()].at(-1)).toMatchObject({
    amount: 1_850_000,
    callbackUrl: `http://127.0.0.1:8080/payments/return/${payment.id}`,
  })
  expect(await shop.stock(jeans.id)).toEqual({ onHand: 10, pending: 0, reserved: 2, available: 8 })
  expect(await shop.order(customer, order.id)).toEqual(order)
})

test('a repeat gives the same order and payment, with the same key and with another', async () => {
  const goods = await shop.goods(500_000, 10)
  const cart = await shop.cart(customer, [goods.id, 1])
  const first = await shop.checkOut(customer, cart, 500_000, 'key-1')
  const before = await shop.rows()
  const sameKey = await shop.checkOut(customer, cart, 500_000, 'key-1')
  const otherKey = await shop.checkOut(customer, cart, 500_000, 'key-2')
  expect(sameKey.json()).toEqual(first.json())
  expect(otherKey.json()).toEqual(first.json())
  expect(await shop.rows()).toEqual(before)
  expect(shop.bank.calls).toEqual(['request'])
})

test('the same key for another checkout is a conflict, and no key is refused', async () => {
  const goods = await shop.goods(500_000, 10)
  const cart = await shop.cart(customer, [goods.id, 1])
  await shop.checkOut(customer, cart, 500_000, 'key-3')
  const before = await shop.rows()
  const body = shop.checkoutBody(await shop.cart(customer, [goods.id, 1]), 1_100_000)
  expect((await shop.post(customer, body, 'key-3')).json()).toMatchObject({ status: 409, code: 'idempotency_conflict' })
  expect((await shop.postWithoutKey(customer, body)).json()).toMatchObject({
    status: 400,
    code: 'idempotency_key_required',
  })
  expect(await shop.rows()).toEqual(before)
})

test('each refusal is told exactly and leaves nothing behind', async () => {
  const goods = await shop.goods(500_000, 3)
  const gone = await shop.goods(700_000, 5)
  const other = await shop.customer()
  const cart = await shop.cart(customer, [goods.id, 2])
  const tooMany = await shop.cart(customer, [goods.id, 3], [gone.id, 1])
  const withGone = await shop.cart(customer, [goods.id, 1], [gone.id, 1])
  await shop.db.run(sql`update cart.line set quantity = 4 where cart_id = ${tooMany} and variant_id = ${goods.id}`)
  const unsellable = await shop.cart(customer, [goods.id, 1])
  await shop.db.run(sql`update cart.line set variant_id = ${newId('var')} where cart_id = ${unsellable}`)
  const before = await shop.rows()
  const stock = await shop.stock(goods.id)

  const refusals: [string, object, number, object][] = [
    [customer, shop.checkoutBody(cart, 1_599_999), 409, { code: 'cart_changed', total: 1_600_000 }],
    [
      customer,
      shop.checkoutBody(tooMany, 3_300_000),
      409,
      { code: 'out_of_stock', lines: [{ variantId: goods.id, requested: 4, available: 3 }] },
    ],
    [customer, shop.checkoutBody(unsellable, 1_100_000), 409, { code: 'not_for_sale' }],
    [customer, shop.checkoutBody(await shop.cart(customer), 600_000), 409, { code: 'cart_empty' }],
    [customer, shop.checkoutBody(newId('cart'), 600_000), 404, { code: 'not_found' }],
    [other, shop.checkoutBody(cart, 1_600_000), 404, { code: 'not_found' }],
    [
      customer,
      shop.checkoutBody(cart, 1_600_000, { shippingMethodId: newId('shp') }),
      400,
      { code: 'invalid_request', errors: [{ field: 'body.shippingMethodId' }] },
    ],
  ]
  for (const [who, body, status, problem] of refusals) {
    const answer = await shop.post(who, body)
    expect([answer.statusCode, answer.json()]).toMatchObject([status, problem])
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  }
  await shop.applyVariant({ ...gone, deleted: true })
  expect((await shop.post(customer, shop.checkoutBody(withGone, 1_800_000))).json()).toMatchObject({
    code: 'not_for_sale',
    lines: [{ variantId: gone.id }],
  })
  expect(await shop.rows()).toEqual(before)
  expect(await shop.stock(goods.id)).toEqual(stock)
  expect(shop.bank.calls).toEqual([])
})

test('bad bodies are refused with the field and leave nothing behind', async () => {
  const goods = await shop.goods(500_000, 3)
  const cart = await shop.cart(customer, [goods.id, 1])
  const before = await shop.rows()
  const cases: [object, string][] = [
    [{ cartId: 'cart_1' }, 'body.cartId'],
    [{ expectedTotal: '1100000' }, 'body.expectedTotal'],
    [{ expectedTotal: 1.5 }, 'body.expectedTotal'],
    [{ address: { ...ADDRESS, postalCode: '1111111111' } }, 'body.address.postalCode'],
    [{ address: { ...ADDRESS, mobile: '021' } }, 'body.address.mobile'],
    [{ address: { ...ADDRESS, receiverName: ' ' } }, 'body.address.receiverName'],
    [{ note: 'x'.repeat(501) }, 'body.note'],
    [{ discount: 5 }, 'body'],
  ]
  for (const [change, field] of cases) {
    const answer = (await shop.post(customer, shop.checkoutBody(cart, 1_100_000, change))).json()
    expect([answer.status, answer.code, answer.errors[0].field]).toEqual([400, 'invalid_request', field])
  }
  expect(await shop.rows()).toEqual(before)
})

test('a price that changed since the customer saw it is told, and the new sum is accepted', async () => {
  const goods = await shop.goods(500_000, 3)
  const cart = await shop.cart(customer, [goods.id, 1])
  await shop.applyVariant({ ...goods, price: 550_000 })
  expect((await shop.checkOut(customer, cart, 500_000)).json()).toMatchObject({
    code: 'cart_changed',
    total: 1_150_000,
  })
  expect((await shop.checkOut(customer, cart, 550_000)).json().order.total).toBe(1_150_000)
})

test('a gateway that gives no token leaves the order unpaid and says so; the same request tries again', async () => {
  const goods = await shop.goods(500_000, 3)
  const cart = await shop.cart(customer, [goods.id, 1])
  shop.bank.failNext('request', 'lost')
  const failed = await shop.checkOut(customer, cart, 500_000, 'key-4')
  expect(failed.json()).toMatchObject({ status: 502, code: 'payment_unavailable', orderId: expect.any(String) })
  const { orderId } = failed.json()
  expect(await shop.order(customer, orderId)).toMatchObject({ state: 'pending_payment', payment: { state: 'failed' } })
  expect(await shop.stock(goods.id)).toMatchObject({ reserved: 1 })

  const again = await shop.checkOut(customer, cart, 500_000, 'key-4')
  expect([again.statusCode, again.json().order.id]).toEqual([200, orderId])
  expect(await shop.stock(goods.id)).toMatchObject({ reserved: 1 })
})

test('a process that ends before the gateway answered leaves an order that the next checkout takes up', async () => {
  const goods = await shop.goods(500_000, 3)
  const cart = await shop.cart(customer, [goods.id, 1])
  const { request } = shop.bank.gateway
  shop.bank.gateway.request = () => Promise.reject(new Error('the process ended here'))
  expect((await shop.checkOut(customer, cart, 500_000, 'key-5')).json().code).toBe('internal_error')
  shop.bank.gateway.request = request
  const early = await shop.checkOut(customer, cart, 500_000, 'key-5')
  expect(early.json()).toMatchObject({ status: 409, code: 'request_in_progress', orderId: expect.any(String) })
  shop.clock.advance(30_000)
  const later = await shop.checkOut(customer, cart, 500_000, 'key-5')
  expect([later.statusCode, later.json().order.id]).toEqual([200, early.json().orderId])
  expect(await shop.stock(goods.id)).toMatchObject({ reserved: 1 })
})

test('the whole way: paid order, sold goods, a name for the customer, and the books are rung for', async () => {
  const goods = await shop.goods(500_000, 3)
  const placed = (await shop.checkOut(customer, await shop.cart(customer, [goods.id, 2]), 1_000_000)).json()
  await shop.db.run(sql`truncate platform.outbox, sync.dirty`)
  await shop.pay(placed.payment.id)
  expect((await shop.confirm(placed.payment.id)).json()).toEqual({ orderId: placed.order.id, state: 'paid' })
  expect(await shop.order(customer, placed.order.id)).toMatchObject({
    state: 'paid',
    paidAt: shop.clock.now().toISOString(),
    expiresAt: null,
    payment: { id: placed.payment.id, state: 'paid' },
  })
  expect(await shop.stock(goods.id)).toEqual({ onHand: 3, pending: 2, reserved: 0, available: 1 })
  expect(await shop.db.rows(sql`select entity, local_id as id from sync.dirty order by entity`)).toEqual([
    { entity: 'customer', id: customer },
    { entity: 'order', id: placed.order.id },
  ])
  const doorbell = { type: 'sync.drain', body: { reason: 'order_paid' }, correlationId: expect.any(String) }
  expect(await shop.db.rows(sql`select queue, message from platform.outbox order by queue`)).toEqual([
    { queue: 'customer_sync_request', message: doorbell },
    { queue: 'order_sync_request', message: doorbell },
  ])
  expect(
    await shop.db.row(
      sql`select first_name as first, last_name as last from customers.customer where id = ${customer}`,
    ),
  ).toEqual({ first: 'مریم', last: 'احمدی' })

  const replay = await shop.checkOut(customer, await cartOf(placed.order.id), 1_000_000)
  expect(replay.json().order).toMatchObject({ id: placed.order.id, state: 'paid' })
})

const cartOf = async (orderId: string): Promise<string> =>
  (await shop.db.row<{ cartId: string }>(sql`select cart_id as "cartId" from orders."order" where id = ${orderId}`))
    ?.cartId ?? ''

test('no token, number, address or key is in the log', async () => {
  const goods = await shop.goods(500_000, 3)
  const placed = (await shop.checkOut(customer, await shop.cart(customer, [goods.id, 1]), 500_000)).json()
  const authority = await shop.pay(placed.payment.id)
  await shop.confirm(placed.payment.id)
  const log = shop.lines.join('')
  expect(log).toContain('answered')
  for (const secret of [authority, '9351112233', 'مریم', 'پلاک', 'Bearer']) expect(log).not.toContain(secret)
})
