import type { OrderView } from '@hybrid-store/contracts'
import { newId } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADDRESS, orderOf } from './fake-core.ts'
import { has, LOGGED_IN, type Shop, shop, shownValue, textOf } from './shop.ts'

let store: Shop
let order: OrderView
beforeAll(async () => {
  store = await shop()
})
afterAll(() => store.close())
beforeEach(() => {
  const line = {
    variantId: newId('var'),
    productSlug: 's',
    productName: 'پیراهن',
    options: [{ name: 'اندازه', value: 'XL' }],
    imageUrl: null,
    unitPrice: 1_000_000,
    quantity: 2,
    available: 5,
    total: 2_000_000,
  }
  const cart = { id: newId('cart'), lines: [line], itemsTotal: 2_000_000, itemCount: 2 }
  order = orderOf(cart, ADDRESS, { title: 'پست', price: 500_000 }, null)
  store.core.state.orders = [order]
  store.core.state.nextCursor = null
  store.core.state.paymentState = 'paid'
})
const show = () => store.get(`/orders/${order.id}`, LOGGED_IN)
const back = (status = 'OK') => store.get(`/payments/return/${order.payment?.id}?Authority=A0001&Status=${status}`)

describe('coming back from the bank', () => {
  test('asks the core, which asks the bank, and leads to the order', async () => {
    const answer = await back()
    expect([answer.status, answer.location]).toEqual([303, `/orders/${order.id}`])
    expect(store.core.state.seen.at(-1)?.body).toEqual({ authority: 'A0001', status: 'OK' })
    const { html } = await show()
    expect(textOf(html, 'order-state')).toBe('پرداخت‌شده')
    expect(textOf(html, 'payment-reference')).toBe('۲۰۱۴۰۲')
    expect(shownValue(html, 'payment-reference')).toBe('201402')
    expect(textOf(html, 'payment-card')).toBe('۵۰۲۲۲۹******۵۹۹۵')
    expect(has(html, 'pay-again')).toBe(false)
  })

  test('a failed payment is told, with the way to pay again', async () => {
    store.core.state.paymentState = 'failed'
    await back('NOK')
    const { html } = await show()
    expect(has(html, 'payment-failed')).toBe(true)
    expect(textOf(html, 'pay-again')).toBe('پرداخت دوباره')
  })

  test('an unknown outcome is explained, refreshes by itself and offers no second payment', async () => {
    store.core.state.paymentState = 'unknown'
    await back()
    const { html } = await show()
    expect(textOf(html, 'payment-unknown')).toContain('در حال بررسی')
    expect(html).toContain(`<meta http-equiv="refresh" content="10;url=/orders/${order.id}"`)
    expect(has(html, 'pay-again')).toBe(false)
  })

  test('a core that does not answer leaves no customer alone with their money', async () => {
    store.core.state.refusals.set('POST /api/v1/payments/:paymentId/confirm', 'broken')
    const { status, html } = await back()
    expect(status).toBe(503)
    expect(has(html, 'payment-checking')).toBe(true)
    expect(html).toContain('http-equiv="refresh"')
  })

  test('a payment nobody knows is not found', async () => {
    expect((await store.get(`/payments/return/${newId('pay')}`)).status).toBe(404)
  })
})

describe('an order', () => {
  test('shows number, lines, sums, address and Jalali time', async () => {
    const { html } = await show()
    expect(textOf(html, 'order-number')).toBe('۱۰۲۴')
    expect(shownValue(html, 'order-number')).toBe('1024')
    expect(textOf(html, 'order-state')).toBe('در انتظار پرداخت')
    expect(textOf(html, 'order-total')).toBe('۲۵۰٬۰۰۰ تومان')
    expect(html).toContain('<bdi>XL</bdi>')
    expect(html).toContain('۲ آذر ۱۴۰۵، ۱۲:۰۰')
    expect(html).toContain('۰۹۱۲۱۲۳۴۵۶۷')
    expect(has(html, 'books-state')).toBe(false)
  })

  test('shows how far it is in the books, and the invoice number once there is one', async () => {
    order.state = 'paid'
    expect(textOf((await show()).html, 'books-state')).toBe('در صف ثبت در حسابداری')
    expect(has((await show()).html, 'invoice-number')).toBe(false)
    order.booksState = 'confirmed'
    order.invoiceNumber = 88_213
    const { html } = await show()
    expect(textOf(html, 'books-state')).toBe('فاکتور صادر شد')
    expect(textOf(html, 'invoice-number')).toBe('۸۸۲۱۳')
    expect(shownValue(html, 'invoice-number')).toBe('88213')
  })

  test('can be paid again, and a refusal of that is told', async () => {
    const paid = await store.post(`/orders/${order.id}/pay`, {}, LOGGED_IN)
    expect(paid.html).toContain('content="0;url=https://bank.test/pg/StartPay/A2"')
    store.core.state.refusals.set('POST /api/v1/orders/:orderId/pay', { code: 'order_not_payable' })
    const refused = await store.post(`/orders/${order.id}/pay`, {}, LOGGED_IN)
    expect(refused.status).toBe(409)
    expect(textOf(refused.html, 'pay-refusal')).toBe('این سفارش پرداختنی نیست')
  })

  test('is shown to nobody who is not logged in', async () => {
    expect((await store.get(`/orders/${order.id}`)).location).toBe(`/login?next=%2Forders%2F${order.id}`)
    expect((await store.get('/orders')).location).toBe('/login?next=%2Forders')
    expect((await store.post(`/orders/${order.id}/pay`, {})).location).toBe(`/login?next=%2Forders%2F${order.id}`)
  })

  test('that is not mine or does not exist is not found', async () => {
    expect((await store.get(`/orders/${newId('ord')}`, LOGGED_IN)).status).toBe(404)
    store.core.state.refusals.set('GET /api/v1/orders/:orderId', { code: 'invalid_request' })
    expect((await store.get('/orders/nonsense', LOGGED_IN)).status).toBe(404)
  })

  test('cannot be made to say anything by its address', async () => {
    const { html } = await store.get(`/orders/${order.id}?notice=cart_empty`, LOGGED_IN)
    expect(has(html, 'pay-refusal')).toBe(false)
  })
})

test('the list of orders is paged', async () => {
  store.core.state.nextCursor = 'older'
  const { html } = await store.get('/orders', LOGGED_IN)
  expect(html).toContain(`href="/orders/${order.id}"`)
  expect(html).toContain('href="/orders?cursor=older"')
})
