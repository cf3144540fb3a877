import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { firstOf, type Row, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

const VISITOR = 40_123
const PERSON = 55_000_001
const STORE = 1200
const MUG = 9_200_004
let mahak: TestSimulator
beforeEach(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
})
afterEach(() => mahak.stop())

const mugs = async (): Promise<unknown> =>
  (await mahak.rows('ProductDetailStoreAssets')).find((row) => row.ProductDetailId === MUG)?.Count1

const orderRow = async (orderId: number): Promise<Row> =>
  firstOf((await mahak.rows('Orders')).filter((row) => row.OrderId === orderId))

const act = async (path: string, body: object = {}) => {
  const answer = await mahak.post(path, body)
  return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) }
}

/** An order of mugs at 1,000,000 Rial each, from the shop. */
async function order(clientId: number, members: object = {}, count1 = 3): Promise<number> {
  const saved = await mahak.save({
    orders: [{ orderClientId: clientId, personId: PERSON, visitorId: VISITOR, orderType: 201, ...members }],
    orderDetails: [
      {
        orderDetailClientId: clientId,
        orderClientId: clientId,
        itemType: 1,
        productDetailId: MUG,
        price: 1_000_000,
        count1,
        storeId: STORE,
      },
    ],
  })
  return firstOf(saved.of('Orders')).EntityId ?? 0
}

const statement = async () => {
  const answer = await mahak.call(`/desktop/api/people/${PERSON}/statement`)
  const line = z.object({ type: z.number(), debt: z.number(), credit: z.number(), balance: z.number() })
  return z
    .object({ lines: z.array(line) })
    .parse(await answer.json())
    .lines.map(({ type, debt, credit, balance }) => [type, debt, credit, balance])
}

describe('returns', () => {
  test('a return at the desktop is an invoice of type 202 that names the sale, and the goods are in the stock again', async () => {
    const sale = await order(1)
    await mahak.post(`/orders/${sale}/convert`)
    expect(await mugs()).toBe(27)
    const [line] = await mahak.rows('OrderDetails')
    const before = await orderRow(sale)
    const { status, body } = await act(`/orders/${sale}/return`, {
      lines: [{ orderDetailId: line?.OrderDetailId, count: 1 }],
    })
    expect([status, body]).toEqual([200, { orderId: sale + 1, orderCode: 1002, stockMoved: true }])
    expect(await orderRow(sale + 1)).toMatchObject({
      OrderType: 202,
      ReferenceOrderId: sale,
      OrderCode: 1002,
      VisitorId: VISITOR,
      PersonId: PERSON,
      Deleted: false,
    })
    expect(await mugs()).toBe(28)
    expect(await orderRow(sale)).toEqual(before)
    const read = await mahak.read({ fromOrderVersion: Number(before.RowVersion), fromOrderDetailVersion: 0 })
    expect(read.Orders?.map((row) => row.OrderId)).toEqual([sale + 1])
    expect(read.OrderDetails?.find((row) => row.OrderId === sale + 1)).toMatchObject({ Count1: 1, Price: 1_000_000 })
  })

  test('no more comes back than was sold, also over several returns and at the same time', async () => {
    const sale = await order(1)
    await mahak.post(`/orders/${sale}/convert`)
    const line = firstOf(await mahak.rows('OrderDetails')).OrderDetailId
    await act(`/orders/${sale}/return`, { lines: [{ orderDetailId: line, count: 2 }] })
    const two = await act(`/orders/${sale}/return`, { lines: [{ orderDetailId: line, count: 2 }] })
    expect([two.status, two.body.code]).toEqual([409, 'more_than_sold'])
    const rest = await Promise.all(Array.from({ length: 5 }, () => act(`/orders/${sale}/return`)))
    expect(rest.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409])
    expect(await mugs()).toBe(30)
    expect((await mahak.rows('Orders')).filter((row) => row.OrderType === 202)).toHaveLength(2)
  })

  test('only an invoice can be returned', async () => {
    const sale = await order(1)
    expect((await act(`/orders/${sale}/return`)).body.code).toBe('not_an_invoice')
    expect((await act('/orders/999/return')).status).toBe(404)
    expect(await mahak.rows('Orders')).toHaveLength(1)
  })

  test('a return that a client sent raises the stock when it is converted, a purchase too', async () => {
    await mahak.post(`/orders/${await order(1, { orderType: 202 })}/convert`)
    expect(await mugs()).toBe(33)
    await mahak.post(`/orders/${await order(2, { orderType: 204 })}/convert`)
    expect(await mugs()).toBe(36)
  })
})

describe('cancelling', () => {
  test('an open order is deleted and nothing moves', async () => {
    const sale = await order(1)
    expect((await act(`/orders/${sale}/cancel`)).body).toEqual({ stockMoved: false })
    expect(await orderRow(sale)).toMatchObject({ Deleted: true, OrderCode: 0 })
    expect(await mugs()).toBe(30)
    expect(await statement()).toEqual([])
    expect((await act(`/orders/${sale}/convert`)).body.code).toBe('deleted')
  })

  test('an invoice gives goods and debt back, once', async () => {
    const sale = await order(1)
    await mahak.post(`/orders/${sale}/convert`)
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => act(`/orders/${sale}/cancel`)))
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409])
    expect(await mugs()).toBe(30)
    expect(await statement()).toEqual([
      [201, 3_000_000, 0, 3_000_000],
      [201, 0, 3_000_000, 0],
    ])
    expect(await orderRow(sale)).toMatchObject({ Deleted: true, OrderCode: 1001 })
  })

  test('an invoice of which goods came back is not made void', async () => {
    const sale = await order(1)
    await mahak.post(`/orders/${sale}/convert`)
    await act(`/orders/${sale}/return`)
    expect((await act(`/orders/${sale}/cancel`)).body.code).toBe('has_returns')
    expect(await mugs()).toBe(30)
  })
})

describe('what is booked', () => {
  test('invoice, cash, cheque and transfer stand in the person’s account with the balance after each', async () => {
    const sale = await order(1, {
      receiptClientId: 1,
      sendCost: 500_000,
      carrierType: 2,
      carrierID: 3001,
      carryingAsExpense: false,
    })
    await mahak.save({
      receipts: [{ receiptClientId: 1, orderId: sale, personId: PERSON, visitorId: VISITOR, cashAmount: 100_000 }],
      cheques: [
        { chequeClientId: 1, receiptClientId: 1, bankId: 4001, type: 1, number: '11', amount: 400_000 },
        { chequeClientId: 2, receiptClientId: 1, bankId: 4001, type: 2, number: '12', amount: 3_000_000 },
      ],
    })
    expect(await statement()).toEqual([])
    await mahak.post(`/orders/${sale}/convert`)
    expect(await statement()).toEqual([
      [201, 3_500_000, 0, 3_500_000],
      [206, 0, 100_000, 3_400_000],
      [208, 0, 400_000, 3_000_000],
      [206, 0, 3_000_000, 0],
    ])
    const { Transactions, Receipts, Cheques, People } = await mahak.read({
      fromTransactionVersion: 0,
      fromReceiptVersion: 0,
      fromChequeVersion: 0,
      fromPersonVersion: 0,
    })
    expect(Transactions).toHaveLength(4)
    expect(firstOf(Receipts).ReceiptCode).toBe(501)
    expect(Cheques?.map((row) => row.ChequeCode).toSorted()).toEqual([501, 502])
    expect(firstOf(People).Balance).toBe(0)
  })

  test('a receipt of no order is registered by itself, once', async () => {
    const saved = await mahak.save({
      receipts: [{ receiptClientId: 9, personId: PERSON, visitorId: VISITOR, cashAmount: 250_000 }],
    })
    const id = firstOf(saved.of('Receipts')).EntityId
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => act(`/receipts/${id}/register`)))
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
    expect(await statement()).toEqual([[206, 0, 250_000, -250_000]])
    expect(firstOf(await mahak.rows('Receipts')).ReceiptCode).toBe(501)
    expect((await act('/receipts/1/register')).status).toBe(404)
  })

  test('a person a client entered gets a number with the first invoice, and keeps it', async () => {
    await mahak.save({
      people: [{ personClientId: 7, lastName: 'تازه', personGroupId: 98_001 }],
      visitorPeople: [{ personClientId: 7, visitorId: VISITOR }],
    })
    const person = async () => (await mahak.rows('People')).find((row) => row.PersonClientId === 7)
    expect((await person())?.PersonCode).toBe(0)
    await mahak.post(`/orders/${await order(1, { personId: null, personClientId: 7 })}/convert`)
    expect((await person())?.PersonCode).toBe(2)
    await mahak.post(`/orders/${await order(2, { personId: null, personClientId: 7 })}/convert`)
    expect((await person())?.PersonCode).toBe(2)
  })

  test('§12.6 the header’s discount is counted on top of the lines’ unless the switch says it is in them', async () => {
    const sale = await order(1, { discount: 200_000 })
    const total = async () => {
      const answer = await mahak.call('/desktop/api/orders')
      return firstOf(z.object({ orders: z.array(z.object({ total: z.number() })) }).parse(await answer.json()).orders)
    }
    expect(await total()).toEqual({ total: 2_800_000 })
    await mahak.switch({ headerDiscountCounted: false })
    expect(await total()).toEqual({ total: 3_000_000 })
    await mahak.post(`/orders/${sale}/convert`)
    expect(await statement()).toEqual([[201, 3_000_000, 0, 3_000_000]])
  })
})

describe('negativeStockForbidden', () => {
  test('an order of more than there is stays open and moves nothing; one of what is there becomes an invoice', async () => {
    await mahak.switch({ negativeStockForbidden: true })
    const [much, all] = [await order(1, {}, 31), await order(2, {}, 30)]
    const refused = await act(`/orders/${much}/convert`)
    expect([refused.status, refused.body.code]).toEqual([409, 'insufficient_stock'])
    expect(await orderRow(much)).toMatchObject({ OrderCode: 0, Deleted: false })
    expect(await mugs()).toBe(30)
    expect(await statement()).toEqual([])
    expect((await act(`/orders/${all}/convert`)).body).toMatchObject({ orderCode: 1001, stockMoved: true })
    expect(await mugs()).toBe(0)
  })

  test('of two orders of the last goods that are converted at once one becomes an invoice', async () => {
    await mahak.switch({ negativeStockForbidden: true })
    const ids = [await order(1, {}, 20), await order(2, {}, 20)]
    const outcomes = await Promise.all(ids.map((id) => act(`/orders/${id}/convert`)))
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await mugs()).toBe(10)
  })

  test('without it the stock goes below zero', async () => {
    await mahak.post(`/orders/${await order(1, {}, 31)}/convert`)
    expect(await mugs()).toBe(-1)
  })
})
