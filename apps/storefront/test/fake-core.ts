import type {
  AddressView,
  CartView,
  CategoryView,
  OrderView,
  ProblemCode,
  ProductCard,
  ProductView,
} from '@hybrid-store/contracts'
import { checkoutBody, requestOtpBody, verifyOtpBody } from '@hybrid-store/contracts'
import { createHttpServer, createLogger, listen, sendProblem } from '@hybrid-store/http'
import { newId } from '@hybrid-store/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'

export const LOGIN_CODE = '123456'
export const MALICIOUS = `</script><script>alert(1)</script><img src=x onerror="alert(2)">'"`

interface Seen {
  method: string
  url: string
  headers: FastifyRequest['headers']
  body: unknown
}

/** A small core that speaks the contract, keeps its state in memory and can be told to refuse. */
export async function fakeCore() {
  const state = {
    categories: [] as CategoryView[],
    products: [] as ProductView[],
    carts: new Map<string, CartView>(),
    completedCarts: new Set<string>(),
    orders: [] as OrderView[],
    shipping: [{ id: newId('shp'), title: 'پست پیشتاز', price: 500_000, onDelivery: false }],
    nextCursor: null as string | null,
    paymentState: 'paid' as 'paid' | 'failed' | 'unknown',
    seen: [] as Seen[],
    /** The refusal (or broken answer) of the next call of `METHOD /path-pattern`. */
    refusals: new Map<string, { code: ProblemCode; [member: string]: unknown } | 'broken'>(),
  }
  const app = createHttpServer({ name: 'fake-core', logger: createLogger({ name: 'test', level: 'silent' }) })

  app.addHook('preHandler', async (request, reply) => {
    state.seen.push({ method: request.method, url: request.url, headers: request.headers, body: request.body })
    const key = `${request.method} ${request.routeOptions.url}`
    const refusal = state.refusals.get(key)
    if (!refusal) return
    state.refusals.delete(key)
    return refusal === 'broken' ? reply.code(500).send('boom') : sendProblem(reply, refusal)
  })

  const params = (request: FastifyRequest) => request.params as Record<string, string>
  const query = (request: FastifyRequest) => request.query as Record<string, string>
  const body = (request: FastifyRequest) => request.body as { variantId: string; quantity: number }
  const notFound = (reply: FastifyReply) => sendProblem(reply, { code: 'not_found' })
  const variantOf = (id: string) => {
    for (const product of state.products) {
      const variant = product.variants.find((one) => one.id === id)
      if (variant) return { product, variant }
    }
    return null
  }

  app.get('/api/v1/categories', async () => ({ items: state.categories }))
  app.get('/api/v1/products', async (request) => ({
    items: state.products
      .filter((product) => !query(request).category || product.category?.slug === query(request).category)
      .filter((product) => product.name.includes(query(request).q ?? ''))
      .map(cardOf),
    nextCursor: state.nextCursor,
  }))
  app.get('/api/v1/products/:slug', async (request, reply) => {
    return state.products.find((product) => product.slug === params(request).slug) ?? notFound(reply)
  })

  app.post('/api/v1/carts', async (_request, reply) => {
    const cart: CartView = { id: newId('cart'), lines: [], itemsTotal: 0, itemCount: 0 }
    state.carts.set(cart.id, cart)
    return reply.code(201).send(cart)
  })
  app.get('/api/v1/carts/:cartId', async (request, reply) => {
    const id = params(request).cartId ?? ''
    if (state.completedCarts.has(id)) return sendProblem(reply, { code: 'cart_completed' })
    return state.carts.get(id) ?? notFound(reply)
  })
  const setLine = (request: FastifyRequest, reply: FastifyReply, variantId: string, quantity: number) => {
    const id = params(request).cartId ?? ''
    const cart = state.carts.get(id)
    if (state.completedCarts.has(id)) return sendProblem(reply, { code: 'cart_completed' })
    const found = variantOf(variantId)
    if (!cart || !found) return notFound(reply)
    const { product, variant } = found
    const others = cart.lines.filter((line) => line.variantId !== variant.id)
    const line = {
      variantId: variant.id,
      productSlug: product.slug,
      productName: product.name,
      options: variant.options,
      imageUrl: product.images[0]?.smallUrl ?? null,
      unitPrice: variant.price,
      quantity,
      available: variant.available,
      total: variant.price * quantity,
    }
    const lines = quantity > 0 ? [...others, line] : others
    const changed = {
      ...cart,
      lines,
      itemsTotal: lines.reduce((sum, one) => sum + one.total, 0),
      itemCount: lines.reduce((sum, one) => sum + one.quantity, 0),
    }
    state.carts.set(id, changed)
    return changed
  }
  app.post('/api/v1/carts/:cartId/lines', async (request, reply) =>
    setLine(request, reply, body(request).variantId, body(request).quantity),
  )
  app.put('/api/v1/carts/:cartId/lines/:variantId', async (request, reply) =>
    setLine(request, reply, params(request).variantId ?? '', body(request).quantity),
  )

  app.post('/api/v1/auth/otp', { schema: { body: requestOtpBody } }, async () => ({
    expiresInSeconds: 120,
    resendAfterSeconds: 60,
  }))
  app.post('/api/v1/auth/otp/verify', { schema: { body: verifyOtpBody } }, async (request, reply) => {
    if (request.body.code !== LOGIN_CODE) return sendProblem(reply, { code: 'otp_wrong' })
    reply.header('set-cookie', ['store_access=token; Path=/; HttpOnly', 'store_refresh=refresh; Path=/; HttpOnly'])
    return { accessToken: 'token', expiresInSeconds: 600, customer: CUSTOMER }
  })
  app.post('/api/v1/auth/logout', async (_request, reply) =>
    reply.header('set-cookie', 'store_refresh=; Path=/; Max-Age=0').code(204).send(),
  )
  app.get('/api/v1/me', async (request, reply) =>
    request.headers.authorization ? CUSTOMER : sendProblem(reply, { code: 'unauthenticated' }),
  )

  app.get('/api/v1/shipping-methods', async () => ({ items: state.shipping }))
  app.post('/api/v1/checkout', { schema: { body: checkoutBody } }, async (request, reply) => {
    const cart = state.carts.get(request.body.cartId)
    const method = state.shipping.find((one) => one.id === request.body.shippingMethodId)
    if (!cart || !method) return notFound(reply)
    if (request.body.paymentMethod === 'on_delivery' && !method.onDelivery)
      return sendProblem(reply, { code: 'on_delivery_unavailable' })
    const total = cart.itemsTotal + method.price
    if (total !== request.body.expectedTotal) return sendProblem(reply, { code: 'cart_changed', total })
    const order = orderOf(cart, request.body.address, method, request.body.note ?? null)
    state.orders.unshift(order)
    state.completedCarts.add(cart.id)
    if (request.body.paymentMethod === 'on_delivery') {
      Object.assign(order, { state: 'placed', paymentMethod: 'on_delivery', dueOnDelivery: total, payment: null })
      return { order, payment: null }
    }
    return { order, payment: { id: order.payment?.id, redirectUrl: 'https://bank.test/pg/StartPay/A1?x=1&y=2' } }
  })
  app.get('/api/v1/orders', async (_request) => ({ items: state.orders, nextCursor: state.nextCursor }))
  app.get('/api/v1/orders/:orderId', async (request, reply) => {
    return state.orders.find((order) => order.id === params(request).orderId) ?? notFound(reply)
  })
  app.post('/api/v1/orders/:orderId/pay', async (request, reply) => {
    const order = state.orders.find((one) => one.id === params(request).orderId)
    if (!order) return notFound(reply)
    return { payment: { id: newId('pay'), redirectUrl: 'https://bank.test/pg/StartPay/A2' } }
  })
  app.post('/api/v1/payments/:paymentId/confirm', async (request, reply) => {
    const order = state.orders.find((one) => one.payment?.id === params(request).paymentId)
    if (!order?.payment) return notFound(reply)
    order.payment.state = state.paymentState
    if (state.paymentState === 'paid') {
      order.state = 'paid'
      order.paidAt = '2026-11-23T08:31:00.000Z'
      order.payment = { ...order.payment, reference: '201402', cardPan: '502229******5995' }
    }
    return { orderId: order.id, state: state.paymentState }
  })

  const url = await listen(app, { port: 0 })
  return { url, state, close: () => app.close() }
}

export type FakeCore = Awaited<ReturnType<typeof fakeCore>>

export const CUSTOMER = { id: newId('cus'), mobile: '+989121234567', firstName: 'مریم', lastName: 'رضایی' }

export const ADDRESS: AddressView = {
  receiverName: 'مریم رضایی',
  mobile: '+989121234567',
  province: 'تهران',
  city: 'تهران',
  address: 'خیابان آزادی، کوچهٔ بهار، پلاک ۱۲، واحد ۳',
  postalCode: '1234567890',
}

export function category(name: string, productCount = 1): CategoryView {
  return { id: newId('cat'), slug: name.replaceAll(' ', '-'), name, productCount }
}

/** A product; each variant is its option value, price in Rial and stock. */
export function product(
  name: string,
  variants: { value?: string; price: number; available: number }[],
  rest: Partial<ProductView> = {},
): ProductView {
  return {
    id: newId('prd'),
    slug: name.replace(/[^\p{L}\p{N}]+/gu, '-'),
    name,
    description: '',
    unit: 'عدد',
    category: null,
    images: [],
    options: variants[0]?.value
      ? [{ name: 'رنگ', values: variants.flatMap((variant) => (variant.value ? [variant.value] : [])) }]
      : [],
    variants: variants.map(({ value, price, available }) => ({
      id: newId('var'),
      options: value ? [{ name: 'رنگ', value }] : [],
      price,
      available,
    })),
    ...rest,
  }
}

function cardOf(one: ProductView): ProductCard {
  const prices = one.variants.map((variant) => variant.price)
  return {
    id: one.id,
    slug: one.slug,
    name: one.name,
    imageUrl: one.images[0]?.smallUrl ?? null,
    priceFrom: Math.min(...prices),
    priceTo: Math.max(...prices),
    available: one.variants.some((variant) => variant.available > 0),
  }
}

export function orderOf(
  cart: CartView,
  address: AddressView,
  method: { title: string; price: number },
  note: string | null,
): OrderView {
  return {
    id: newId('ord'),
    number: 1024,
    state: 'pending_payment',
    paymentMethod: 'gateway',
    dueOnDelivery: null,
    lines: cart.lines.map(({ variantId, productName, options, unitPrice, quantity, total }) => ({
      variantId,
      productName,
      options,
      unitPrice,
      quantity,
      total,
    })),
    itemsTotal: cart.itemsTotal,
    shippingTotal: method.price,
    total: cart.itemsTotal + method.price,
    shippingTitle: method.title,
    address,
    note,
    placedAt: '2026-11-23T08:30:00.000Z',
    paidAt: null,
    expiresAt: '2026-11-23T08:45:00.000Z',
    payment: { id: newId('pay'), state: 'redirected', reference: null, cardPan: null },
    booksState: 'waiting',
    invoiceNumber: null,
  }
}
