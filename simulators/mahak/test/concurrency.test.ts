import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstOf, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
beforeAll(async () => {
  mahak = await startSimulator()
})
afterAll(() => mahak.stop())

const sale = (id: number) => ({
  orders: [{ orderClientId: id, personId: 55_000_001, orderType: 201 }],
  orderDetails: [
    { orderDetailClientId: id, orderClientId: id, productDetailId: 9_200_002, count1: 1, price: 10, storeId: 1200 },
  ],
})

test('20 saves of one client id at the same time make one order with one line', async () => {
  const saves = await Promise.all(Array.from({ length: 20 }, () => mahak.save(sale(42))))
  expect(saves.every((save) => save.ok)).toBe(true)
  expect(new Set(saves.map((save) => firstOf(save.of('Orders')).EntityId)).size).toBe(1)
  expect((await mahak.rows('Orders')).filter((row) => row.OrderClientId === 42)).toHaveLength(1)
  expect((await mahak.rows('OrderDetails')).filter((row) => row.OrderDetailClientId === 42)).toHaveLength(1)
})

test('20 conversions of one order at the same time make one invoice and lower the stock once', async () => {
  const orderId = firstOf((await mahak.save(sale(43))).of('Orders')).EntityId
  const stock = async () =>
    (await mahak.rows('ProductDetailStoreAssets')).find(
      (row) => row.ProductDetailId === 9_200_002 && row.StoreId === 1200,
    )
  const before = await stock()
  const answers = await Promise.all(Array.from({ length: 20 }, () => mahak.post(`/orders/${orderId}/convert`)))
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 409)])
  expect((await stock())?.Count1).toBe(Number(before?.Count1) - 1)
})

test('an edit that races the conversion is either in the invoice or refused', async () => {
  for (let id = 100; id < 110; id += 1) {
    const orderId = firstOf((await mahak.save(sale(id))).of('Orders')).EntityId
    const edit = mahak.save({ orders: [{ orderClientId: id, discount: 5 }] })
    const [saved] = await Promise.all([edit, mahak.post(`/orders/${orderId}/convert`)])
    const order = (await mahak.rows('Orders')).find((row) => row.OrderId === orderId)
    expect(order?.OrderCode).toBeGreaterThan(0)
    expect(order?.Discount).toBe(saved.ok ? 5 : 0)
  }
})

test('readers that start after a save has answered see its rows', async () => {
  const saves = await Promise.all(Array.from({ length: 10 }, (_, index) => mahak.save(sale(200 + index))))
  const versions = saves.map((save) => firstOf(save.of('Orders')).RowVersion ?? 0)
  const read = await mahak.read({ fromOrderVersion: Math.min(...versions) - 1 })
  expect(read.Orders?.filter((row) => Number(row.OrderClientId) >= 200)).toHaveLength(10)
})
