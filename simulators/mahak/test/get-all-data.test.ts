import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { firstOf, type Row, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
beforeAll(async () => {
  mahak = await startSimulator()
})
afterAll(() => mahak.stop())
afterEach(() => mahak.switch({ fromSemantics: 'link-aware', sorted: false, equalVersions: false }))

const KEYS =
  'Banks, BankGroups, Currencies, Checklists, Cheques, Cashes, ExpenseGroups, Orders, OrderDetails, PersonGroups, People, PersonAddresses, Pictures, PhotoGalleries, Products, ProductCategories, ProductDetails, ProductProperties, PropertyDescriptions, PropertyDescriptionValues, ProductDetailStoreAssets, Receipts, Transactions, Visitors, VisitorCashes, VisitorBanks, VisitorIncomes, VisitorExpenses, VisitorPeople, VisitorLocations, VisitorProducts, Promotions, PromotionDetails, PromotionEntities, ReturnReasons, TransferAccounts, TransferStores, TransferStoreDetails, Incomes, Expenses, IncomeGroups, CostLevelNames, NotRegisters, Projects, Stores, Settings, ExtraDatas, Regions, MissionDetails, Missions, Units, OrderTaxStatuses, companies, Payments, PaymentCheques, Mahakpays, TaxOrderReceipts'.split(
    ', ',
  )

const FROM_ZERO =
  'Bank BankGroup Currency Cash Expense ExpenseGroup Region Checklist Cheque ExtraData OrderDetail Order PersonGroup Person PersonAddress Picture ProductCategory ProductDetail Product Receipt Setting Transaction Visitor VisitorCash VisitorBank VisitorIncome VisitorExpense VisitorPerson VisitorProduct CostLevelName NotRegister Promotion PromotionDetail PromotionEntity ReturnReason TransferAccount TransferStore TransferStoreDetail VisitorLocation ProductProperty PropertyDescription PropertyDescriptionValue Income IncomeGroup Project Store PhotoGallery ProductDetailStoreAsset Mission MissionDetail Unit OrderTaxStatus Company Payment PaymentCheque MahakPay TaxOrderReceipt'.split(
    ' ',
  )

const versions = (rows: readonly Row[] | null | undefined): number[] =>
  (rows ?? []).map((row) => Number(row.RowVersion))
const newest = (rows: readonly Row[] | null | undefined): number => Math.max(...versions(rows))

describe('§3.2 response', () => {
  test('all 57 keys come in the order of the captures, null where nothing was asked', async () => {
    const lists = await mahak.read({})
    expect(KEYS).toHaveLength(57)
    expect(Object.keys(lists)).toEqual(KEYS)
    expect(Object.values(lists).every((list) => list === null)).toBe(true)
  })

  test('each of the 57 versions of §3.1 asks for its own list, and an empty one is []', async () => {
    expect(FROM_ZERO).toHaveLength(57)
    const lists = await mahak.read(Object.fromEntries(FROM_ZERO.map((name) => [`from${name}Version`, 0])))
    expect(Object.values(lists).filter((list) => list === null)).toEqual([])
    expect(lists.Orders).toEqual([])
    expect(lists.Products?.length).toBeGreaterThan(400)
    const one = await mahak.read({ fromOrderVersion: 0 })
    expect([one.Orders, one.OrderDetails]).toEqual([[], null])
  })

  test('a version that is null asks for nothing', async () => {
    expect((await mahak.read({ fromStoreVersion: null })).Stores).toBeNull()
  })
})

describe('§3.3 row versions', () => {
  test('one counter beyond 32 bits serves all entities, in steps of one and two', async () => {
    const lists = await mahak.read({ fromProductVersion: 0, fromProductDetailVersion: 0, fromStoreVersion: 0 })
    const all = Object.values(lists).flatMap((rows) => versions(rows))
    expect(new Set(all).size).toBe(all.length)
    expect(Math.min(...all)).toBeGreaterThan(2 ** 32)
    const sorted = versions(await mahak.rows('ProductDetails')).toSorted((a, b) => a - b)
    const steps = new Set(sorted.slice(1).map((version, index) => version - (sorted[index] ?? 0)))
    expect([...steps].sort()).toEqual([1, 2])
  })

  test('rows are not sorted by version, and always in the same disorder', async () => {
    const first = versions((await mahak.read({ fromProductVersion: 0 })).Products)
    expect(first).not.toEqual(first.toSorted((a, b) => a - b))
    expect(versions((await mahak.read({ fromProductVersion: 0 })).Products)).toEqual(first)
  })

  test('the switch "sorted" gives them in order', async () => {
    await mahak.switch({ sorted: true })
    const sorted = versions((await mahak.read({ fromProductVersion: 0 })).Products)
    expect(sorted).toEqual(sorted.toSorted((a, b) => a - b))
  })

  test('pageSize caps each list, and going on from the highest version of a small page loses rows', async () => {
    await mahak.switch({ fromSemantics: 'exclusive' })
    const all = new Set(versions((await mahak.read({ fromProductDetailVersion: 0 })).ProductDetails))
    const seen = new Set<number>()
    for (let from = 0; ; ) {
      const page = versions((await mahak.read({ fromProductDetailVersion: from, pageSize: 100 })).ProductDetails)
      if (page.length === 0) break
      expect(page.length).toBeLessThanOrEqual(100)
      for (const version of page) seen.add(version)
      from = Math.max(...page)
    }
    expect(seen.size).toBeLessThan(all.size)
    expect(seen.size).toBeGreaterThan(all.size * 0.8)
  })

  test('a page larger than the list holds all of it', async () => {
    const all = await mahak.read({ fromProductVersion: 0 })
    const page = await mahak.read({ fromProductVersion: 0, pageSize: '5000' })
    expect(page.Products).toEqual(all.Products)
  })

  test('entities without a link are read strictly after the version', async () => {
    const { ProductCategories, ProductDetailStoreAssets } = await mahak.read({
      fromProductCategoryVersion: 0,
      fromProductDetailStoreAssetVersion: 0,
    })
    const again = await mahak.read({
      fromProductCategoryVersion: newest(ProductCategories),
      fromProductDetailStoreAssetVersion: newest(ProductDetailStoreAssets),
    })
    expect([again.ProductCategories, again.ProductDetailStoreAssets]).toEqual([[], []])
  })

  test('by default products whose link is newer come again with every poll', async () => {
    const { Products } = await mahak.read({ fromProductVersion: 0 })
    const again = (await mahak.read({ fromProductVersion: newest(Products) })).Products ?? []
    expect(again.length).toBeGreaterThan(0)
    expect(again.length).toBeLessThan(20)
    expect((await mahak.read({ fromProductVersion: newest(Products) })).Products).toEqual(again)
  })

  test('the switch "exclusive" ends that, and "inclusive" repeats the newest row', async () => {
    const { Products, Stores } = await mahak.read({ fromProductVersion: 0, fromStoreVersion: 0 })
    await mahak.switch({ fromSemantics: 'exclusive' })
    expect((await mahak.read({ fromProductVersion: newest(Products) })).Products).toEqual([])
    await mahak.switch({ fromSemantics: 'inclusive' })
    expect((await mahak.read({ fromStoreVersion: newest(Stores) })).Stores).toHaveLength(1)
  })

  test('an old product newly assigned to a visitor is delivered past a newer checkpoint', async () => {
    const before = await mahak.read({ fromProductVersion: 0, fromProductDetailVersion: 0 })
    const hidden = (await mahak.rows('Products')).find(
      (row) => !before.Products?.some(({ ProductId }) => ProductId === row.ProductId),
    )
    const detail = firstOf((await mahak.rows('ProductDetails')).filter((row) => row.ProductId === hidden?.ProductId))
    const checkpoint = Math.max(newest(before.Products), newest(before.ProductDetails), Number(detail.RowVersion))
    await mahak.save({ visitorProducts: [{ productDetailId: detail.ProductDetailId, visitorId: 40_123 }] }, 'shop1')
    const after = await mahak.read({ fromProductVersion: checkpoint, fromProductDetailVersion: checkpoint })
    expect(after.Products?.map((row) => row.ProductId)).toContain(hidden?.ProductId)
    expect(after.ProductDetails?.map((row) => row.ProductDetailId)).toContain(detail.ProductDetailId)
  })

  test('a read from 0 includes deleted rows', async () => {
    const { Products } = await mahak.read({ fromProductVersion: 0 })
    expect(Products?.filter((row) => row.Deleted)).toHaveLength(1)
  })

  test('the switch "equalVersions" gives the rows of one upload one version', async () => {
    await mahak.switch({ equalVersions: true })
    const saved = await mahak.save({
      people: [1, 2, 3].map((id) => ({ personClientId: 900 + id, lastName: `ن${id}`, personGroupId: 98_001 })),
    })
    expect(new Set(saved.of('People').map((row) => row.RowVersion)).size).toBe(1)
  })
})

describe('§3.3 who filters', () => {
  test('each visitor sees only what is assigned to it', async () => {
    const shop = (await mahak.read({ fromProductVersion: 0 }, 'shop1')).Products ?? []
    const seller = (await mahak.read({ fromProductVersion: 0 }, 'seller2')).Products ?? []
    const all = await mahak.rows('Products')
    expect(shop.length).toBeGreaterThan(420)
    expect(seller.length).toBeLessThan(100)
    expect(all.filter((row) => !shop.some(({ ProductId }) => ProductId === row.ProductId)).length).toBeLessThanOrEqual(
      1,
    )
  })

  test('links, visitors, people and stock are those of the visitor', async () => {
    const lists = await mahak.read(
      {
        fromVisitorProductVersion: 0,
        fromVisitorVersion: 0,
        fromPersonVersion: 0,
        fromProductDetailStoreAssetVersion: 0,
      },
      'seller2',
    )
    expect(new Set(lists.VisitorProducts?.map((row) => row.VisitorId))).toEqual(new Set([40_124]))
    expect(lists.Visitors?.map((row) => row.Username)).toEqual(['seller2'])
    expect(lists.People).toEqual([])
    const details = new Set(lists.VisitorProducts?.map((row) => row.ProductDetailId))
    expect(lists.ProductDetailStoreAssets?.every((row) => details.has(row.ProductDetailId ?? 0))).toBe(true)
  })

  test('a password is in no row', async () => {
    const { Visitors } = await mahak.read({ fromVisitorVersion: 0 })
    expect(firstOf(Visitors).Password).toBe('***')
  })
})
