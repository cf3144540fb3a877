import { sql } from '@hybrid-store/database'
import type { HttpServer } from '@hybrid-store/http'
import { fixedClock, type Id, newId, ok, rial } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fakeGateway } from '../../../shared/test/fake-gateway.ts'
import { as, silent, testServer } from '../../../shared/test/test-server.ts'
import { customersMigrations, findOrCreateByMobile } from '../../customers/index.ts'
import { openPayment, paymentsMigrations, requestPayment, sweepPayments } from '../../payments/index.ts'
import {
  awaitPayment,
  createDraft,
  expire,
  findOverdue,
  markPaid,
  type OrderDraft,
  type OrderRecord,
  ordersMigrations,
  readOrdersForSync,
  recordAcceptedByBooks,
  recordBooksAttention,
  recordConfirmedByBooks,
  registerOrdersRoutes,
} from '../index.ts'

const clock = fixedClock('2026-11-23T12:00:00Z')
const PLACED = clock.now()
const minutes = (count: number): Date => new Date(PLACED.getTime() + count * 60_000)
let db: TestDatabase
let app: HttpServer
let customerId: Id<'cus'>
beforeAll(async () => {
  db = await testDatabase([customersMigrations, paymentsMigrations, ordersMigrations])
  app = testServer((server) => registerOrdersRoutes(server, { db }))
})
afterAll(async () => {
  await app.close()
  await db.close()
})
beforeEach(async () => {
  await db.run(sql`truncate orders."order", payments.payment, customers.customer cascade`)
  await db.run(sql`delete from sync.dirty`)
  customerId = (await db.transaction((tx) => findOrCreateByMobile(tx, '+989121234567'))).id
})

const address = {
  receiverName: 'علی رضایی',
  mobile: '+989351112233',
  province: 'تهران',
  city: 'تهران',
  address: 'خیابان آزادی، پلاک ۱',
  postalCode: '1234567890',
}
const draft = (change: Partial<OrderDraft> = {}): OrderDraft => ({
  id: newId('ord'),
  cartId: newId('cart'),
  customerId,
  lines: [
    {
      variantId: newId('var'),
      productName: 'شلوار جین',
      options: [{ name: 'رنگ', value: 'آبی' }],
      unitPrice: rial(500_000),
      quantity: 2,
      total: rial(1_000_000),
    },
    {
      variantId: newId('var'),
      productName: 'کفش',
      options: [],
      unitPrice: rial(250_000),
      quantity: 1,
      total: rial(250_000),
    },
  ],
  itemsTotal: rial(1_250_000),
  shippingTotal: rial(600_000),
  total: rial(1_850_000),
  shippingTitle: 'پست پیشتاز',
  address,
  note: null,
  placedAt: PLACED,
  expiresAt: minutes(15),
  ...change,
})
const place = (change?: Partial<OrderDraft>) => db.transaction((tx) => createDraft(tx, draft(change)))
const get = (url: string, id: string = customerId) => app.inject({ url, headers: as('customer', id) })
const dirty = () =>
  db.rows<{ localId: string }>(sql`select local_id as "localId" from sync.dirty where entity = 'order'`)
const act = <Result>(work: Parameters<typeof db.transaction<Result>>[0]) => db.transaction(work)
const read = async (order: OrderRecord) => (await get(`/api/v1/orders/${order.id}`)).json()

test('a customer sees the order as it was placed', async () => {
  const order = await place({ note: 'زنگ نزنید' })
  expect(await read(order)).toEqual({
    id: order.id,
    number: order.number,
    state: 'pending_payment',
    paymentMethod: 'gateway',
    dueOnDelivery: null,
    lines: order.lines.map(({ id: _, ...line }) => line),
    itemsTotal: 1_250_000,
    shippingTotal: 600_000,
    total: 1_850_000,
    shippingTitle: 'پست پیشتاز',
    address,
    note: 'زنگ نزنید',
    placedAt: '2026-11-23T12:00:00.000Z',
    paidAt: null,
    expiresAt: '2026-11-23T12:15:00.000Z',
    payment: null,
    booksState: 'waiting',
    invoiceNumber: null,
  })
  expect(order.lines.map((line) => [line.productName, line.quantity])).toEqual([
    ['شلوار جین', 2],
    ['کفش', 1],
  ])
})

test('numbers begin at 1001 and grow', async () => {
  const fresh = await testDatabase([ordersMigrations])
  const numbers: number[] = []
  for (let n = 0; n < 3; n += 1) numbers.push((await fresh.transaction((tx) => createDraft(tx, draft()))).number)
  expect(numbers).toEqual([1001, 1002, 1003])
  await fresh.close()
})

test('the database refuses sums that do not add up, and a second order for a cart; nothing is written', async () => {
  const cartId = newId('cart')
  await place({ cartId })
  await expect(place({ cartId })).rejects.toThrow('order_cart_id_key')
  await expect(place({ total: rial(1) })).rejects.toThrow('check')
  await expect(place({ itemsTotal: rial(1_250_001), total: rial(1_850_001) })).rejects.toThrow('do not add up')
  await expect(place({ lines: [] })).rejects.toThrow('do not add up')
  const [line] = draft().lines
  const bent = line ? [{ ...line, total: rial(1_250_000) }] : []
  await expect(place({ lines: bent })).rejects.toThrow('check')
  expect(await db.row(sql`select count(*) as count from orders."order"`)).toEqual({ count: 1 })
  await expect(db.run(sql`delete from orders.order_line`)).rejects.toThrow('do not add up')
})

test('an order is paid once, also when it is paid late, and then never expires', async () => {
  const order = await place()
  expect(await act((tx) => expire(tx, order.id))).toBe(true)
  expect(await act((tx) => expire(tx, order.id))).toBe(false)
  const paid = await Promise.all(Array.from({ length: 10 }, () => act((tx) => markPaid(tx, order.id, minutes(20)))))
  expect(paid.filter(Boolean)).toHaveLength(1)
  expect(await act((tx) => expire(tx, order.id))).toBe(false)
  expect(await act((tx) => awaitPayment(tx, order.id, minutes(60)))).toBe(false)
  expect(await read(order)).toMatchObject({ state: 'paid', paidAt: '2026-11-23T12:20:00.000Z', expiresAt: null })
})

test('an expired order can wait for a payment again', async () => {
  const order = await place()
  await act((tx) => expire(tx, order.id))
  expect(await read(order)).toMatchObject({ state: 'expired', expiresAt: null })
  expect(await act((tx) => awaitPayment(tx, order.id, minutes(40)))).toBe(true)
  expect(await read(order)).toMatchObject({ state: 'pending_payment', expiresAt: '2026-11-23T12:40:00.000Z' })
})

test('only unpaid orders whose time is over are overdue, the longest first', async () => {
  const late = await place({ expiresAt: minutes(2) })
  const later = await place({ expiresAt: minutes(1) })
  const paid = await place({ expiresAt: minutes(1) })
  await act((tx) => markPaid(tx, paid.id, minutes(0)))
  await place({ expiresAt: minutes(3) })
  expect(await findOverdue(db, minutes(2), 10)).toEqual([later.id, late.id])
  expect(await findOverdue(db, minutes(2), 1)).toEqual([later.id])
})

test('the books hear of an order when it is paid, and not of what they said themselves', async () => {
  const order = await place()
  expect(await dirty()).toEqual([])
  await act((tx) => markPaid(tx, order.id, minutes(1)))
  expect(await dirty()).toEqual([{ localId: order.id }])
  await db.run(sql`delete from sync.dirty`)
  await act((tx) => recordAcceptedByBooks(tx, [order.id]))
  await act((tx) => recordConfirmedByBooks(tx, [{ orderId: order.id, invoiceNumber: 77 }]))
  expect(await dirty()).toEqual([])
})

test('what the books say is shown: accepted, in need of a person, invoiced; an invoice is the last word', async () => {
  const order = await place()
  const other = await place()
  const state = async () => {
    const { booksState, invoiceNumber } = await read(order)
    return [booksState, invoiceNumber]
  }
  await act((tx) => recordAcceptedByBooks(tx, [order.id]))
  expect(await state()).toEqual(['accepted', null])
  await act((tx) => recordBooksAttention(tx, [order.id]))
  expect(await state()).toEqual(['attention', null])
  await act((tx) => recordConfirmedByBooks(tx, [{ orderId: order.id, invoiceNumber: 77 }]))
  expect(await state()).toEqual(['confirmed', 77])
  await act((tx) => recordAcceptedByBooks(tx, [order.id]))
  await act((tx) => recordBooksAttention(tx, [order.id]))
  expect(await state()).toEqual(['confirmed', 77])
  await act((tx) => recordConfirmedByBooks(tx, [{ orderId: order.id, invoiceNumber: 78 }]))
  expect(await state()).toEqual(['confirmed', 78])
  expect((await read(other)).booksState).toBe('waiting')
})

test('the same answer of the books changes no row', async () => {
  const order = await place()
  const version = () => db.row(sql`select row_version as version from orders."order" where id = ${order.id}`)
  const confirm = () => act((tx) => recordConfirmedByBooks(tx, [{ orderId: order.id, invoiceNumber: 77 }]))
  await confirm()
  const before = await version()
  await confirm()
  expect(await version()).toEqual(before)
})

test('the books get the lines, the address and the money that was kept', async () => {
  const order = await place()
  const bank = fakeGateway()
  const deps = { db, clock, logger: silent, gateway: bank.gateway, settleOrder: async () => ok(undefined) }
  const payment = await act((tx) => openPayment(tx, deps, { orderId: order.id, amount: order.total }))
  await requestPayment(deps, { payment, orderNumber: order.number, mobile: '+989121234567', publicUrl: 'http://shop' })
  const sync = async () => (await readOrdersForSync(db, [order.id, newId('ord')]))[0]
  expect(await sync()).toEqual({
    id: order.id,
    number: order.number,
    state: 'pending_payment',
    paymentMethod: 'gateway',
    customerId,
    placedAt: PLACED,
    paidAt: null,
    itemsTotal: 1_250_000,
    shippingTotal: 600_000,
    total: 1_850_000,
    agreedTotal: null,
    removedLines: [],
    invoiceNumber: null,
    note: null,
    address,
    lines: order.lines.map(({ id, variantId, unitPrice, quantity, total }) => ({
      id,
      variantId,
      unitPrice,
      quantity,
      total,
    })),
    payment: null,
  })
  const [authority] = bank.sessions.keys()
  bank.set(authority ?? null, 'PAID')
  clock.advance(120_000)
  await sweepPayments(deps)
  expect((await sync())?.payment).toEqual({
    id: payment.id,
    gateway: 'fake',
    reference: expect.stringMatching(/^\d+$/),
    amount: 1_850_000,
    paidAt: clock.now(),
  })
  expect((await read(order)).payment).toEqual({
    id: payment.id,
    state: 'paid',
    reference: expect.stringMatching(/^\d+$/),
    cardPan: '502229******5995',
  })
})

test('the list goes newest first, page by page, through all own orders and no others', async () => {
  const numbers: number[] = []
  for (let n = 0; n < 5; n += 1) numbers.unshift((await place()).number)
  await place({ customerId: newId('cus') })
  const seen: number[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { items: { number: number }[]; nextCursor: string | null } = (
      await get(`/api/v1/orders?limit=2${cursor && `&cursor=${cursor}`}`)
    ).json()
    seen.push(...page.items.map((item) => item.number))
    cursor = page.nextCursor
  }
  expect(seen).toEqual(numbers)
})

test('a page of orders takes three queries, however many it holds', async () => {
  for (let n = 0; n < 5; n += 1) await place()
  const before = db.queryCount
  await get('/api/v1/orders')
  expect(db.queryCount - before).toBe(3)
})

test('the order of another customer is as unknown as none', async () => {
  const order = await place()
  for (const [id, who] of [
    [order.id, newId('cus')],
    [newId('ord'), customerId],
  ]) {
    const answer = await get(`/api/v1/orders/${id}`, who)
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
  }
})

test('bad ids, limits and cursors are refused with the field', async () => {
  const cases: [string, string][] = [
    ['/api/v1/orders/77', 'params.orderId'],
    ['/api/v1/orders?limit=0', 'querystring.limit'],
    ['/api/v1/orders?limit=101', 'querystring.limit'],
    ['/api/v1/orders?cursor=nonsense', 'querystring.cursor'],
  ]
  for (const [url, field] of cases) {
    const { status, code, errors } = (await get(url)).json()
    expect([status, code, errors[0].field]).toEqual([400, 'invalid_request', field])
  }
})

test('the back office lists everybody’s orders, for those who may see them', async () => {
  const order = await place()
  const list = (headers: Record<string, string>) => app.inject({ url: '/api/v1/admin/orders', headers })
  expect((await list(as('staff', newId('stf'), ['orders.read']))).json()).toEqual({
    items: [
      {
        id: order.id,
        number: order.number,
        state: 'pending_payment',
        paymentMethod: 'gateway',
        dueOnDelivery: null,
        total: 1_850_000,
        placedAt: '2026-11-23T12:00:00.000Z',
        paidAt: null,
        booksState: 'waiting',
        invoiceNumber: null,
        customerMobile: '+989121234567',
        receiverName: 'علی رضایی',
        itemCount: 3,
      },
    ],
    nextCursor: null,
  })
  expect((await list(as('staff', newId('stf'), ['sync.read']))).json().code).toBe('forbidden')
  expect((await list(as('customer', customerId))).json().code).toBe('forbidden')
  expect((await list({})).json().code).toBe('unauthenticated')
})
