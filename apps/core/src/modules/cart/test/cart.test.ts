import { sql } from '@hybrid-store/database'
import { authentication, createHttpServer, type HttpServer } from '@hybrid-store/http'
import { fixedClock, type Id, newId, rial } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyRemoteProducts, applyRemoteVariants, catalogMigrations } from '../../catalog/index.ts'
import { applyRemoteStock, inventoryMigrations } from '../../inventory/index.ts'
import { mediaMigrations } from '../../media/index.ts'
import { cartMigrations, completeCart, lockCart, registerCartRoutes } from '../index.ts'

let db: TestDatabase
let app: HttpServer
beforeAll(async () => {
  db = await testDatabase([catalogMigrations, inventoryMigrations, mediaMigrations, cartMigrations])
  app = createHttpServer({ name: 'test', logger: pino({ level: 'silent' }) })
  const customer = { aud: 'customer', sub: CUSTOMER, permissions: [] }
  authentication(app, { verify: async (token) => (token === 'good' ? customer : null) })
  registerCartRoutes(app, { db, clock: fixedClock('2026-11-23T12:00:00Z') })
})
afterAll(async () => {
  await app.close()
  await db.close()
})

const CUSTOMER = newId('cus')
const location = newId('loc')
let serial = 0

async function goods(name: string, price: number, stock: number): Promise<Id<'var'>> {
  serial += 1
  const [id, productId] = [newId('var'), newId('prd')]
  const common = { code: serial, deleted: false }
  const texts = { name, description: '', unit: 'عدد', taxPercent: 0, chargePercent: 0, weight: 0, tags: '' }
  await db.transaction((tx) => applyRemoteProducts(tx, [{ ...common, ...texts, id: productId, categoryId: null }]))
  await setPrice(id, productId, price)
  await setStock(id, stock)
  return id
}

const setPrice = (id: Id<'var'>, productId: Id<'prd'>, price: number, deleted = false) =>
  db.transaction((tx) =>
    applyRemoteVariants(tx, [
      {
        id,
        productId,
        code: 1,
        barcode: '',
        options: [],
        isBase: true,
        priceLevels: [rial(price)],
        sellPriceLevel: 1,
        deleted,
      },
    ]),
  )

async function setStock(variantId: Id<'var'>, quantity: number): Promise<void> {
  serial += 1
  const row = { variantId, locationId: location, quantity, version: serial, deleted: false }
  await db.transaction((tx) => applyRemoteStock(tx, [row]))
}

const productOf = async (variantId: Id<'var'>): Promise<Id<'prd'>> => {
  const row = await db.row<{ id: Id<'prd'> }>(sql`select product_id as id from catalog.variant where id = ${variantId}`)
  if (!row) throw new Error('no such variant')
  return row.id
}

async function call(method: 'GET' | 'POST' | 'PUT', url: string, body?: object, token?: string) {
  const headers = token ? { authorization: `Bearer ${token}` } : {}
  const answer = await app.inject({ method, url: `/api/v1/carts${url}`, headers, ...(body ? { payload: body } : {}) })
  return { status: answer.statusCode, body: answer.json() }
}
const newCart = async (): Promise<Id<'cart'>> => (await call('POST', '')).body.id
const add = (cartId: string, variantId: string, quantity?: number) =>
  call('POST', `/${cartId}/lines`, { variantId, ...(quantity === undefined ? {} : { quantity }) })
const set = (cartId: string, variantId: string, quantity: number) =>
  call('PUT', `/${cartId}/lines/${variantId}`, { quantity })
const stored = (cartId: string) => db.transaction((tx) => lockCart(tx, cartId))

test('a new cart is empty and belongs to nobody but who knows its id', async () => {
  const { status, body } = await call('POST', '')
  expect(status).toBe(201)
  expect(body).toEqual({ id: expect.stringMatching(/^cart_[0-9a-z]{26}$/), lines: [], itemsTotal: 0, itemCount: 0 })
  expect(await stored(body.id)).toEqual({ id: body.id, customerId: null, completedOrderId: null, lines: [] })
})

test('a cart made by a logged-in customer is theirs', async () => {
  const { body } = await call('POST', '', undefined, 'good')
  expect((await stored(body.id))?.customerId).toBe(CUSTOMER)
})

test('adding twice adds up, and the answer is the cart at today’s prices', async () => {
  const cartId = await newCart()
  const variantId = await goods('کلاه', 250_000, 5)
  expect((await add(cartId, variantId)).body.itemCount).toBe(1)
  const { status, body } = await add(cartId, variantId, 2)
  expect(status).toBe(200)
  expect(body).toEqual({
    id: cartId,
    lines: [
      {
        variantId,
        productSlug: 'کلاه',
        productName: 'کلاه',
        options: [],
        imageUrl: null,
        unitPrice: 250_000,
        quantity: 3,
        available: 5,
        total: 750_000,
      },
    ],
    itemsTotal: 750_000,
    itemCount: 3,
  })
  expect(await call('GET', `/${cartId}`)).toEqual({ status: 200, body })
})

test('prices and stock are those of the moment of reading', async () => {
  const cartId = await newCart()
  const variantId = await goods('شال', 100, 5)
  await add(cartId, variantId, 2)
  await setPrice(variantId, await productOf(variantId), 130)
  await setStock(variantId, 1)
  const { body } = await call('GET', `/${cartId}`)
  expect(body).toMatchObject({ itemsTotal: 260, lines: [{ unitPrice: 130, quantity: 2, available: 1, total: 260 }] })
})

test('lines keep the order in which they were added, whatever is changed later', async () => {
  const cartId = await newCart()
  const [first, second] = [await goods('یک', 1, 9), await goods('دو', 2, 9)]
  await add(cartId, second)
  await add(cartId, first)
  await set(cartId, second, 4)
  const { body } = await call('GET', `/${cartId}`)
  expect(body.lines.map((line: { variantId: string }) => line.variantId)).toEqual([second, first])
})

test('a line is set to a quantity and removed by zero', async () => {
  const cartId = await newCart()
  const variantId = await goods('دستکش', 10, 9)
  expect((await set(cartId, variantId, 4)).body).toMatchObject({ itemCount: 4, itemsTotal: 40 })
  expect((await set(cartId, variantId, 2)).body).toMatchObject({ itemCount: 2, itemsTotal: 20 })
  expect((await set(cartId, variantId, 0)).body).toEqual({ id: cartId, lines: [], itemsTotal: 0, itemCount: 0 })
  expect((await set(cartId, variantId, 0)).status).toBe(200)
  expect((await stored(cartId))?.lines).toEqual([])
})

test('more than there is cannot be put in, counted with what is in already', async () => {
  const cartId = await newCart()
  const variantId = await goods('ساعت', 10, 3)
  await add(cartId, variantId, 2)
  const refused = { code: 'out_of_stock', lines: [{ variantId, requested: 4, available: 3 }] }
  expect(await add(cartId, variantId, 2)).toMatchObject({ status: 409, body: refused })
  expect(await set(cartId, variantId, 4)).toMatchObject({ status: 409, body: refused })
  expect((await stored(cartId))?.lines).toEqual([{ variantId, quantity: 2 }])
})

test('what is not for sale cannot be put in', async () => {
  const cartId = await newCart()
  const variantId = await goods('بی‌بها', 0, 3)
  expect(await add(cartId, variantId)).toMatchObject({ status: 409, body: { code: 'not_for_sale' } })
  expect((await stored(cartId))?.lines).toEqual([])
})

test('unknown carts and variants are not found', async () => {
  const cartId = await newCart()
  const variantId = await goods('عینک', 10, 3)
  const notFound = { status: 404, body: { code: 'not_found' } }
  expect(await call('GET', `/${newId('cart')}`)).toMatchObject(notFound)
  expect(await add(newId('cart'), variantId)).toMatchObject(notFound)
  expect(await add(cartId, newId('var'))).toMatchObject(notFound)
  expect(await set(cartId, newId('var'), 1)).toMatchObject(notFound)
})

test('ids and quantities outside the contract are refused', async () => {
  const cartId = await newCart()
  const variantId = await goods('کمربند', 10, 500)
  expect((await call('GET', '/cart_1')).status).toBe(400)
  for (const quantity of [0, -1, 1.5, 101]) expect((await add(cartId, variantId, quantity)).status).toBe(400)
  await add(cartId, variantId, 100)
  expect(await add(cartId, variantId, 1)).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', errors: [{ field: 'body.quantity' }] },
  })
  expect((await stored(cartId))?.lines).toEqual([{ variantId, quantity: 100 }])
})

test('a line that vanished from the catalogue stays to be seen, costs nothing and can be removed', async () => {
  const cartId = await newCart()
  const [vanished, kept] = [await goods('رفته', 50, 9), await goods('مانده', 70, 9)]
  await add(cartId, vanished, 2)
  await setPrice(vanished, await productOf(vanished), 50, true)
  const { body } = await add(cartId, kept)
  expect(body).toMatchObject({
    itemsTotal: 70,
    itemCount: 3,
    lines: [
      { variantId: vanished, productName: 'رفته', unitPrice: 0, quantity: 2, available: 0, total: 0 },
      { variantId: kept, available: 9, total: 70 },
    ],
  })
  expect((await set(cartId, vanished, 0)).body).toMatchObject({ itemCount: 1, itemsTotal: 70 })
})

test('a completed cart is closed for good', async () => {
  const cartId = await newCart()
  const variantId = await goods('گردنبند', 10, 3)
  await add(cartId, variantId)
  const orderId = newId('ord')
  await db.transaction((tx) => completeCart(tx, cartId, orderId))
  const closed = { status: 409, body: { code: 'cart_completed' } }
  expect(await add(cartId, variantId)).toMatchObject(closed)
  expect(await set(cartId, variantId, 0)).toMatchObject(closed)
  expect(await call('GET', `/${cartId}`)).toMatchObject(closed)
  expect(await stored(cartId)).toMatchObject({ completedOrderId: orderId, lines: [{ variantId, quantity: 1 }] })
  await expect(db.transaction((tx) => completeCart(tx, cartId, newId('ord')))).rejects.toThrow('completed before')
})

test('ten additions at once all count', async () => {
  const cartId = await newCart()
  const variantId = await goods('جوراب', 10, 50)
  const answers = await Promise.all(Array.from({ length: 10 }, () => add(cartId, variantId)))
  expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(200))
  expect((await stored(cartId))?.lines).toEqual([{ variantId, quantity: 10 }])
})

test('nothing gets into a cart while the checkout has it locked', async () => {
  const cartId = await newCart()
  const variantId = await goods('روسری', 10, 50)
  let addition: ReturnType<typeof add> | undefined
  await db.transaction(async (tx) => {
    await lockCart(tx, cartId)
    addition = add(cartId, variantId)
    await completeCart(tx, cartId, newId('ord'))
  })
  expect(await addition).toMatchObject({ status: 409, body: { code: 'cart_completed' } })
  expect((await stored(cartId))?.lines).toEqual([])
})

test('a cart holds a hundred different goods and no more; what is in can still be changed and taken out', async () => {
  const cartId = await newCart()
  const [known, another] = [await goods('صدم', 10, 9), await goods('صد و یکم', 10, 9)]
  await db.run(sql`insert into cart.line (cart_id, variant_id, quantity)
    select ${cartId}, 'var_' || lpad(n::text, 26, '0'), 1 from generate_series(1, 99) as n`)
  expect((await add(cartId, known)).status).toBe(200)
  expect(await add(cartId, another)).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', errors: [{ field: 'body.variantId', message: expect.stringContaining('۱۰۰') }] },
  })
  expect((await set(cartId, another, 1)).status).toBe(400)
  expect((await stored(cartId))?.lines).toHaveLength(100)
  expect((await add(cartId, known)).status).toBe(200)
  expect((await set(cartId, known, 0)).status).toBe(200)
  expect((await add(cartId, another)).status).toBe(200)
})

test('adding to a full cart takes at most six queries, reading it four', async () => {
  const cartId = await newCart()
  for (let index = 0; index < 5; index += 1) await add(cartId, await goods(`کالا ${index}`, 10, 9))
  const variantId = await goods('آخری', 10, 9)
  await db.run(sql`insert into catalog.product_image (product_id, position, asset_id)
    select product_id, 0, 'img_x' from catalog.variant where id = ${variantId}`)
  const before = db.queryCount
  expect((await add(cartId, variantId)).body.itemCount).toBe(6)
  expect(db.queryCount - before).toBe(6)
  await call('GET', `/${cartId}`)
  expect(db.queryCount - before).toBe(10)
})
