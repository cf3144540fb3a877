import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstOf, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
beforeAll(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
})
afterAll(() => mahak.stop())

const SELLER = 40_124

const LINKED = [
  ['banks', 'visitorBanks', 'Banks', 'Bank'],
  ['cashes', 'visitorCashes', 'Cashes', 'Cash'],
  ['incomes', 'visitorIncomes', 'Incomes', 'Income'],
  ['expenses', 'visitorExpenses', 'Expenses', 'Expense'],
  ['people', 'visitorPeople', 'People', 'Person'],
  ['productDetails', 'visitorProducts', 'ProductDetails', 'ProductDetail'],
] as const

describe('§0 what a visitor sees is decided by link rows', () => {
  test.each(LINKED)(
    '%s are seen by the visitor they are assigned to by %s, also past its checkpoint',
    async (...names) => {
      const [list, links, key, name] = names
      const idsSeen = async (from: number) =>
        (await mahak.read({ [`from${name}Version`]: from }, 'seller2'))[key]?.map((row) => row[`${name}Id`])

      const members = { productId: 8_100_001, personGroupId: 98_001 }
      const saved = firstOf((await mahak.save({ [list]: [{ ...members, [`${name}ClientId`]: 77 }] })).of(key))
      expect(await idsSeen(0)).not.toContain(saved.EntityId)

      const { RowVersion: checkpoint = 0 } = firstOf(
        (await mahak.save({ settings: [{ settingCode: 1, settingClientId: 1, value: '1' }] })).of('Settings'),
      )
      const link = { [`${name}Id`]: saved.EntityId, visitorId: SELLER }
      expect((await mahak.save({ [links]: [link] })).ok).toBe(true)
      expect(await idsSeen(checkpoint)).toEqual([saved.EntityId])
      expect(await idsSeen(0)).toContain(saved.EntityId)
    },
  )

  test('each visitor reads its own links only', async () => {
    const request = { fromVisitorBankVersion: 0, fromVisitorProductVersion: 0, fromVisitorPersonVersion: 0 }
    for (const [userName, id] of [
      ['shop1', 40_123],
      ['seller2', SELLER],
    ] as const) {
      const lists = await mahak.read(request, userName)
      for (const key of ['VisitorBanks', 'VisitorProducts']) {
        expect(lists[key]?.length).toBeGreaterThan(0)
        const others = lists[key]?.filter((row) => row.VisitorId !== id) ?? []
        expect(userName === 'seller2' ? others : []).toEqual([])
      }
    }
  })

  test("a person's statement is seen by the visitors the person is assigned to", async () => {
    await mahak.save({ transactions: [{ transactionClientId: 1, personId: 55_000_001, type: 201, debtAmount: 5 }] })
    expect((await mahak.read({ fromTransactionVersion: 0 })).Transactions).toHaveLength(1)
    expect((await mahak.read({ fromTransactionVersion: 0 }, 'seller2')).Transactions).toEqual([])
  })
})

describe('§3.1 the other members of a request', () => {
  test('orderTypes keeps orders of other types away, and an empty list keeps none', async () => {
    const orders = [201, 203, 299].map((orderType) => ({ orderClientId: orderType, personId: 1, orderType }))
    await mahak.save({ orders })
    const types = async (orderTypes: unknown) =>
      (await mahak.read({ fromOrderVersion: 0, orderTypes })).Orders?.map((row) => row.OrderType).toSorted()
    expect(await types([299])).toEqual([299])
    expect(await types(['201', 203])).toEqual([201, 203])
    for (const all of [[], null]) expect(await types(all)).toEqual([201, 203, 299])
  })

  test("currentVisitorId gives no other visitor's rows", async () => {
    const own = await mahak.read({ fromProductVersion: 0 })
    expect(await mahak.read({ fromProductVersion: 0, currentVisitorId: SELLER })).toEqual(own)
  })

  test('pageSize caps each list by itself', async () => {
    const lists = await mahak.read({ fromProductVersion: 0, fromStoreVersion: 0, fromRegionVersion: 0, pageSize: '2' })
    expect([lists.Products, lists.Stores, lists.Regions].map((list) => list?.length)).toEqual([2, 2, 2])
  })
})
