import { expect } from 'vitest'
import { READING } from './facts/3-reading.ts'
import { contract } from './support/contract.ts'
import { FROM, READ_KEYS } from './support/entities.ts'
import { GOODS, newClientId, newOrder, newPerson, SHOP } from './support/requests.ts'
import type { Row, World } from './support/world.ts'

const fact = contract(READING)

type Rows = readonly Row[] | null | undefined
const versions = (rows: Rows): number[] => (rows ?? []).map((row) => Number(row.RowVersion))
const newest = (rows: Rows): number => Math.max(...versions(rows))
const ids = (rows: Rows, member: string): unknown[] => (rows ?? []).map((row) => row[member])

/** Thirty categories of one save: enough that disorder and pages show. */
async function saveCategories({ mahak }: World, count = 30): Promise<number[]> {
  const productCategories = Array.from({ length: count }, () => {
    const id = newClientId()
    return { productCategoryClientId: id, name: `گروه ${id}` }
  })
  const results = (await mahak.save({ productCategories })).of('ProductCategories')
  return results.map((result) => result.RowVersion ?? 0)
}

fact('3.1-all-optional', async ({ mahak }) => {
  expect((await mahak.ask('/Sync/GetAllData', {})).json).toMatchObject({ Result: true })
})
fact('3.1-57-versions', async ({ mahak }) => {
  expect(Object.keys(FROM).toSorted()).toEqual(READ_KEYS.toSorted())
  for (const [list, from] of Object.entries(FROM)) {
    const answered = Object.entries(await mahak.read({ [from]: 0 })).flatMap(([key, rows]) => (rows ? [key] : []))
    expect([from, answered]).toEqual([from, [list]])
  }
})
fact('3.1-absent', async ({ mahak }) => {
  expect((await mahak.read({ fromBankVersion: 0 })).Stores).toBeNull()
})
fact('3.1-null', async ({ mahak }) => {
  expect((await mahak.read({ fromStoreVersion: null })).Stores).toBeNull()
})
fact('3.1-zero', async ({ mahak, desktop }) => {
  const { Stores } = await mahak.read({ fromStoreVersion: 0 })
  expect(ids(Stores, 'StoreId').toSorted()).toEqual(ids(await desktop.rows('Stores'), 'StoreId').toSorted())
})
fact('3.1-after', async (world) => {
  const [first, second, third] = await saveCategories(world, 3)
  const after = async (from: number | undefined) =>
    versions((await world.mahak.read({ fromProductCategoryVersion: from })).ProductCategories).toSorted()
  expect(await after(first)).toEqual([second, third])
  expect(await after(second)).toEqual([third])
})
fact('3.1-empty', async ({ mahak }) => {
  expect((await mahak.read({ fromMissionVersion: 0 })).Missions).toEqual([])
})
fact('3.1-deleted-rows', async ({ mahak }) => {
  const { Products } = await mahak.read({ fromProductVersion: 0 })
  expect(Products?.filter((row) => row.Deleted)).toMatchObject([{ Name: 'کالای حذف‌شده' }])
})
fact('3.1-int64', async ({ mahak }) => {
  expect((await mahak.read({ fromStoreVersion: 9_007_199_254_740_991 })).Stores).toEqual([])
})
fact('3.1-order-types', async ({ mahak }) => {
  const [sale, delivery] = [newOrder({ orderType: 201 }), newOrder({ orderType: 299 })]
  await mahak.save({ orders: [sale, delivery] })
  const { Orders } = await mahak.read({ fromOrderVersion: 0, orderTypes: [299] })
  expect(ids(Orders, 'OrderClientId')).toEqual([delivery.orderClientId])
  const all = await mahak.read({ fromOrderVersion: 0 })
  expect(ids(all.Orders, 'OrderClientId')).toEqual(expect.arrayContaining([sale.orderClientId, delivery.orderClientId]))
})
fact('3.1-page-size', async (world) => {
  await saveCategories(world, 3)
  const page = await world.mahak.read({ fromProductCategoryVersion: 0, fromStoreVersion: 0, pageSize: 2 })
  expect([page.ProductCategories?.length, page.Stores?.length]).toEqual([2, 2])
})
fact('3.1-current-visitor-id', async ({ mahak }) => {
  const { Stores } = await mahak.read({ fromStoreVersion: 0, currentVisitorId: SHOP.visitorId })
  expect(Stores).toHaveLength(2)
})

fact('3.2-envelope', async ({ mahak }) => {
  const { json } = await mahak.ask('/Sync/GetAllData', { fromStoreVersion: 0 })
  expect(json).toEqual({ Result: true, Data: { Objects: expect.any(Object) } })
})
fact('3.2-57-keys', async ({ mahak }) => {
  expect(READ_KEYS).toHaveLength(57)
  expect(Object.keys(await mahak.read({}))).toEqual(READ_KEYS)
  expect(Object.keys(await mahak.read({ fromStoreVersion: 0 }))).toEqual(READ_KEYS)
})
fact('3.2-plurals', async ({ mahak }) => {
  const lists = await mahak.read({
    fromPersonVersion: 0,
    fromVisitorPersonVersion: 0,
    fromExtraDataVersion: 0,
    fromCashVersion: 0,
    fromOrderTaxStatusVersion: 0,
    fromProductDetailStoreAssetVersion: 0,
  })
  const answered = Object.entries(lists).flatMap(([key, rows]) => (rows ? [key] : []))
  expect(answered.toSorted()).toEqual([
    'Cashes',
    'ExtraDatas',
    'OrderTaxStatuses',
    'People',
    'ProductDetailStoreAssets',
    'VisitorPeople',
  ])
})
fact('3.2-no-others', async ({ mahak }) => {
  const request = { fromCostCenterVersion: 0, fromDeliveryOrderVersion: 0, fromCityZoneVersion: 0 }
  expect(Object.values(await mahak.read(request)).filter((rows) => rows !== null)).toEqual([])
})

fact('3.3-int64', async ({ mahak }) => {
  const { Products } = await mahak.read({ fromProductVersion: 0 })
  for (const version of versions(Products)) expect(version).toBeGreaterThan(2 ** 32)
  expect(newest(Products)).toBeLessThan(5e9)
})
fact('3.3-one-counter', async ({ mahak }) => {
  const lists = await mahak.read(Object.fromEntries(Object.values(FROM).map((from) => [from, 0])))
  const all = Object.values(lists).flatMap(versions)
  expect(new Set(all).size).toBe(all.length)
})
fact('3.3-steps', async (world) => {
  expect(world.admin.defaults.equalVersions).toBe(false)
  const given = await saveCategories(world)
  const steps = given.slice(1).map((version, index) => version - (given[index] ?? 0))
  expect([...new Set(steps)].toSorted()).toEqual([1, 2])
})
fact('3.3-equal-versions', async (world) => {
  await world.admin.switch({ equalVersions: true })
  expect(new Set(await saveCategories(world)).size).toBe(1)
})
fact('3.3-own-checkpoints', async (world) => {
  const [version] = await saveCategories(world, 1)
  const lists = await world.mahak.read({ fromProductCategoryVersion: version, fromStoreVersion: 0 })
  expect(lists).toMatchObject({ ProductCategories: [], Stores: [{}, {}] })
})
fact('3.3-unsorted', async (world) => {
  expect(world.admin.defaults.sorted).toBe(false)
  await saveCategories(world)
  const order = versions((await world.mahak.read({ fromProductCategoryVersion: 0 })).ProductCategories)
  expect(order).not.toEqual(order.toSorted())
})
fact('3.3-sorted', async (world) => {
  await world.admin.switch({ sorted: true })
  await saveCategories(world)
  const order = versions((await world.mahak.read({ fromProductCategoryVersion: 0 })).ProductCategories)
  expect(order).toEqual(order.toSorted())
})
fact('3.3-no-more-flag', async (world) => {
  await saveCategories(world, 3)
  const { json } = await world.mahak.ask('/Sync/GetAllData', { fromProductCategoryVersion: 0, pageSize: 2 })
  expect(json).toEqual({ Result: true, Data: { Objects: expect.any(Object) } })
  expect(Object.keys(Object(json).Data.Objects)).toEqual(READ_KEYS)
})
fact('3.3-without-page-size', async (world) => {
  await saveCategories(world, 200)
  const { ProductCategories } = await world.mahak.read({ fromProductCategoryVersion: 0 })
  expect(ProductCategories).toHaveLength((await world.desktop.rows('ProductCategories')).length)
})
fact('3.3-large-page', async (world) => {
  await saveCategories(world)
  const { ProductCategories: all } = await world.mahak.read({ fromProductCategoryVersion: 0 })
  const page = await world.mahak.read({ fromProductCategoryVersion: 0, pageSize: 5000 })
  expect(page.ProductCategories).toEqual(all)
})
fact('3.3-categories-exclusive', async ({ mahak }) => {
  const { ProductCategories } = await mahak.read({ fromProductCategoryVersion: 0 })
  const again = await mahak.read({ fromProductCategoryVersion: newest(ProductCategories) })
  expect(again.ProductCategories).toEqual([])
})
fact('3.3-assets-exclusive', async ({ mahak }) => {
  const { ProductDetailStoreAssets } = await mahak.read({ fromProductDetailStoreAssetVersion: 0 })
  const again = await mahak.read({ fromProductDetailStoreAssetVersion: newest(ProductDetailStoreAssets) })
  expect(again.ProductDetailStoreAssets).toEqual([])
})

const readGoods = async ({ mahak }: World, product = 0, detail = 0) => {
  const { Products, ProductDetails } = await mahak.read({
    fromProductVersion: product,
    fromProductDetailVersion: detail,
  })
  return { Products, ProductDetails }
}
fact('3.3-products-link-aware', async (world) => {
  expect(world.admin.defaults.fromSemantics).toBe('link-aware')
  const all = await readGoods(world)
  const poll = () => readGoods(world, newest(all.Products), newest(all.ProductDetails))
  const repeated = await poll()
  expect([repeated.Products?.length, repeated.ProductDetails?.length]).not.toContain(0)
  expect(await poll()).toEqual(repeated)
})
fact('3.3-people-link-aware', async ({ mahak }) => {
  const person = newPerson()
  const saved = await mahak.save({ people: [person] })
  const [{ EntityId, RowVersion } = { EntityId: 0, RowVersion: 0 }] = saved.of('People')
  await mahak.save({ visitorPeople: [{ personId: EntityId, visitorId: SHOP.visitorId }] })
  const { People } = await mahak.read({ fromPersonVersion: RowVersion })
  expect(ids(People, 'PersonId')).toContain(EntityId)
})
fact('3.3-exclusive', async (world) => {
  await world.admin.switch({ fromSemantics: 'exclusive' })
  const all = await readGoods(world)
  const again = await readGoods(world, newest(all.Products), newest(all.ProductDetails))
  expect(again).toEqual({ Products: [], ProductDetails: [] })
})
fact('3.3-inclusive', async (world) => {
  await world.admin.switch({ fromSemantics: 'inclusive' })
  const all = await readGoods(world)
  const again = await readGoods(world, newest(all.Products), newest(all.ProductDetails))
  expect([versions(again.Products), versions(again.ProductDetails)]).toEqual([
    [newest(all.Products)],
    [newest(all.ProductDetails)],
  ])
})
fact('3.3-newly-assigned', async (world) => {
  const { productId, detailId } = GOODS.penOfAnother
  const before = await readGoods(world)
  expect(ids(before.Products, 'ProductId')).not.toContain(productId)
  const checkpoint = newest([
    ...(await world.desktop.rows('Products')),
    ...(await world.desktop.rows('ProductDetails')),
  ])
  await world.desktop.post(`/visitors/${SHOP.visitorId}/goods`, { productDetailIds: [detailId] })
  const after = await readGoods(world, checkpoint, checkpoint)
  expect(ids(after.Products, 'ProductId')).toContain(productId)
  expect(ids(after.ProductDetails, 'ProductDetailId')).toContain(detailId)
})
const cloth = async (world: World, from = 0) =>
  (await readGoods(world, from)).Products?.find((row) => row.ProductId === GOODS.cloth.productId)
const sendCloth = ({ desktop }: World, change: object) => desktop.post(`/products/${GOODS.cloth.productId}`, change)
fact('3.3-silent-edit', async (world) => {
  await world.admin.switch({ fromSemantics: 'exclusive' })
  const before = await cloth(world)
  await sendCloth(world, { name: 'پارچه نخی', silently: true })
  expect(await cloth(world, Number(before?.RowVersion))).toBeUndefined()
  expect(await cloth(world)).toMatchObject({ Name: 'پارچه نخی', RowVersion: before?.RowVersion })
})
fact('3.3-unchanged', async (world) => {
  expect(world.admin.defaults.unchangedKeepsVersion).toBe(true)
  const before = await cloth(world)
  await sendCloth(world, { name: before?.Name })
  expect(await cloth(world)).toEqual(before)
})
fact('3.3-unchanged-touched', async (world) => {
  await world.admin.switch({ unchangedKeepsVersion: false })
  const before = await cloth(world)
  await sendCloth(world, { name: before?.Name })
  const after = await cloth(world)
  expect(after).toMatchObject({ Name: before?.Name, DataHash: before?.DataHash })
  expect(after?.RowVersion).toBeGreaterThan(Number(before?.RowVersion))
})
fact('3.3-nothing-assigned', async ({ mahak }) => {
  const request = { fromProductVersion: 0, fromProductDetailVersion: 0, fromVisitorProductVersion: 0 }
  const { json } = await mahak.ask('/Sync/GetAllData', request, 'newcomer3')
  expect(json).toMatchObject({
    Result: true,
    Data: { Objects: { Products: [], ProductDetails: [], VisitorProducts: [] } },
  })
})
fact('3.3-no-people-assigned', async ({ mahak }) => {
  const { json } = await mahak.ask('/Sync/GetAllData', { fromPersonVersion: 0 }, 'newcomer3')
  expect(json).toMatchObject({ Result: true, Data: { Objects: { People: [] } } })
})
fact('3.3-filtered-by-visitor', async ({ mahak }) => {
  const request = {
    fromProductVersion: 0,
    fromProductDetailStoreAssetVersion: 0,
    fromVisitorProductVersion: 0,
    fromVisitorVersion: 0,
    fromVisitorBankVersion: 0,
    fromPersonVersion: 0,
  }
  const lists = await mahak.read(request, 'seller2')
  const { trousers, penOfAnother } = GOODS
  expect(ids(lists.Products, 'ProductId').toSorted()).toEqual([trousers.productId, penOfAnother.productId])
  expect(new Set(ids(lists.ProductDetailStoreAssets, 'ProductDetailId'))).toEqual(
    new Set([trousers.largeId, trousers.mediumId, penOfAnother.detailId]),
  )
  for (const rows of [lists.VisitorProducts, lists.VisitorBanks, lists.Visitors])
    expect(new Set(ids(rows, 'VisitorId'))).toEqual(new Set([SHOP.otherVisitorId]))
  expect(lists.People).toEqual([])
})
