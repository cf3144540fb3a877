import { randomUUID } from 'node:crypto'
import { eventually } from '@hybrid-store/test-kit'
import { z } from 'zod'
import type { RunningStore } from './store.ts'

const answerSchema = z.looseObject({ code: z.string().optional() })
const checkoutAnswer = z.object({
  order: z.object({ id: z.string(), total: z.number() }),
  payment: z.object({ id: z.string(), redirectUrl: z.string() }),
})
const cartAnswer = z.object({ id: z.string(), itemsTotal: z.number() })
const shippingAnswer = z.object({ items: z.array(z.object({ id: z.string(), price: z.number() })) })
const messages = z.object({ messages: z.array(z.object({ tokens: z.object({ token: z.string() }) })) })

type Cart = z.infer<typeof cartAnswer>

export interface Answer {
  status: number
  contentType: string
  body: z.infer<typeof answerSchema>
}

/** A customer who talks to the API through the gateway, as a mobile app does, from an address of their own. */
export interface Buyer {
  readonly mobile: string
  authorization(): Record<string, string>
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** A new cart with these goods. */
  fillCart(lines: readonly { variantId: string; quantity: number }[]): Promise<Cart>
  /** Orders the cart; the answer of the checkout as it is. */
  checkOut(cart: Cart): Promise<Answer>
  /** Pays an order at the bank and lets the store confirm it. */
  pay(checkout: Answer): Promise<{ orderId: string; total: number; state: string }>
}

let buyers = 0

/** Logs a new customer in with a code from the SMS inbox. The store must trust one proxy (TRUSTED_PROXY_HOPS=1). */
export async function makeBuyer(store: RunningStore, ownHeaders: Record<string, string> = {}): Promise<Buyer> {
  buyers += 1
  const mobile = `0912${String(1_000_000 + buyers)}`
  const address = `198.51.${Math.floor(buyers / 250)}.${(buyers % 250) + 1}`
  let bearer: Record<string, string> = {}
  const call: Buyer['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${store.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-forwarded-for': address,
        ...bearer,
        ...ownHeaders,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      body: answerSchema.parse(text ? JSON.parse(text) : {}),
    }
  }
  await call('POST', '/api/v1/auth/otp', { mobile })
  const code = await eventually(() => readCode(store, mobile), { what: 'the code to arrive by SMS' })
  const session = await call('POST', '/api/v1/auth/otp/verify', { mobile, code })
  bearer = { authorization: `Bearer ${z.string().parse(session.body.accessToken)}` }
  return {
    mobile,
    authorization: () => bearer,
    call,
    fillCart: (lines) => fillCart(call, lines),
    checkOut: (cart) => checkOut(call, mobile, cart),
    pay: (checkout) => pay(store, call, checkout),
  }
}

/** The newest login code that was sent to `mobile`. */
export async function readCode(store: RunningStore, mobile: string): Promise<string | undefined> {
  const response = await fetch(`${store.smsUrl}/admin/messages?receptor=${mobile}`)
  return messages.parse(await response.json()).messages[0]?.tokens.token
}

async function fillCart(call: Buyer['call'], lines: readonly { variantId: string; quantity: number }[]): Promise<Cart> {
  let cart = cartAnswer.parse((await call('POST', '/api/v1/carts')).body)
  for (const line of lines) cart = cartAnswer.parse((await call('POST', `/api/v1/carts/${cart.id}/lines`, line)).body)
  return cart
}

async function checkOut(call: Buyer['call'], mobile: string, cart: Cart): Promise<Answer> {
  const [shipping] = shippingAnswer.parse((await call('GET', '/api/v1/shipping-methods')).body).items
  const address = {
    receiverName: 'رضا نمونه',
    mobile,
    province: 'تهران',
    city: 'تهران',
    address: 'خیابان نمونه، پلاک ۱',
    postalCode: '1234567891',
  }
  const expectedTotal = cart.itemsTotal + (shipping?.price ?? 0)
  const body = { cartId: cart.id, shippingMethodId: shipping?.id, expectedTotal, address }
  return call('POST', '/api/v1/checkout', body, { 'idempotency-key': randomUUID() })
}

async function pay(
  store: RunningStore,
  call: Buyer['call'],
  checkout: Answer,
): Promise<{ orderId: string; total: number; state: string }> {
  const { order, payment } = checkoutAnswer.parse(checkout.body)
  const authority = payment.redirectUrl.split('/').at(-1) ?? ''
  await fetch(`${store.paymentUrl}/admin/payments/${authority}/pay`, { method: 'POST' })
  const confirmed = await call('POST', `/api/v1/payments/${payment.id}/confirm`, { authority, status: 'OK' })
  return { orderId: order.id, total: order.total, state: z.string().parse(confirmed.body.state) }
}
