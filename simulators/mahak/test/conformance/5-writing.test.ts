import { eventually } from '@hybrid-store/test-kit'
import { expect } from 'vitest'
import { WRITING } from './facts/5-writing.ts'
import { contract } from './support/contract.ts'
import { SAVE_KEYS } from './support/entities.ts'
import { GOODS, newClientId, newLine, newOrder, newPerson, SHOP } from './support/requests.ts'
import type { Row, RowResult, World } from './support/world.ts'

const fact = contract(WRITING)

const ofClient = (rows: readonly Row[] | null | undefined, member: string, clientId: unknown): Row[] =>
  (rows ?? []).filter((row) => row[member] === clientId)
const ordersOf = async ({ desktop }: World, clientId: number) =>
  ofClient(await desktop.rows('Orders'), 'OrderClientId', clientId)
const linesOf = async ({ desktop }: World, orderId: unknown) =>
  ofClient(await desktop.rows('OrderDetails'), 'OrderId', orderId)
const propertiesOf = (results: readonly RowResult[]) =>
  results.flatMap(({ Errors }) => Errors ?? []).map((e) => e.Property)

/** A sale of `count` pieces to the catalogue's person, as it is stored; nothing of it is converted yet. */
async function sell(world: World, line: object = {}, members: object = {}) {
  const order = newOrder(members)
  const saved = await world.mahak.save({ orders: [order], orderDetails: [newLine(order.orderClientId, line)] })
  expect(saved.Result).toBe(true)
  return { order, orderId: saved.of('Orders')[0]?.EntityId }
}
const stockOf = async ({ mahak }: World, detailId: number): Promise<number> => {
  const { ProductDetailStoreAssets } = await mahak.read({ fromProductDetailStoreAssetVersion: 0 })
  const rows = ofClient(ProductDetailStoreAssets, 'ProductDetailId', detailId)
  return rows.reduce((sum, row) => sum + Number(row.Count1), 0)
}

fact('5.1-lists', async ({ mahak, desktop }) => {
  const [person, id] = [newPerson(), newClientId()]
  const saved = await mahak.save({
    people: [person],
    productCategories: [{ productCategoryClientId: id, name: 'گروه' }],
  })
  expect([saved.of('People'), saved.of('ProductCategories')]).toMatchObject([[{ Result: true }], [{ Result: true }]])
  expect(ofClient(await desktop.rows('ProductCategories'), 'ProductCategoryClientId', id)).toMatchObject([
    { Name: 'گروه' },
  ])
})
fact('5.1-only-what-you-have', async ({ mahak }) => {
  for (const body of [{}, { orders: [] }, { orders: null }]) expect((await mahak.save(body)).Result).toBe(true)
})
fact('5.1-line-to-order', async (world) => {
  const order = newOrder()
  const saved = await world.mahak.save({ orders: [order], orderDetails: [newLine(order.orderClientId)] })
  const [line] = await linesOf(world, saved.of('Orders')[0]?.EntityId)
  expect(line).toMatchObject({
    OrderDetailId: saved.of('OrderDetails')[0]?.EntityId,
    OrderClientId: order.orderClientId,
  })
})
fact('5.1-order-to-receipt', async (world) => {
  const receiptClientId = newClientId()
  const order = newOrder({ receiptClientId })
  const receipt = { receiptClientId, orderClientId: order.orderClientId, personId: SHOP.personId }
  const saved = await world.mahak.save({ orders: [order], receipts: [receipt] })
  expect(await ordersOf(world, order.orderClientId)).toMatchObject([{ ReceiptId: saved.of('Receipts')[0]?.EntityId }])
})
fact('5.1-cheque-to-receipt', async ({ mahak, desktop }) => {
  const id = newClientId()
  const saved = await mahak.save({
    receipts: [{ receiptClientId: id, personId: SHOP.personId }],
    cheques: [{ chequeClientId: id, receiptClientId: id, bankId: SHOP.bankId, amount: 1, type: 2 }],
  })
  const receiptId = saved.of('Receipts')[0]?.EntityId
  expect(ofClient(await desktop.rows('Cheques'), 'ChequeClientId', id)).toMatchObject([{ ReceiptId: receiptId }])
})
fact('5.1-link-to-person', async ({ mahak }) => {
  const person = newPerson()
  const saved = await mahak.save({
    people: [person],
    visitorPeople: [{ personClientId: person.personClientId, visitorId: SHOP.visitorId }],
  })
  const { VisitorPeople } = await mahak.read({ fromVisitorPersonVersion: 0 })
  const personId = saved.of('People')[0]?.EntityId
  expect(ofClient(VisitorPeople, 'PersonId', personId)).toMatchObject([{ VisitorId: SHOP.visitorId }])
})
fact('5.1-parent-by-id', async (world) => {
  const { order, orderId } = await sell(world)
  await world.mahak.save({ orderDetails: [{ ...newLine(0), orderClientId: undefined, orderId }] })
  expect(await linesOf(world, orderId)).toHaveLength(2)
  expect(await ordersOf(world, order.orderClientId)).toHaveLength(1)
})
fact('5.1-parent-of-earlier-call', async (world) => {
  const order = newOrder()
  const saved = await world.mahak.save({ orders: [order] })
  expect(await world.mahak.save({ orderDetails: [newLine(order.orderClientId)] })).toMatchObject({ Result: true })
  expect(await linesOf(world, saved.of('Orders')[0]?.EntityId)).toHaveLength(1)
})
fact('5.1-any-order-of-lists', async (world) => {
  const order = newOrder()
  const saved = await world.mahak.save({ orderDetails: [newLine(order.orderClientId)], orders: [order] })
  expect(saved.Result).toBe(true)
  expect(await linesOf(world, saved.of('Orders')[0]?.EntityId)).toHaveLength(1)
})
fact('5.1-sale', async (world) => {
  const id = newClientId()
  const saved = await world.mahak.save({
    orders: [
      {
        orderClientId: id,
        receiptClientId: id,
        personId: SHOP.personId,
        visitorId: SHOP.visitorId,
        orderType: 201,
        orderDate: '2026-02-09T14:05:00',
        deliveryDate: '2026-02-09T14:05:00',
        discount: 0,
        discountType: 0,
        settlementType: 1,
        description: 'سفارش سایت',
        sendCost: 500_000,
        carrierType: 2,
        carrierID: SHOP.cashId,
        driverCurrencyType: 0,
        carryingAsExpense: false,
        shippingAddress: '{"Title":"آدرس تحویل","Address":"…","PostalCode":"…","Mobile":"…","CityId":0}',
        deleted: false,
      },
    ],
    orderDetails: [
      {
        orderDetailClientId: id * 100 + 1,
        orderClientId: id,
        itemType: 1,
        productDetailId: GOODS.trousers.largeId,
        price: 9_000_000,
        count1: 1,
        count2: 0,
        discount: 0,
        discountType: 0,
        taxPercent: 0,
        chargePercent: 0,
        storeId: SHOP.storeId,
        gift: 0,
        promotionCode: 0,
        rowId: 1,
        description: '',
        deleted: false,
      },
    ],
    receipts: [
      {
        receiptClientId: id,
        orderClientId: id,
        personId: SHOP.personId,
        visitorId: SHOP.visitorId,
        cashAmount: 0,
        cashCode: 0,
        date: '2026-02-09T14:05:00',
        deleted: false,
      },
    ],
    cheques: [
      {
        chequeClientId: id,
        receiptClientId: id,
        bankId: SHOP.bankId,
        type: 2,
        number: String(id),
        amount: 9_500_000,
        date: '2026-02-09T14:05:00',
        deleted: false,
      },
    ],
  })
  expect(saved.Result).toBe(true)
  expect(await world.desktop.order(saved.of('Orders')[0]?.EntityId ?? 0)).toMatchObject({
    orderClientId: id,
    orderCode: 0,
    lines: [{ productDetailId: GOODS.trousers.largeId, count: 1, price: 9_000_000 }],
    total: 9_500_000,
    receipts: [{ cashAmount: 0, cheques: [{ amount: 9_500_000, number: String(id) }] }],
  })
})
fact('5.1-customer-first', async ({ mahak, desktop }) => {
  const person = newPerson()
  const link = { personClientId: person.personClientId, visitorId: SHOP.visitorId }
  const saved = await mahak.save({ people: [person], visitorPeople: [link] })
  const personId = saved.of('People')[0]?.EntityId
  const address = { personAddressClientId: newClientId(), personId, title: 'منزل', address: 'تهران', isDefault: true }
  expect(await mahak.save({ personAddresses: [address] })).toMatchObject({ Result: true })
  const addresses = ofClient(await desktop.rows('PersonAddresses'), 'PersonId', personId)
  expect(addresses).toMatchObject([{ Title: 'منزل', IsDefault: true }])
})
fact('5.1-link-in-second-call', async ({ mahak, desktop }) => {
  const saved = await mahak.save({ people: [newPerson()] })
  const personId = saved.of('People')[0]?.EntityId
  const linked = await mahak.save({ visitorPeople: [{ personId, visitorId: SHOP.visitorId }] })
  expect(linked.Result).toBe(true)
  expect(ofClient(await desktop.rows('VisitorPeople'), 'PersonId', personId)).toHaveLength(1)
})

const objectsOf = async ({ mahak }: World, body: object): Promise<Record<string, { Results: RowResult[] }>> =>
  Object((await mahak.ask('/Sync/SaveAllData', body)).json).Data.Objects
fact('5.2-keys', async (world) => {
  expect(Object.keys(await objectsOf(world, {}))).toEqual(SAVE_KEYS)
})
fact('5.2-empty-results', async (world) => {
  const { People, ...others } = await objectsOf(world, { people: [newPerson()] })
  expect(People?.Results).toHaveLength(1)
  expect(Object.values(others)).toEqual(Object.values(others).map(() => ({ Results: [] })))
})
fact('5.2-casing', async (world) => {
  const keys = Object.keys(await objectsOf(world, {}))
  expect(keys.filter((key) => /^(companies|mahakpays)$/i.test(key))).toEqual(['Companies', 'MahakPays'])
})
fact('5.2-not-writable', async (world) => {
  const before = await world.desktop.rows('Regions')
  const objects = await objectsOf(world, {
    regions: [{ cityID: 1, cityName: 'x' }],
    orderTaxStatuses: [{ taxId: 'x' }],
  })
  expect(Object.keys(objects).filter((key) => key === 'Regions' || key === 'OrderTaxStatuses')).toEqual([])
  expect(await world.desktop.rows('Regions')).toEqual(before)
  expect(await world.desktop.rows('OrderTaxStatuses')).toEqual([])
})
fact('5.2-index', async ({ mahak }) => {
  const saved = await mahak.save({ people: [newPerson(), newPerson()], orders: [newOrder()] })
  expect([saved.of('People').map((row) => row.Index), saved.of('Orders').map((row) => row.Index)]).toEqual([
    [1, 2],
    [1],
  ])
})
fact('5.2-order', async ({ mahak }) => {
  const people = [newPerson(), newPerson(), newPerson()].toReversed()
  const results = (await mahak.save({ people })).of('People')
  expect(results.map((row) => row.EntityClientId)).toEqual(people.map((person) => person.personClientId))
})
fact('5.2-entity-id', async ({ mahak, desktop }) => {
  const person = newPerson()
  const [result] = (await mahak.save({ people: [person] })).of('People')
  expect(result?.EntityClientId).toBe(person.personClientId)
  const stored = ofClient(await desktop.rows('People'), 'PersonId', result?.EntityId)
  expect(stored).toMatchObject([{ PersonClientId: person.personClientId }])
})
fact('5.2-row-version', async ({ mahak, desktop }) => {
  const [result] = (await mahak.save({ people: [newPerson()] })).of('People')
  const stored = ofClient(await desktop.rows('People'), 'PersonId', result?.EntityId)
  expect(stored).toMatchObject([{ RowVersion: result?.RowVersion }])
})
const FAILED_LINE = {
  Result: false,
  Index: 1,
  Errors: [
    { Property: 'IncomeId,ExpenseId,ProductDetailId', Error: 'ProductDetailId or IncomeId or ExpenseId is required ' },
  ],
}
fact('5.2-failed-row', async ({ mahak }) => {
  const order = newOrder()
  const orderDetails = [newLine(order.orderClientId, { productDetailId: undefined })]
  expect((await mahak.save({ orders: [order], orderDetails })).of('OrderDetails')).toEqual([FAILED_LINE])
})
fact('5.2-failed-without-client-id', async ({ mahak }) => {
  const people = [newPerson(), newPerson({ personGroupId: undefined })]
  const [good, failed] = (await mahak.save({ people })).of('People')
  expect(good).toHaveProperty('EntityClientId', people[0]?.personClientId)
  expect(Object.keys(failed ?? {})).toEqual(['Result', 'Index', 'Errors'])
  expect(failed?.Index).toBe(2)
})
fact('5.2-top-result', async ({ mahak }) => {
  const saved = await mahak.save({
    people: [newPerson(), newPerson({ personGroupId: undefined })],
    orders: [newOrder()],
  })
  expect(saved.Result).toBe(false)
  expect(saved.of('People').map((row) => row.Result)).toEqual([true, false])
  expect(saved.of('Orders').map((row) => row.Result)).toEqual([true])
})
fact('5.2-no-rollback', async (world) => {
  const order = newOrder()
  const orderDetails = [newLine(order.orderClientId, { productDetailId: undefined })]
  const saved = await world.mahak.save({ orders: [order], orderDetails })
  expect([saved.Result, saved.of('Orders')[0]?.Result]).toEqual([false, true])
  expect(await ordersOf(world, order.orderClientId)).toHaveLength(1)
  expect(await linesOf(world, saved.of('Orders')[0]?.EntityId)).toEqual([])
})

/** The properties that a line with these members is refused for. */
const refusedLine = async ({ mahak }: World, line: object) => {
  const order = newOrder()
  const saved = await mahak.save({ orders: [order], orderDetails: [newLine(order.orderClientId, line)] })
  return propertiesOf(saved.of('OrderDetails'))
}
const refusedOrder = async ({ mahak }: World, members: object) =>
  propertiesOf((await mahak.save({ orders: [newOrder(members)] })).of('Orders'))

fact('5.3-line-item', async (world) => {
  expect(await refusedLine(world, { productDetailId: null })).toEqual(['IncomeId,ExpenseId,ProductDetailId'])
  expect(await refusedLine(world, { productDetailId: null, itemType: 2, incomeId: 5601 })).toEqual([])
  expect(await refusedLine(world, { productDetailId: null, expenseId: 5701 })).toEqual([])
})
fact('5.3-product-id-no-substitute', async (world) => {
  const line = { productDetailId: null, productId: GOODS.mug.productId }
  expect(await refusedLine(world, line)).toEqual(['IncomeId,ExpenseId,ProductDetailId'])
})
fact('5.3-item-type-optional', async (world) => {
  expect(world.admin.defaults.itemTypeMandatory).toBe(false)
  expect(await refusedLine(world, { itemType: undefined })).toEqual([])
})
fact('5.3-item-type-mandatory', async (world) => {
  await world.admin.switch({ itemTypeMandatory: true })
  expect(await refusedLine(world, { itemType: undefined })).toEqual(['ItemType'])
  expect(await refusedLine(world, { itemType: 1 })).toEqual([])
})
fact('5.3-store-optional', async (world) => {
  expect(world.admin.defaults.storeIdMandatory).toBe(false)
  expect(await refusedLine(world, { storeId: undefined })).toEqual([])
})
fact('5.3-store-mandatory', async (world) => {
  await world.admin.switch({ storeIdMandatory: true })
  expect(await refusedLine(world, { storeId: undefined })).toEqual(['StoreId'])
  expect(await refusedLine(world, { storeId: SHOP.storeId })).toEqual([])
})
const CARRIER = { carrierType: 2, carrierID: SHOP.cashId, carryingAsExpense: false }
const CARRIER_FIELDS = ['CarrierType', 'CarrierID', 'CarryingAsExpense']
fact('5.3-carrier-with-send-cost', async (world) => {
  expect(world.admin.defaults.carrierFields).toBe('with-send-cost')
  expect(await refusedOrder(world, {})).toEqual([])
  expect(await refusedOrder(world, { sendCost: 500_000 })).toEqual(CARRIER_FIELDS)
  expect(await refusedOrder(world, { sendCost: 500_000, ...CARRIER })).toEqual([])
})
fact('5.3-carrier-never', async (world) => {
  await world.admin.switch({ carrierFields: 'never' })
  expect(await refusedOrder(world, { sendCost: 500_000 })).toEqual([])
})
fact('5.3-carrier-always', async (world) => {
  await world.admin.switch({ carrierFields: 'always' })
  expect(await refusedOrder(world, {})).toEqual(CARRIER_FIELDS)
  expect(await refusedOrder(world, CARRIER)).toEqual([])
})
fact('5.3-unknown-person', async (world) => {
  expect(await refusedOrder(world, { personId: 1, visitorId: undefined })).toEqual([])
})
fact('5.3-unknown-person-no-invoice', async (world) => {
  const { order, orderId } = await sell(world, {}, { personId: 1 })
  const stock = await stockOf(world, GOODS.trousers.largeId)
  expect((await world.desktop.convert(orderId)).status).toBe(409)
  expect(await ordersOf(world, order.orderClientId)).toMatchObject([{ OrderCode: 0 }])
  expect(await stockOf(world, GOODS.trousers.largeId)).toBe(stock)
})
const WITHOUT_GROUP = { personGroupId: undefined }
fact('5.3-person-group-mandatory', async ({ mahak, admin }) => {
  expect(admin.defaults.personGroupMandatory).toBe(true)
  const saved = await mahak.save({ people: [newPerson(WITHOUT_GROUP)] })
  expect(propertiesOf(saved.of('People'))).toEqual(['PersonGroupId'])
  const person = newPerson()
  await mahak.save({ people: [person] })
  const edit = await mahak.save({ people: [{ personClientId: person.personClientId, mobile: '09121111111' }] })
  expect(edit.Result).toBe(true)
})
fact('5.3-person-group-optional', async ({ mahak, admin }) => {
  await admin.switch({ personGroupMandatory: false })
  expect((await mahak.save({ people: [newPerson(WITHOUT_GROUP)] })).Result).toBe(true)
})
fact('5.3-unlinked-person', async (world) => {
  const saved = await world.mahak.save({ people: [newPerson()] })
  const { order, orderId } = await sell(world, {}, { personId: saved.of('People')[0]?.EntityId })
  const stock = await stockOf(world, GOODS.trousers.largeId)
  expect((await world.desktop.convert(orderId)).status).toBe(200)
  expect((await ordersOf(world, order.orderClientId))[0]?.OrderCode).toBeGreaterThan(0)
  expect(await stockOf(world, GOODS.trousers.largeId)).toBe(stock)
})
const BEYOND_STOCK = { productDetailId: GOODS.cloth.detailId, count1: 1_000 }
fact('5.3-negative-stock-allowed', async (world) => {
  expect(world.admin.defaults.negativeStockForbidden).toBe(false)
  const stock = await stockOf(world, GOODS.cloth.detailId)
  await world.desktop.convert((await sell(world, BEYOND_STOCK)).orderId)
  expect(await stockOf(world, GOODS.cloth.detailId)).toBe(stock - 1_000)
})
fact('5.3-negative-stock-forbidden', async (world) => {
  await world.admin.switch({ negativeStockForbidden: true })
  const stock = await stockOf(world, GOODS.cloth.detailId)
  const { order, orderId } = await sell(world, BEYOND_STOCK)
  await world.desktop.convert(orderId)
  expect(await ordersOf(world, order.orderClientId)).toHaveLength(1)
  expect(await stockOf(world, GOODS.cloth.detailId)).toBe(stock)
})
fact('5.3-stored-not-invoiced', async (world) => {
  const { order } = await sell(world)
  expect(await ordersOf(world, order.orderClientId)).toMatchObject([{ OrderCode: 0 }])
})
const takesDate = (sent: string, stored: string) => async (world: World) => {
  const { order } = await sell(world, {}, { orderDate: sent })
  expect(await ordersOf(world, order.orderClientId)).toMatchObject([{ OrderDate: stored }])
}
fact('5.3-date-iso', takesDate('2026-02-09T14:05:00', '2026-02-09T14:05:00'))
fact('5.3-date-blank', takesDate('2026-02-09 14:05:00', '2026-02-09T14:05:00'))
fact('5.3-date-short', takesDate('2026-2-9', '2026-02-09T00:00:00'))

fact('5.4-insert', async ({ mahak, desktop }) => {
  const before = (await desktop.rows('People')).length
  const results = (await mahak.save({ people: [newPerson(), newPerson()] })).of('People')
  expect(new Set(results.map((row) => row.EntityId)).size).toBe(2)
  expect(await desktop.rows('People')).toHaveLength(before + 2)
})
fact('5.4-update-by-id', async (world) => {
  const { order, orderId } = await sell(world)
  const [result] = (await world.mahak.save({ orders: [{ orderId, description: 'تغییر' }] })).of('Orders')
  expect(result).toMatchObject({ Result: true, EntityId: orderId })
  expect(await ordersOf(world, order.orderClientId)).toMatchObject([
    { OrderId: orderId, Description: 'تغییر', OrderType: 201 },
  ])
})
fact('5.4-update-by-client-id', async (world) => {
  const { order, orderId } = await sell(world)
  const [before] = await ordersOf(world, order.orderClientId)
  const saved = await world.mahak.save({ orders: [{ ...order, description: 'تغییر' }] })
  expect(saved.of('Orders')).toMatchObject([{ Result: true, EntityId: orderId }])
  const [after] = await ordersOf(world, order.orderClientId)
  expect(after).toMatchObject({ OrderId: orderId, Description: 'تغییر' })
  expect(after?.RowVersion).toBeGreaterThan(Number(before?.RowVersion))
})
fact('5.4-lost-answer', async (world) => {
  const order = newOrder()
  const body = { orders: [order], orderDetails: [newLine(order.orderClientId)] }
  await world.admin.switch({ failNext: [{ path: 'SaveAllData', times: 1, kind: 'reset-after' }] })
  await expect(world.mahak.save(body)).rejects.toThrow()
  const [lost] = await ordersOf(world, order.orderClientId)
  const again = await world.mahak.save(body)
  expect(again.of('Orders')).toMatchObject([{ Result: true, EntityId: lost?.OrderId }])
  expect(await ordersOf(world, order.orderClientId)).toHaveLength(1)
  expect(await linesOf(world, lost?.OrderId)).toHaveLength(1)
})
fact('5.4-lines-likewise', async (world) => {
  const order = newOrder()
  const line = newLine(order.orderClientId)
  const saved = await world.mahak.save({ orders: [order], orderDetails: [line] })
  await world.mahak.save({ orderDetails: [{ ...line, count1: 3 }] })
  expect(await linesOf(world, saved.of('Orders')[0]?.EntityId)).toMatchObject([{ Count1: 3 }])
})
fact('5.4-unique-per-entity', async (world) => {
  const id = newClientId()
  const saved = await world.mahak.save({
    orders: [newOrder({ orderClientId: id })],
    people: [newPerson({ personClientId: id })],
  })
  expect(saved.Result).toBe(true)
  expect(await ordersOf(world, id)).toHaveLength(1)
  expect(ofClient(await world.desktop.rows('People'), 'PersonClientId', id)).toHaveLength(1)
})
/** Two visitors save an order with one ClientId; gives the rows there are afterwards. */
async function saveByTwoVisitors(world: World) {
  const order = newOrder()
  await world.mahak.save({ orders: [order] }, 'shop1')
  await world.mahak.save({ orders: [{ ...order, visitorId: SHOP.otherVisitorId, description: 'دیگری' }] }, 'seller2')
  return ordersOf(world, order.orderClientId)
}
fact('5.4-scope-visitor', async (world) => {
  expect(world.admin.defaults.clientIdScope).toBe('visitor')
  const rows = await saveByTwoVisitors(world)
  expect(rows.map((row) => row.VisitorId).toSorted()).toEqual([SHOP.visitorId, SHOP.otherVisitorId])
})
fact('5.4-scope-database', async (world) => {
  await world.admin.switch({ clientIdScope: 'database' })
  expect(await saveByTwoVisitors(world)).toHaveLength(1)
})
const takesClientId = (orderClientId: number) => async (world: World) => {
  const saved = await world.mahak.save({ orders: [newOrder({ orderClientId })] })
  expect(saved.of('Orders')).toMatchObject([{ Result: true, EntityClientId: orderClientId }])
  expect(await ordersOf(world, orderClientId)).toHaveLength(1)
}
fact('5.4-negative-client-ids', takesClientId(-2_000_000_123))
fact('5.4-long-client-ids', takesClientId(8_000_000_000_000_123))
fact('5.4-registered', async (world) => {
  const { order, orderId } = await sell(world)
  await world.desktop.convert(orderId)
  const registered = await ordersOf(world, order.orderClientId)
  const saved = await world.mahak.save({ orders: [{ ...order, description: 'تغییر' }] })
  expect(saved.of('Orders')).toMatchObject([{ Result: false, Errors: [{ Property: 'OrderId' }] }])
  const message = saved.of('Orders')[0]?.Errors?.[0]?.Error
  expect(message).toContain('ویرایش')
  expect(message).toContain('ثبت')
  expect(await ordersOf(world, order.orderClientId)).toEqual(registered)
})
fact('5.4-delete', async (world) => {
  const { order, orderId } = await sell(world)
  const [before] = await ordersOf(world, order.orderClientId)
  expect((await world.mahak.save({ orders: [{ orderId, deleted: true }] })).Result).toBe(true)
  const { Orders } = await world.mahak.read({ fromOrderVersion: before?.RowVersion })
  expect(Orders).toMatchObject([{ OrderId: orderId, Deleted: true, OrderType: 201 }])
})
const deleteRegistered = async (world: World) => {
  const { order, orderId } = await sell(world)
  await world.desktop.convert(orderId)
  const saved = await world.mahak.save({ orders: [{ orderId, deleted: true }] })
  return { properties: propertiesOf(saved.of('Orders')), rows: await ordersOf(world, order.orderClientId) }
}
fact('5.4-delete-registered-refused', async (world) => {
  expect(world.admin.defaults.deleteRegistered).toBe('refuse')
  expect(await deleteRegistered(world)).toMatchObject({ properties: ['OrderId'], rows: [{ Deleted: false }] })
})
fact('5.4-delete-registered-accepted', async (world) => {
  await world.admin.switch({ deleteRegistered: 'accept' })
  expect(await deleteRegistered(world)).toMatchObject({ properties: [], rows: [{ Deleted: true }] })
})
fact('5.4-return', async (world) => {
  const { orderId } = await sell(world)
  await world.desktop.convert(orderId)
  const stock = await stockOf(world, GOODS.trousers.largeId)
  const back = await sell(world, {}, { orderType: 202, referenceOrderId: orderId })
  await world.desktop.convert(back.orderId)
  expect(await stockOf(world, GOODS.trousers.largeId)).toBe(stock + 1)
})
/** An order of two lines, sent again with one of them; gives Deleted of its lines, the first one sent twice. */
async function omitSecondLine(world: World) {
  const order = newOrder()
  const [kept, omitted] = [newLine(order.orderClientId), newLine(order.orderClientId)]
  const saved = await world.mahak.save({ orders: [order], orderDetails: [kept, omitted] })
  await world.mahak.save({ orders: [order], orderDetails: [kept] })
  const lines = await linesOf(world, saved.of('Orders')[0]?.EntityId)
  const isDeleted = (id: number) => ofClient(lines, 'OrderDetailClientId', id)[0]?.Deleted
  return [isDeleted(kept.orderDetailClientId), isDeleted(omitted.orderDetailClientId)]
}
fact('5.4-omitted-lines-stay', async (world) => {
  expect(world.admin.defaults.omittedLines).toBe('stay')
  expect(await omitSecondLine(world)).toEqual([false, false])
})
fact('5.4-omitted-lines-deleted', async (world) => {
  await world.admin.switch({ omittedLines: 'deleted' })
  expect(await omitSecondLine(world)).toEqual([false, true])
})

fact('5.6-waiting', async (world) => {
  const { order, orderId } = await sell(world)
  expect(await ordersOf(world, order.orderClientId)).toMatchObject([{ OrderCode: 0 }])
  expect(await world.desktop.order(orderId ?? 0)).toMatchObject({ orderCode: 0 })
})
fact('5.6-converted', async (world) => {
  const { order, orderId } = await sell(world)
  const [before] = await ordersOf(world, order.orderClientId)
  await world.desktop.convert(orderId)
  const { Orders } = await world.mahak.read({ fromOrderVersion: before?.RowVersion })
  expect(Orders).toHaveLength(1)
  expect(Orders?.[0]).toMatchObject({ OrderId: orderId, OrderClientId: order.orderClientId })
  expect(Orders?.[0]?.OrderCode).toBeGreaterThan(0)
})
fact('5.6-stock-follows', async (world) => {
  const { order, orderId } = await sell(world, { count1: 2 })
  const stock = await stockOf(world, GOODS.trousers.largeId)
  await world.desktop.convert(orderId)
  const [invoice] = await ordersOf(world, order.orderClientId)
  const from = {
    fromProductDetailStoreAssetVersion: invoice?.RowVersion,
    fromVisitorProductVersion: invoice?.RowVersion,
  }
  const { ProductDetailStoreAssets, VisitorProducts } = await world.mahak.read(from)
  expect(ProductDetailStoreAssets).toMatchObject([{ ProductDetailId: GOODS.trousers.largeId, StoreId: SHOP.storeId }])
  expect(VisitorProducts).toMatchObject([{ ProductDetailId: GOODS.trousers.largeId, Count1: stock - 2 }])
  expect(await stockOf(world, GOODS.trousers.largeId)).toBe(stock - 2)
})
fact('5.6-too-high-between', async (world) => {
  const stock = await stockOf(world, GOODS.trousers.largeId)
  const { orderId } = await sell(world, { count1: 3 })
  expect(await stockOf(world, GOODS.trousers.largeId)).toBe(stock)
  await world.desktop.convert(orderId)
  expect(await stockOf(world, GOODS.trousers.largeId)).toBe(stock - 3)
})
fact('5.6-stock-guard', async (world) => {
  const detailId = GOODS.trousers.mediumId
  const sellable = async () => {
    const { Orders, OrderDetails } = await world.mahak.read({ fromOrderVersion: 0, fromOrderDetailVersion: 0 })
    const open = new Set(Orders?.filter((row) => row.OrderCode === 0 && !row.Deleted).map((row) => row.OrderId))
    const lines = ofClient(OrderDetails, 'ProductDetailId', detailId).filter(
      (row) => !row.Deleted && open.has(row.OrderId ?? 0),
    )
    return (await stockOf(world, detailId)) - lines.reduce((sum, row) => sum + Number(row.Count1), 0)
  }
  const before = await sellable()
  const { orderId } = await sell(world, { productDetailId: detailId, count1: 4 })
  expect(await sellable()).toBe(before - 4)
  await world.desktop.convert(orderId)
  expect(await sellable()).toBe(before - 4)
})
fact('5.6-by-itself', async (world) => {
  expect(world.admin.defaults.autoConvertAfterSeconds).toBeNull()
  const { order } = await sell(world)
  await world.admin.switch({ autoConvertAfterSeconds: 0 })
  const isConverted = async () => Number((await ordersOf(world, order.orderClientId))[0]?.OrderCode) > 0
  await eventually(isConverted, { what: 'the conversion', timeoutMs: 15_000 })
})
