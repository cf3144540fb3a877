import { newId } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { product } from './fake-core.ts'
import { cartCookie, has, type Shop, shop, shownValue, textOf } from './shop.ts'

let store: Shop
let shirt = product('پیراهن', [{ price: 1_000_000, available: 10 }])
beforeAll(async () => {
  store = await shop()
})
afterAll(() => store.close())
beforeEach(() => {
  shirt = product('پیراهن', [
    { value: 'آبی', price: 1_000_000, available: 10 },
    { value: 'سبز', price: 2_000_000, available: 4 },
  ])
  store.core.state.products = [shirt]
  store.core.state.carts.clear()
  store.core.state.seen.length = 0
})
const variant = (index: number) => shirt.variants[index]?.id ?? ''
const add = (index: number, quantity: string, headers?: Record<string, string>) =>
  store.post('/cart/lines', { product: shirt.slug, variantId: variant(index), quantity }, headers)

test('without a cart the page says so and offers goods', async () => {
  const { status, html } = await store.get('/cart')
  expect(status).toBe(200)
  expect(has(html, 'cart-empty')).toBe(true)
  expect(store.core.state.seen).toEqual([])
})

test('adding begins a cart, remembers it in a cookie scripts cannot read, and leads to it', async () => {
  const added = await add(0, '۲')
  expect([added.status, added.location]).toEqual([303, '/cart'])
  expect(added.headers.getSetCookie()[0]).toMatch(/^store_cart=cart_[0-9a-z]{26}; .*HttpOnly; Secure; SameSite=Lax$/)
  const { html } = await store.get('/cart', { cookie: cartCookie(added) })
  expect(textOf(html, 'cart-total')).toBe('۲۰۰٬۰۰۰ تومان')
  expect(shownValue(html, 'cart-total')).toBe('2000000')
  expect(textOf(html, 'cart-count')).toBe('۲')
  expect(has(html, 'go-to-checkout')).toBe(true)
})

test('adding again goes into the same cart', async () => {
  const cookie = cartCookie(await add(0, '1'))
  const again = await add(1, '1', { cookie })
  expect(again.headers.getSetCookie()).toEqual([])
  expect(store.core.state.carts.size).toBe(1)
})

test('the quantity can be changed and the line removed', async () => {
  const cookie = cartCookie(await add(0, '1'))
  const path = `/cart/lines/${variant(0)}`
  expect((await store.post(path, { quantity: '٣' }, { cookie })).location).toBe('/cart')
  expect(shownValue((await store.get('/cart', { cookie })).html, 'cart-total')).toBe('3000000')
  await store.post(path, { quantity: '0' }, { cookie })
  expect(has((await store.get('/cart', { cookie })).html, 'cart-empty')).toBe(true)
})

test.each(['', 'abc', '-1', '1.5', '101', '99999'])(
  'the quantity «%s» is refused in words and changes nothing',
  async (quantity) => {
    const cookie = cartCookie(await add(0, '1'))
    const answer = await store.post(`/cart/lines/${variant(0)}`, { quantity }, { cookie })
    expect(answer.status).toBe(409)
    expect(textOf(answer.html, 'cart-refusal')).toContain('تعداد درست نیست')
    expect(shownValue(answer.html, 'cart-total')).toBe('1000000')
  },
)

test('a line with less stock than wished is explained and the way on is closed', async () => {
  const cookie = cartCookie(await add(1, '4'))
  const [cart] = store.core.state.carts.values()
  const [line] = cart?.lines ?? []
  if (line) line.available = 1
  const { html } = await store.get('/cart', { cookie })
  expect(textOf(html, `line-short-${variant(1)}`)).toBe('تنها ۱ عدد موجود است؛ تعداد را کم کنید.')
  expect(has(html, 'go-to-checkout')).toBe(false)
})

test('goods that cannot be added are explained on their own page', async () => {
  store.core.state.refusals.set('POST /api/v1/carts/:cartId/lines', { code: 'out_of_stock', lines: [] })
  const answer = await add(0, '1')
  expect(answer.status).toBe(409)
  expect(textOf(answer.html, 'cart-refusal')).toBe('موجودی کافی نیست')
  expect(textOf(answer.html, 'product-name')).toBe('پیراهن')
})

test("the core's own words about a field are shown", async () => {
  store.core.state.refusals.set('POST /api/v1/carts/:cartId/lines', {
    code: 'invalid_request',
    errors: [{ field: 'body.quantity', message: 'بیش از ۱۰۰ عدد نمی‌شود' }],
  })
  expect(textOf((await add(0, '100')).html, 'cart-refusal')).toBe('بیش از ۱۰۰ عدد نمی‌شود')
})

describe('a cart that has become an order', () => {
  test('is replaced by a new one when something is added', async () => {
    const cookie = cartCookie(await add(0, '1'))
    store.core.state.completedCarts.add(cookie.split('=')[1] ?? '')
    const added = await add(0, '1', { cookie })
    expect(added.status).toBe(303)
    expect(cartCookie(added)).toMatch(/^store_cart=cart_/)
    expect(cartCookie(added)).not.toBe(cookie)
  })

  test('is forgotten when the cart is opened', async () => {
    const cookie = cartCookie(await add(0, '1'))
    store.core.state.completedCarts.add(cookie.split('=')[1] ?? '')
    const answer = await store.get('/cart', { cookie })
    expect(has(answer.html, 'cart-empty')).toBe(true)
    expect(answer.headers.getSetCookie()[0]).toMatch(/^store_cart=; .*Expires=Thu, 01 Jan 1970/)
  })
})

test('an unknown cart is replaced, unknown goods are not found', async () => {
  const unknown = await add(0, '1', { cookie: `store_cart=${newId('cart')}` })
  expect(unknown.status).toBe(303)
  const goods = await store.post('/cart/lines', { product: 'none', variantId: newId('var'), quantity: '1' })
  expect(goods.status).toBe(404)
})

test('a cart cookie of the wrong shape never reaches the core', async () => {
  await store.get('/cart', { cookie: 'store_cart=../../admin' })
  expect(store.core.state.seen).toEqual([])
})
