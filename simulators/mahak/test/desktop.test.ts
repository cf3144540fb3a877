import { fixedClock } from '@hybrid-store/kernel'
import { eventually } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { firstOf, startSimulator, type TestSimulator } from './support/simulator.ts'

const VISITOR = 40_123
const STORE = 1200
let mahak: TestSimulator
beforeAll(async () => {
  mahak = await startSimulator()
})
afterAll(() => mahak.stop())

let lastId = 0
/** Saves a sale of two pieces of one variant and one of another, paid by bank transfer. */
async function sell(members: object = {}, link = true) {
  lastId += 1
  const id = lastId
  const person = {
    personClientId: id,
    firstName: 'سارا',
    lastName: 'نمونه',
    mobile: '09121112233',
    personGroupId: 98_001,
  }
  await mahak.save({
    people: [person],
    ...(link ? { visitorPeople: [{ personClientId: id, visitorId: VISITOR }] } : {}),
  })
  const line = (number: number, productDetailId: number, count1: number) => ({
    orderDetailClientId: id * 10 + number,
    orderClientId: id,
    itemType: 1,
    productDetailId,
    price: 1_000_000,
    count1,
    storeId: STORE,
  })
  const saved = await mahak.save({
    orders: [
      { orderClientId: id, receiptClientId: id, personClientId: id, visitorId: VISITOR, orderType: 201, ...members },
    ],
    orderDetails: [line(1, 9_200_002, 2), line(2, 9_200_003, 1)],
    receipts: [{ receiptClientId: id, orderClientId: id, personClientId: id, visitorId: VISITOR, cashAmount: 0 }],
    cheques: [
      { chequeClientId: id, receiptClientId: id, bankId: 4001, type: 2, number: String(id), amount: 3_000_000 },
    ],
  })
  return firstOf(saved.of('Orders')).EntityId ?? 0
}

async function stockOf(productDetailId: number): Promise<number> {
  const answer = await mahak.call(`/desktop/api/stock/${productDetailId}`)
  const { stores } = z
    .object({ stores: z.array(z.object({ storeId: z.number(), count: z.number() })) })
    .parse(await answer.json())
  return stores.find((store) => store.storeId === STORE)?.count ?? 0
}

const orderRow = async (orderId: number) => (await mahak.rows('Orders')).find((row) => row.OrderId === orderId)

describe('converting an order', () => {
  test('gives it a number and a new version, then lowers the stock with higher versions', async () => {
    const [first, second] = [await stockOf(9_200_002), await stockOf(9_200_003)]
    const orderId = await sell()
    const before = await orderRow(orderId)
    const answer = await mahak.post(`/orders/${orderId}/convert`)
    expect(await answer.json()).toEqual({ orderId, orderCode: 1001, stockMoved: true })

    const order = await orderRow(orderId)
    expect(order).toMatchObject({ OrderCode: 1001, OrderClientId: before?.OrderClientId })
    expect(order?.RowVersion).toBeGreaterThan(Number(before?.RowVersion))
    expect([await stockOf(9_200_002), await stockOf(9_200_003)]).toEqual([first - 2, second - 1])
    const from = { fromProductDetailStoreAssetVersion: order?.RowVersion, fromVisitorProductVersion: order?.RowVersion }
    const after = await mahak.read(from)
    expect(after.ProductDetailStoreAssets?.map((row) => row.ProductDetailId).toSorted()).toEqual([9_200_002, 9_200_003])
    expect(after.VisitorProducts?.map((row) => row.ProductDetailId).toSorted()).toEqual([9_200_002, 9_200_003])
    const rest = await mahak.read({ fromProductDetailStoreAssetVersion: 0 })
    const total = (rest.ProductDetailStoreAssets ?? []).filter((row) => row.ProductDetailId === 9_200_002)
    const link = after.VisitorProducts?.find((row) => row.ProductDetailId === 9_200_002)
    expect(link?.Count1).toBe(total.reduce((sum, row) => sum + Number(row.Count1), 0))
  })

  test('a second time is refused and moves nothing', async () => {
    const orderId = await sell()
    await mahak.post(`/orders/${orderId}/convert`)
    const [stock, row] = [await stockOf(9_200_002), await orderRow(orderId)]
    const again = await mahak.post(`/orders/${orderId}/convert`)
    expect(again.status).toBe(409)
    expect(await again.json()).toMatchObject({ code: 'already_converted', status: 409 })
    expect(await stockOf(9_200_002)).toBe(stock)
    expect(await orderRow(orderId)).toEqual(row)
  })

  test('numbers go up by one, also over refusals', async () => {
    const code = async (orderId: number) =>
      z.object({ orderCode: z.number() }).parse(await (await mahak.post(`/orders/${orderId}/convert`)).json()).orderCode
    const first = await code(await sell())
    await mahak.post(`/orders/${await sell({ personClientId: null, personId: 1 })}/convert`)
    expect(await code(await sell())).toBe(first + 1)
  })

  test('§5.3 a sale to a person without a link becomes an invoice but moves no goods', async () => {
    const stock = await stockOf(9_200_002)
    const orderId = await sell({}, false)
    expect(await (await mahak.post(`/orders/${orderId}/convert`)).json()).toMatchObject({ stockMoved: false })
    expect(await stockOf(9_200_002)).toBe(stock)
  })

  test('§5.3 an order of an unknown person never becomes an invoice', async () => {
    const orderId = await sell({ personClientId: null, personId: 1 })
    const answer = await mahak.post(`/orders/${orderId}/convert`)
    expect([answer.status, await answer.json()]).toEqual([409, expect.objectContaining({ code: 'unknown_person' })])
    expect((await orderRow(orderId))?.OrderCode).toBe(0)
  })

  test('a return brings the goods back, a pre-sale moves nothing', async () => {
    const stock = await stockOf(9_200_002)
    await mahak.post(`/orders/${await sell({ orderType: 202 })}/convert`)
    expect(await stockOf(9_200_002)).toBe(stock + 2)
    await mahak.post(`/orders/${await sell({ orderType: 203 })}/convert`)
    expect(await stockOf(9_200_002)).toBe(stock + 2)
  })

  test('all that wait are converted at once, an unknown order is 404', async () => {
    const ids = [await sell(), await sell()]
    const answer = z
      .object({ converted: z.array(z.object({ orderId: z.number() })) })
      .parse(await (await mahak.post('/orders/convert-all')).json())
    expect(answer.converted.map((order) => order.orderId)).toEqual(expect.arrayContaining(ids))
    expect((await mahak.post('/orders/999/convert')).status).toBe(404)
  })
})

test('orders are listed with person, lines, receipt, cheque and the total in Rial', async () => {
  const orderId = await sell({
    sendCost: 450_000,
    discount: 50_000,
    carrierType: 2,
    carrierID: 3001,
    carryingAsExpense: false,
  })
  const { orders } = z
    .object({ orders: z.array(z.looseObject({ orderId: z.number() })) })
    .parse(await (await mahak.call('/desktop/api/orders')).json())
  expect(firstOf(orders)).toMatchObject({
    orderId,
    orderCode: 0,
    person: { name: 'سارا نمونه', mobile: '09121112233' },
    lines: [
      { productDetailId: 9_200_002, count: 2, price: 1_000_000, total: 2_000_000 },
      { productDetailId: 9_200_003, count: 1, total: 1_000_000 },
    ],
    total: 3_400_000,
    receipts: [{ cashAmount: 0, cheques: [{ amount: 3_000_000, number: String(lastId) }] }],
  })
})

test('orders convert by themselves some seconds after they came, as the switch says', async () => {
  const clock = fixedClock('2026-02-01T10:00:00Z')
  const own = await startSimulator({ clock })
  await own.switch({ autoConvertAfterSeconds: 60 })
  await own.save({ orders: [{ orderClientId: 1, personId: 55_000_001, orderType: 201 }] })
  expect(firstOf(await own.rows('Orders')).OrderCode).toBe(0)
  clock.advance(61_000)
  await eventually(async () => Number(firstOf(await own.rows('Orders')).OrderCode) > 0, { what: 'the conversion' })
  await own.stop()
})

describe('goods', () => {
  test('a price is changed on its level; the same price again makes no new version', async () => {
    const change = () => mahak.post('/variants/9200005/price', { level: 2, price: 7_770_000 })
    const first = await (await change()).json()
    const { ProductDetails } = await mahak.read({ fromProductDetailVersion: 0 })
    expect(ProductDetails?.find((row) => row.ProductDetailId === 9_200_005)).toMatchObject({
      Price2: 7_770_000,
      ...Object(first).RowVersion,
    })
    expect(await (await change()).json()).toEqual(first)
  })

  test('stock is set in a store, also below zero, and the visitor’s total follows', async () => {
    await mahak.post('/variants/9200006/stock', { storeId: 1201, count: 7 })
    await mahak.post('/variants/9200006/stock', { storeId: STORE, count: -3 })
    const links = (await mahak.rows('VisitorProducts')).filter((row) => row.ProductDetailId === 9_200_006)
    expect(links.length).toBeGreaterThan(0)
    expect(links.every((row) => row.Count1 === 4)).toBe(true)
  })

  test('a product with variants is added with base detail, links, stock, picture, and a new property', async () => {
    const answer = await mahak.post('/products', {
      name: 'کالای تازه',
      category: 'گروه تازه',
      variants: ['چوب', 'فلز'].map((value) => ({
        properties: { جنس: value },
        prices: [2_500_000],
        stock: { 'انبار مرکزی': 6 },
      })),
    })
    expect(answer.status).toBe(201)
    const { productId, productDetailIds } = z
      .object({ productId: z.number(), productDetailIds: z.array(z.number()) })
      .parse(await answer.json())
    expect(productDetailIds).toHaveLength(3)
    const lists = await mahak.read({
      fromProductVersion: 0,
      fromProductDetailVersion: 0,
      fromProductDetailStoreAssetVersion: 0,
      fromPhotoGalleryVersion: 0,
      fromPropertyDescriptionVersion: 0,
    })
    expect(lists.Products?.some((row) => row.ProductId === productId)).toBe(true)
    const code = lists.PropertyDescriptions?.find((row) => row.Title === 'جنس')?.PropertyDescriptionCode
    const details = lists.ProductDetails?.filter((row) => row.ProductId === productId) ?? []
    expect(details.map((row) => row.Properties).toSorted()).toEqual(
      [`[{"C":"${code}", "V":"فلز"}]`, `[{"C":"${code}", "V":"چوب"}]`, null].toSorted(),
    )
    const assets = lists.ProductDetailStoreAssets?.filter((row) =>
      productDetailIds.includes(Number(row.ProductDetailId)),
    )
    expect(assets?.map((row) => row.Count1)).toEqual([6, 6])
    expect(lists.PhotoGalleries?.some((row) => row.ItemCode === productId)).toBe(true)
  })

  test('a product is deleted logically with its variants', async () => {
    const { Products, ProductDetails } = await mahak.read({ fromProductVersion: 0, fromProductDetailVersion: 0 })
    const product = firstOf(Products?.filter((row) => !row.Deleted))
    const details = ProductDetails?.filter((row) => row.ProductId === product.ProductId) ?? []
    expect((await mahak.call(`/desktop/api/products/${product.ProductId}`, { method: 'DELETE' })).status).toBe(200)
    const after = await mahak.rows('ProductDetails')
    const gone = after.filter((row) => row.ProductId === product.ProductId)
    expect(gone).toHaveLength(details.length)
    expect(gone.every((row) => row.Deleted)).toBe(true)
    expect((await mahak.rows('Products')).find((row) => row.ProductId === product.ProductId)).toMatchObject({
      Deleted: true,
      Name: product.Name,
    })
  })

  test('bad input is answered with problem+json that names the field, and changes nothing', async () => {
    const version = async () => Object(await (await mahak.call('/desktop/api/state')).json()).rowVersion
    const before = await version()
    const bad: [string, unknown, string][] = [
      ['/variants/9200006/price', { level: 11, price: 1 }, 'level'],
      ['/variants/9200006/price', { level: 1, price: -1 }, 'price'],
      ['/variants/9200006/stock', { storeId: 'x', count: 1 }, 'storeId'],
      ['/variants/x/stock', { storeId: 1, count: 1 }, 'id'],
      ['/products', { name: ' ', category: 'x', variants: [{ prices: [1] }] }, 'name'],
    ]
    for (const [path, body, field] of bad) {
      const answer = await mahak.post(path, body)
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        400,
        'application/problem+json; charset=utf-8',
      ])
      expect(await answer.json()).toMatchObject({
        code: 'invalid_request',
        errors: [expect.objectContaining({ field })],
      })
    }
    expect((await mahak.post('/variants/1/price', { level: 1, price: 1 })).status).toBe(404)
    expect((await mahak.post('/variants/9200006/stock', { storeId: 5, count: 1 })).status).toBe(404)
    expect((await mahak.call('/desktop/api/rows/Nothing')).status).toBe(404)
    expect(await version()).toBe(before)
  })
})

test('rows of one visitor can be asked for', async () => {
  const answer = await mahak.call('/desktop/api/rows/visitorproducts?visitor=40124&limit=100000')
  const { rows } = z.object({ rows: z.array(z.object({ VisitorId: z.number() })) }).parse(await answer.json())
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.every((row) => row.VisitorId === 40_124)).toBe(true)
})
