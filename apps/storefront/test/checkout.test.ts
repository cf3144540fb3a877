import { isId, newId } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { handoffPage } from '../src/pages/payments/handoff.page.tsx'
import { ADDRESS, product } from './fake-core.ts'
import { type Answer, cartCookie, has, LOGGED_IN, type Shop, shop, shownValue, textOf } from './shop.ts'

let store: Shop
let headers: Record<string, string> = {}
const shirt = product('پیراهن', [{ value: 'آبی', price: 1_000_000, available: 10 }])
beforeAll(async () => {
  store = await shop()
})
afterAll(() => store.close())
beforeEach(async () => {
  const { state } = store.core
  state.products = [shirt]
  state.orders = []
  state.refusals.clear()
  const added = await store.post('/cart/lines', {
    product: shirt.slug,
    variantId: shirt.variants[0]?.id ?? '',
    quantity: '2',
  })
  headers = { ...LOGGED_IN, cookie: cartCookie(added) }
  state.seen.length = 0
})
const placed = () => store.core.state.seen.filter((call) => call.url === '/api/v1/checkout')

/** The form as a browser would send it back from the page, with an address typed in. */
async function filled(changes: Record<string, string> = {}): Promise<Record<string, string>> {
  const { html } = await store.get('/checkout', headers)
  const method = store.core.state.shipping[0]?.id ?? ''
  return {
    cartId: shownValue(html, 'cartId') ?? '',
    idempotencyKey: shownValue(html, 'idempotencyKey') ?? '',
    shippingMethodId: method,
    [`expectedTotal.${method}`]: shownValue(html, `expectedTotal.${method}`) ?? '',
    receiverName: ADDRESS.receiverName,
    mobile: '۰۹۱۲۱۲۳۴۵۶۷',
    province: 'تهران',
    city: 'تهران',
    address: ADDRESS.address,
    postalCode: '۱۲۳۴۵۶۷۸۹۰',
    note: '',
    ...changes,
  }
}
const submit = async (form: Record<string, string>): Promise<Answer> => store.post('/checkout', form, headers)

describe('the form', () => {
  test('asks a stranger to log in first and then comes back', async () => {
    expect((await store.get('/checkout')).location).toBe('/login?next=%2Fcheckout')
    const post = await store.post('/checkout', {})
    expect(post.location).toBe('/login?next=%2Fcheckout')
    expect(placed()).toEqual([])
  })

  test('shows the sum to pay and what is known of the customer', async () => {
    const { html } = await store.get('/checkout', headers)
    expect(textOf(html, 'checkout-total')).toBe('۲۵۰٬۰۰۰ تومان')
    expect(shownValue(html, 'checkout-total')).toBe('2500000')
    expect(shownValue(html, 'address-receiverName')).toBe('مریم رضایی')
    expect(shownValue(html, 'address-mobile')).toBe('۰۹۱۲۱۲۳۴۵۶۷')
    expect(html.match(/<option/g)).toHaveLength(32)
  })

  test('has a fresh key each time it is shown', async () => {
    expect((await filled()).idempotencyKey).not.toBe((await filled()).idempotencyKey)
  })

  test('with an empty cart there is nothing to order', async () => {
    expect((await store.get('/checkout', LOGGED_IN)).location).toBe('/cart')
  })

  test('with several shipping methods each shows its own sum, and the one chosen is what is agreed to', async () => {
    const { state } = store.core
    const courier = { id: newId('shp'), title: 'پیک', price: 900_000, onDelivery: false }
    state.shipping.push(courier)
    const { html } = await store.get('/checkout', headers)
    expect(shownValue(html, `expectedTotal.${courier.id}`)).toBe('2900000')
    await submit(await filled({ shippingMethodId: courier.id, [`expectedTotal.${courier.id}`]: '2900000' }))
    expect(placed()[0]?.body).toMatchObject({ shippingMethodId: courier.id, expectedTotal: 2_900_000 })
    state.shipping.pop()
  })
})

describe('a right order', () => {
  test('is placed with the key of the form and leads to the bank by a page, not by a redirect', async () => {
    const form = await filled({ note: 'زنگ بزنید' })
    const answer = await submit(form)
    expect(answer.status).toBe(200)
    expect(answer.html).toContain(
      '<meta http-equiv="refresh" content="0;url=https://bank.test/pg/StartPay/A1?x=1&amp;y=2"',
    )
    expect(answer.html).toContain('href="https://bank.test/pg/StartPay/A1?x=1&amp;y=2"')
    const [call] = placed()
    expect(call?.headers['idempotency-key']).toBe(form.idempotencyKey)
    expect(call?.body).toMatchObject({
      address: { mobile: '+989121234567', postalCode: '1234567890', province: 'تهران' },
      note: 'زنگ بزنید',
      expectedTotal: 2_500_000,
    })
    expect(answer.headers.getSetCookie()[0]).toMatch(/^store_cart=;/)
  })
})

describe('a key that was tampered with', () => {
  test.each(['کلید', 'a\r\nx-evil: 1', 'x'.repeat(500)])(
    '%j is replaced, and the order is placed',
    async (idempotencyKey) => {
      const answer = await submit(await filled({ idempotencyKey }))
      expect(answer.status).toBe(200)
      expect(placed()[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
    },
  )
})

describe('a form that is not right', () => {
  test('comes back with the errors at their fields and everything that was typed', async () => {
    const answer = await submit(await filled({ postalCode: '۱۲۳', city: '  ', mobile: 'x', address: '"><i>کوچه' }))
    expect(answer.status).toBe(400)
    expect(textOf(answer.html, 'error-postalCode')).toBe('کد پستی باید ۱۰ رقم باشد')
    expect(textOf(answer.html, 'error-city')).toBe('این بخش را پر کنید')
    expect(textOf(answer.html, 'error-mobile')).toBe('شمارهٔ موبایل درست نیست')
    expect(has(answer.html, 'error-receiverName')).toBe(false)
    expect(shownValue(answer.html, 'address-postalCode')).toBe('۱۲۳')
    expect(textOf(answer.html, 'address-address')).toContain('کوچه')
    expect(answer.html).not.toContain('"><i>')
    expect(answer.html).toContain('<option value="تهران" selected')
    expect(placed()).toEqual([])
  })

  test('is also told what the core alone can know', async () => {
    store.core.state.refusals.set('POST /api/v1/checkout', {
      code: 'invalid_request',
      errors: [{ field: 'body.address.city', message: 'این شهر در استان نیست' }],
    })
    const answer = await submit(await filled())
    expect(answer.status).toBe(400)
    expect(textOf(answer.html, 'error-city')).toBe('این شهر در استان نیست')
  })

  test('an empty submission does no harm', async () => {
    const answer = await submit({})
    expect(answer.status).toBe(400)
    expect(has(answer.html, 'error-receiverName')).toBe(true)
    expect(placed()).toEqual([])
  })
})

describe('refusals', () => {
  test('a changed price is shown with the new sum and asked again with a new key', async () => {
    const form = await filled()
    const [cart] = store.core.state.carts.values()
    const changed = store.core.state.carts.get(form.cartId ?? '') ?? cart
    if (changed) changed.itemsTotal = 2_400_000
    const answer = await submit(form)
    expect(answer.status).toBe(409)
    expect(has(answer.html, 'checkout-cart_changed')).toBe(true)
    expect(shownValue(answer.html, 'checkout-total')).toBe('2900000')
    expect(shownValue(answer.html, 'address-postalCode')).toBe('۱۲۳۴۵۶۷۸۹۰')
    expect(shownValue(answer.html, 'idempotencyKey')).not.toBe(form.idempotencyKey)
    expect(store.core.state.orders).toEqual([])
  })

  test('goods that ran out are named', async () => {
    store.core.state.refusals.set('POST /api/v1/checkout', {
      code: 'out_of_stock',
      lines: [{ variantId: shirt.variants[0]?.id, requested: 2, available: 1 }],
    })
    const answer = await submit(await filled())
    expect(answer.status).toBe(409)
    expect(textOf(answer.html, 'checkout-out_of_stock')).toContain('پیراهن')
  })

  test('an order whose payment could not begin is shown, with the way to pay it', async () => {
    await submit(await filled())
    const orderId = store.core.state.orders[0]?.id ?? ''
    expect(isId('ord', orderId)).toBe(true)
    store.core.state.completedCarts.clear()
    store.core.state.refusals.set('POST /api/v1/checkout', { code: 'payment_unavailable', orderId })
    const answer = await submit(await filled())
    expect([answer.status, answer.location]).toEqual([303, `/orders/${orderId}?notice=payment_unavailable`])
    const page = await store.get(answer.location ?? '', headers)
    expect(textOf(page.html, 'pay-refusal')).toBe('درگاه پرداخت پاسخ نمی‌دهد')
    expect(has(page.html, 'pay-again')).toBe(true)
  })

  test('a payment address that is no web address is never linked to', () => {
    expect(() => handoffPage('javascript:alert(1)', null)).toThrow('no web address')
  })

  test('someone whose session has ended logs in and comes back', async () => {
    store.core.state.refusals.set('POST /api/v1/checkout', { code: 'unauthenticated' })
    expect((await submit(await filled())).location).toBe('/login?next=%2Fcheckout')
  })
})

describe('paying on delivery', () => {
  const offered = (onDelivery: boolean) => {
    store.core.state.shipping = store.core.state.shipping.map((method) => ({ ...method, onDelivery }))
  }

  test('is offered only where a way of delivery allows it', async () => {
    expect(has((await store.get('/checkout', headers)).html, 'pay-on_delivery')).toBe(false)
    offered(true)
    const { html } = await store.get('/checkout', headers)
    offered(false)
    expect(has(html, 'pay-on_delivery')).toBe(true)
    expect(html).toContain('پرداخت در محل')
  })

  test('leads to the order, not to the bank, and says what is to be paid', async () => {
    offered(true)
    const answer = await submit(await filled({ paymentMethod: 'on_delivery' }))
    offered(false)
    const [order] = store.core.state.orders
    expect(answer).toMatchObject({ status: 303, location: `/orders/${order?.id}` })
    const { html } = await store.get(`/orders/${order?.id}`, headers)
    expect(shownValue(html, 'due-on-delivery')).toBe('2500000')
    expect(has(html, 'cancel-order')).toBe(true)
    expect(has(html, 'pay-again')).toBe(false)
  })

  test('with a way of delivery that does not allow it shows the form again', async () => {
    const answer = await submit(await filled({ paymentMethod: 'on_delivery' }))
    expect(answer.status).toBe(409)
    expect(textOf(answer.html, 'checkout-other')).toContain('نمی‌توان در محل پرداخت کرد')
    expect(store.core.state.orders).toEqual([])
  })
})
