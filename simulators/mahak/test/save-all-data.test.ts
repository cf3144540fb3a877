import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { firstOf, type Row, startSimulator, type TestSimulator } from './support/simulator.ts'

const VISITOR = 40_123
const GROUP = 98_001
let mahak: TestSimulator
let variants: Row[]
beforeAll(async () => {
  mahak = await startSimulator()
  variants = (await mahak.read({ fromProductDetailVersion: 0 })).ProductDetails?.filter((row) => row.Properties) ?? []
})
afterAll(() => mahak.stop())
afterEach(() => mahak.switch({ carrierFields: 'with-send-cost', itemTypeMandatory: false, storeIdMandatory: false }))

let lastId = 700_000
const nextId = () => ++lastId

const detailId = () => Number(firstOf(variants).ProductDetailId)

const orderOf = (clientId: number, members: object = {}) => ({
  orderClientId: clientId,
  personId: 55_000_001,
  visitorId: VISITOR,
  orderType: 201,
  orderDate: '2026-02-09T14:05:00',
  ...members,
})
const lineOf = (clientId: number, orderClientId: number, members: object = {}) => ({
  orderDetailClientId: clientId,
  orderClientId,
  itemType: 1,
  productDetailId: detailId(),
  price: 9_000_000,
  count1: 1,
  storeId: 1200,
  ...members,
})

const SAVE_KEYS =
  'Banks, BankGroups, Currencies, Cashes, Checklists, Cheques, Expenses, ExpenseGroups, ExtraDatas, OrderDetails, Orders, PersonGroups, People, PersonAddresses, Pictures, ProductCategories, ProductDetails, Products, Receipts, Settings, Transactions, Visitors, VisitorCashes, VisitorBanks, VisitorIncomes, VisitorExpenses, VisitorPeople, VisitorProducts, CostLevelNames, NotRegisters, Promotions, PromotionDetails, PromotionEntities, ReturnReasons, TransferAccounts, TransferStores, TransferStoreDetails, VisitorLocations, ProductProperties, PropertyDescriptions, PropertyDescriptionValues, Incomes, IncomeGroups, Projects, Stores, PhotoGalleries, ProductDetailStoreAssets, Missions, MissionDetails, Units, Companies, Payments, PaymentCheques, MahakPays, TaxOrderReceipts'.split(
    ', ',
  )

describe('§5.1 request', () => {
  test('a sale with online payment is linked by client ids inside one call', async () => {
    const [id, line] = [nextId(), nextId()]
    const saved = await mahak.save({
      orders: [
        orderOf(id, {
          receiptClientId: id,
          sendCost: 500_000,
          carrierType: 2,
          carrierID: 3001,
          carryingAsExpense: false,
        }),
      ],
      orderDetails: [lineOf(line, id)],
      receipts: [{ receiptClientId: id, orderClientId: id, personId: 55_000_001, visitorId: VISITOR, cashAmount: 0 }],
      cheques: [
        { chequeClientId: id, receiptClientId: id, bankId: 4001, type: 2, number: '700123', amount: 9_500_000 },
      ],
    })
    expect(saved.ok).toBe(true)
    const lists = await mahak.read({
      fromOrderVersion: 0,
      fromOrderDetailVersion: 0,
      fromReceiptVersion: 0,
      fromChequeVersion: 0,
    })
    const order = lists.Orders?.find((row) => row.OrderClientId === id)
    const receipt = lists.Receipts?.find((row) => row.ReceiptClientId === id)
    expect(order).toMatchObject({
      OrderCode: 0,
      ReceiptId: receipt?.ReceiptId,
      SendCost: 500_000,
      OrderDate: '2026-02-09T14:05:00',
    })
    expect(receipt).toMatchObject({ OrderId: order?.OrderId, OrderClientId: id })
    expect(lists.OrderDetails?.find((row) => row.OrderDetailClientId === line)).toMatchObject({
      OrderId: order?.OrderId,
      ProductDetailId: detailId(),
      Price: 9_000_000,
    })
    expect(lists.Cheques?.find((row) => row.ChequeClientId === id)).toMatchObject({
      ReceiptId: receipt?.ReceiptId,
      Amount: 9_500_000,
    })
  })

  test('a child of a later call finds its parent by the client id, another visitor does not', async () => {
    const id = nextId()
    await mahak.save({ orders: [orderOf(id)] })
    const line = await mahak.save({ orderDetails: [lineOf(nextId(), id)] })
    expect(line.ok).toBe(true)
    const foreign = await mahak.save({ orderDetails: [lineOf(nextId(), id)] }, 'seller2')
    expect(firstOf(foreign.of('OrderDetails')).Errors).toEqual([{ Property: 'OrderId', Error: 'OrderId is required ' }])
  })

  test('person and link come in one call; the person is then visible to this visitor only', async () => {
    const id = nextId()
    const saved = await mahak.save({
      people: [
        { personClientId: id, firstName: 'رضا', lastName: 'نمونه', mobile: '09120000000', personGroupId: GROUP },
      ],
      visitorPeople: [{ personClientId: id, visitorId: VISITOR }],
    })
    const personId = firstOf(saved.of('People')).EntityId
    expect((await mahak.read({ fromVisitorPersonVersion: 0 })).VisitorPeople).toContainEqual(
      expect.objectContaining({ PersonId: personId, VisitorId: VISITOR, PersonClientId: id }),
    )
    const seen = async (userName: string) =>
      (await mahak.read({ fromPersonVersion: 0 }, userName)).People?.some((row) => row.PersonId === personId)
    expect([await seen('shop1'), await seen('seller2')]).toEqual([true, false])
  })

  test('members come in any case, numbers as text, unknown ones are ignored', async () => {
    const id = nextId()
    const saved = await mahak.save({
      ORDERS: [
        {
          OrderClientId: String(id),
          PERSONID: '55000001',
          ordertype: '201',
          comment: 'x',
          userID: 7,
          Discount: '1500',
        },
      ],
    })
    expect(saved.ok).toBe(true)
    expect((await mahak.rows('Orders')).find((row) => row.OrderClientId === id)).toMatchObject({
      PersonId: 55_000_001,
      OrderType: 201,
      Discount: 1500,
      VisitorId: VISITOR,
    })
  })
})

describe('§5.2 response', () => {
  test('every entity key is there in the order of the captures, without Regions and OrderTaxStatuses', async () => {
    expect((await mahak.save({})).keys).toEqual(SAVE_KEYS)
  })

  test('Index is 1-based, results stand in the order of the request, and null members are left out', async () => {
    const ids = [nextId(), nextId(), nextId()]
    const results = (await mahak.save({ orders: ids.map((id) => orderOf(id)) })).of('Orders')
    expect(results.map((row) => [row.Index, row.EntityClientId])).toEqual(ids.map((id, index) => [index + 1, id]))
    expect(Object.keys(firstOf(results))).toEqual(['Result', 'Index', 'EntityId', 'EntityClientId', 'RowVersion'])
    const versions = results.map((row) => row.RowVersion ?? 0)
    expect(versions).toEqual(versions.toSorted((a, b) => a - b))
  })

  test('a refused line leaves its order stored and makes the top Result false', async () => {
    const id = nextId()
    const saved = await mahak.save({
      orders: [orderOf(id)],
      orderDetails: [{ orderClientId: id, productId: 8_100_001, count1: 1 }],
    })
    expect(saved.ok).toBe(false)
    expect(firstOf(saved.of('Orders'))).toMatchObject({ Result: true, EntityClientId: id })
    expect(saved.of('OrderDetails')).toEqual([
      {
        Result: false,
        Index: 1,
        Errors: [
          {
            Property: 'IncomeId,ExpenseId,ProductDetailId',
            Error: 'ProductDetailId or IncomeId or ExpenseId is required ',
          },
        ],
      },
    ])
    const order = (await mahak.rows('Orders')).find((row) => row.OrderClientId === id)
    expect(order).toBeDefined()
    expect((await mahak.rows('OrderDetails')).filter((row) => row.OrderId === order?.OrderId)).toEqual([])
  })

  test('the good rows beside a bad one get their places and ids', async () => {
    const ids = [nextId(), nextId(), nextId()]
    const saved = await mahak.save({
      people: ids.map((id, index) => ({
        personClientId: id,
        lastName: 'ن',
        ...(index === 1 ? {} : { personGroupId: GROUP }),
      })),
    })
    expect(saved.of('People').map((row) => row.Result)).toEqual([true, false, true])
    expect(saved.of('People').map((row) => row.Index)).toEqual([1, 2, 3])
    expect((await mahak.rows('People')).filter((row) => ids.includes(Number(row.PersonClientId)))).toHaveLength(2)
  })

  test('values that do not fit their type refuse the row and name the member', async () => {
    const saved = await mahak.save({
      orders: [orderOf(nextId(), { personId: 3e9 }), orderOf(nextId(), { orderDate: '1404/11/20' }), 7, null],
    })
    expect(saved.of('Orders').map((row) => row.Errors?.[0]?.Property)).toEqual(['PersonId', 'OrderDate', '', ''])
  })

  test('lists of entities that clients cannot save are ignored', async () => {
    const saved = await mahak.save({ regions: [{ cityID: 1, cityName: 'x' }], orderTaxStatuses: [{}] })
    expect(saved.ok).toBe(true)
    expect((await mahak.rows('Regions')).some((row) => row.CityName === 'x')).toBe(false)
  })
})

describe('§5.3 rules', () => {
  test.each([
    ['never', {}, []],
    ['with-send-cost', {}, []],
    ['with-send-cost', { sendCost: 1 }, ['CarrierType', 'CarrierID', 'CarryingAsExpense']],
    ['always', { carrierType: 2 }, ['CarrierID', 'CarryingAsExpense']],
    ['always', { carrierType: 2, carrierID: 3001, carryingAsExpense: false }, []],
  ])('carrier members, switch "%s", order with %j', async (carrierFields, members, missing) => {
    await mahak.switch({ carrierFields })
    const saved = await mahak.save({ orders: [orderOf(nextId(), members)] })
    expect(firstOf(saved.of('Orders')).Errors?.map((error) => error.Property) ?? []).toEqual(missing)
  })

  test('itemType and storeId of a line are mandatory when their switches say so', async () => {
    const id = nextId()
    const line = { itemType: undefined, storeId: undefined }
    const refusals = async () => {
      const saved = await mahak.save({ orders: [orderOf(id)], orderDetails: [lineOf(nextId(), id, line)] })
      return firstOf(saved.of('OrderDetails')).Errors?.map((error) => error.Property) ?? []
    }
    expect(await refusals()).toEqual([])
    await mahak.switch({ itemTypeMandatory: true, storeIdMandatory: true })
    expect(await refusals()).toEqual(['ItemType', 'StoreId'])
  })

  test('an order of a person that does not exist, without a visitor, is accepted', async () => {
    const id = nextId()
    const saved = await mahak.save({ orders: [{ orderClientId: id, personId: 1, orderType: 201 }] })
    expect(saved.ok).toBe(true)
  })

  test('a new person needs a group, an old one does not', async () => {
    const id = nextId()
    const refused = await mahak.save({ people: [{ personClientId: id, lastName: 'ن' }] })
    expect(firstOf(refused.of('People')).Errors).toEqual([
      { Property: 'PersonGroupId', Error: 'PersonGroupId is required ' },
    ])
    await mahak.save({ people: [{ personClientId: id, lastName: 'ن', personGroupId: GROUP }] })
    expect((await mahak.save({ people: [{ personClientId: id, lastName: 'م' }] })).ok).toBe(true)
  })

  test.each([
    ['2026-02-09T14:05:00', '2026-02-09T14:05:00'],
    ['2026-02-09 14:05:00', '2026-02-09T14:05:00'],
    ['2026-2-9', '2026-02-09T00:00:00'],
  ])('the date %s is taken', async (sent, stored) => {
    const id = nextId()
    await mahak.save({ orders: [orderOf(id, { orderDate: sent })] })
    expect((await mahak.rows('Orders')).find((row) => row.OrderClientId === id)?.OrderDate).toBe(stored)
  })
})

describe('§5.4 insert, update, delete', () => {
  test('re-sending a client id edits the row: same id, newer version, members not sent stay', async () => {
    const id = nextId()
    const first = firstOf((await mahak.save({ orders: [orderOf(id, { description: 'یک' })] })).of('Orders'))
    const again = firstOf((await mahak.save({ orders: [{ orderClientId: id, discount: 5 }] })).of('Orders'))
    expect(again.EntityId).toBe(first.EntityId)
    expect(again.RowVersion).toBeGreaterThan(first.RowVersion ?? 0)
    expect((await mahak.rows('Orders')).filter((row) => row.OrderClientId === id)).toEqual([
      expect.objectContaining({ Description: 'یک', Discount: 5, PersonId: 55_000_001 }),
    ])
  })

  test('a row named by its id is updated and keeps its client id', async () => {
    const id = nextId()
    const { EntityId } = firstOf((await mahak.save({ orders: [orderOf(id)] })).of('Orders'))
    const saved = firstOf(
      (await mahak.save({ orders: [{ orderId: EntityId, orderClientId: nextId(), discount: 7 }] })).of('Orders'),
    )
    expect(saved.EntityId).toBe(EntityId)
    expect((await mahak.rows('Orders')).find((row) => row.OrderId === EntityId)).toMatchObject({
      OrderClientId: id,
      Discount: 7,
    })
  })

  test('an unknown id is refused and nothing is made', async () => {
    const before = (await mahak.rows('Orders')).length
    const saved = await mahak.save({ orders: [{ orderId: 999, personId: 1 }] })
    expect(firstOf(saved.of('Orders')).Errors?.[0]?.Property).toBe('OrderId')
    expect(await mahak.rows('Orders')).toHaveLength(before)
  })

  test('the same client id of two visitors makes two rows, and neither can edit the other', async () => {
    const id = nextId()
    const own = firstOf((await mahak.save({ orders: [orderOf(id)] }, 'shop1')).of('Orders'))
    const other = firstOf((await mahak.save({ orders: [orderOf(id, { visitorId: 40_124 })] }, 'seller2')).of('Orders'))
    expect(other.EntityId).not.toBe(own.EntityId)
    const theft = await mahak.save({ orders: [{ orderId: own.EntityId, discount: 1 }] }, 'seller2')
    expect(theft.ok).toBe(false)
    expect((await mahak.rows('Orders')).find((row) => row.OrderId === own.EntityId)?.Discount).toBe(0)
  })

  test('the same client id twice in one call makes one row with the later content', async () => {
    const id = nextId()
    const saved = await mahak.save({ orders: [orderOf(id, { discount: 1 }), orderOf(id, { discount: 2 })] })
    expect(new Set(saved.of('Orders').map((row) => row.EntityId)).size).toBe(1)
    expect((await mahak.rows('Orders')).filter((row) => row.OrderClientId === id).map((row) => row.Discount)).toEqual([
      2,
    ])
  })

  test.each([-5_123_456, 8_000_000_000_000_001])('the client id %d is taken', async (clientId) => {
    const saved = await mahak.save({ orders: [orderOf(clientId)] })
    expect(firstOf(saved.of('Orders')).EntityClientId).toBe(clientId)
  })

  test('a link without a client id sent twice stays one link', async () => {
    const id = nextId()
    const body = {
      people: [{ personClientId: id, lastName: 'ن', personGroupId: GROUP }],
      visitorPeople: [{ personClientId: id, visitorId: VISITOR }],
    }
    const first = firstOf((await mahak.save(body)).of('VisitorPeople'))
    const again = firstOf((await mahak.save(body)).of('VisitorPeople'))
    expect(again.EntityId).toBe(first.EntityId)
    expect(first).not.toHaveProperty('EntityClientId')
  })

  test('deleted: true with the id deletes logically, and the row is delivered as deleted', async () => {
    const id = nextId()
    const { EntityId, RowVersion = 0 } = firstOf((await mahak.save({ orders: [orderOf(id)] })).of('Orders'))
    expect((await mahak.save({ orders: [{ orderId: EntityId, deleted: true }] })).ok).toBe(true)
    expect((await mahak.read({ fromOrderVersion: RowVersion })).Orders).toEqual([
      expect.objectContaining({ OrderId: EntityId, Deleted: true, PersonId: 55_000_001 }),
    ])
  })

  test('an order in the books refuses edits of itself and of its lines, in Persian and by the property OrderId', async () => {
    const [id, line] = [nextId(), nextId()]
    const body = { orders: [orderOf(id)], orderDetails: [lineOf(line, id)] }
    const orderId = firstOf((await mahak.save(body)).of('Orders')).EntityId
    expect((await mahak.post(`/orders/${orderId}/convert`)).status).toBe(200)
    const before = (await mahak.rows('Orders')).find((row) => row.OrderId === orderId)
    const again = await mahak.save({ ...body, orderDetails: [lineOf(line, id, { count1: 9 }), lineOf(nextId(), id)] })
    expect(again.ok).toBe(false)
    for (const refusal of [...again.of('Orders'), ...again.of('OrderDetails')]) {
      expect(refusal.Errors?.[0]?.Property).toBe('OrderId')
      expect(refusal.Errors?.[0]?.Error).toContain('ویرایش')
      expect(refusal.Errors?.[0]?.Error).toContain('ثبت')
    }
    expect((await mahak.rows('Orders')).find((row) => row.OrderId === orderId)).toEqual(before)
    expect(
      (await mahak.rows('OrderDetails')).filter((row) => row.OrderId === orderId).map((row) => row.Count1),
    ).toEqual([1])
  })

  test('a client cannot give an order its number', async () => {
    const id = nextId()
    await mahak.save({ orders: [orderOf(id, { orderCode: 55 })] })
    expect((await mahak.rows('Orders')).find((row) => row.OrderClientId === id)?.OrderCode).toBe(0)
  })
})

test('the ledger tells what arrived, with the refusals', async () => {
  const id = nextId()
  await mahak.save({ orders: [orderOf(id)], orderDetails: [{ orderDetailClientId: id, orderClientId: id }] })
  const answer = await mahak.call('/desktop/api/ledger?limit=2')
  expect(await answer.json()).toMatchObject({
    entries: expect.arrayContaining([
      expect.objectContaining({ entity: 'Orders', clientId: id, visitorId: VISITOR, action: 'insert', reason: null }),
      expect.objectContaining({
        entity: 'OrderDetails',
        clientId: id,
        action: 'refused',
        reason: expect.stringContaining('ProductDetailId'),
      }),
    ]),
  })
})
