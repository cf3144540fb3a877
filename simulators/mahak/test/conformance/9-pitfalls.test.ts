import { expect } from 'vitest'
import { z } from 'zod'
import { PITFALLS } from './facts/9-pitfalls.ts'
import { contract } from './support/contract.ts'
import { FROM } from './support/entities.ts'
import { GOODS, newClientId, newLine, newOrder, newPerson, SHOP } from './support/requests.ts'
import { md5, type Row, type World } from './support/world.ts'

const fact = contract(PITFALLS)

const { trousers, mug, cloth, penOfAnother } = GOODS

type Rows = readonly Row[] | null | undefined
const versions = (rows: Rows): number[] => (rows ?? []).map((row) => Number(row.RowVersion))
const ordersOf = async ({ desktop }: World, clientId: number) =>
  (await desktop.rows('Orders')).filter((row) => row.OrderClientId === clientId)
const sell = async ({ mahak }: World, members: object = {}, line: object = {}) => {
  const order = newOrder(members)
  const saved = await mahak.save({ orders: [order], orderDetails: [newLine(order.orderClientId, line)] })
  return { order, saved, orderId: saved.of('Orders')[0]?.EntityId }
}

fact('9.1-orphan-order', async (world) => {
  const { order, saved, orderId } = await sell(world, {}, { productDetailId: undefined })
  expect(saved.Result).toBe(false)
  expect(await ordersOf(world, order.orderClientId)).toHaveLength(1)
  expect(await world.desktop.order(orderId ?? 0)).toMatchObject({ lines: [], total: 0 })
})
fact('9.1-mended', async (world) => {
  const order = newOrder()
  const line = newLine(order.orderClientId)
  await world.mahak.save({ orders: [order], orderDetails: [{ ...line, productDetailId: undefined }] })
  const mended = await world.mahak.save({ orders: [order], orderDetails: [line] })
  expect(mended.Result).toBe(true)
  expect(await ordersOf(world, order.orderClientId)).toHaveLength(1)
  expect(await world.desktop.order(mended.of('Orders')[0]?.EntityId ?? 0)).toMatchObject({ total: 9_000_000 })
})
fact('9.2-no-invoice', async (world) => {
  const { order, saved, orderId } = await sell(world, { personId: 1 })
  expect(saved.Result).toBe(true)
  expect((await world.desktop.convert(orderId)).status).toBe(409)
  await world.desktop.post('/orders/convert-all')
  expect(await ordersOf(world, order.orderClientId)).toMatchObject([{ OrderCode: 0 }])
})
fact('9.3-duplicate-persons', async ({ mahak, desktop }) => {
  const mobile = '09125550003'
  for (let visit = 0; visit < 3; visit += 1) await mahak.save({ people: [newPerson({ mobile })] })
  expect((await desktop.rows('People')).filter((row) => row.Mobile === mobile)).toHaveLength(3)
})
fact('9.3-no-search', async ({ mahak }) => {
  const mobile = '09125550004'
  const saved = await mahak.save({ people: [newPerson({ mobile })] })
  const { People } = await mahak.read({ fromPersonVersion: 0, mobile, nationalCode: '' })
  expect(People?.length).toBeGreaterThan(1)
  const found = People?.filter((row) => row.Mobile === mobile)
  expect(found).toMatchObject([{ PersonId: saved.of('People')[0]?.EntityId }])
})
fact('9.4-client-id-collision', async (world) => {
  const { order, orderId } = await sell(world, { description: 'سفارش رضا' })
  const other = newOrder({ orderClientId: order.orderClientId, description: 'سفارش سارا', discount: 1 })
  const collided = await world.mahak.save({ orders: [other] })
  expect(collided.of('Orders')).toMatchObject([{ Result: true, EntityId: orderId }])
  expect(await ordersOf(world, order.orderClientId)).toMatchObject([{ OrderId: orderId, Description: 'سفارش سارا' }])
})
fact('9.5-registered', async (world) => {
  const order = newOrder()
  const line = newLine(order.orderClientId)
  const saved = await world.mahak.save({ orders: [order], orderDetails: [line] })
  const orderId = saved.of('Orders')[0]?.EntityId
  await world.desktop.convert(orderId)
  const edit = await world.mahak.save({ orders: [order], orderDetails: [{ ...line, count1: 5 }] })
  expect([edit.of('Orders')[0]?.Result, edit.of('OrderDetails')[0]?.Result]).toEqual([false, false])
  expect(await world.desktop.order(orderId ?? 0)).toMatchObject({ lines: [{ count: 1 }] })
})

async function saveCategories({ mahak }: World, count: number): Promise<void> {
  const productCategories = Array.from({ length: count }, () => ({
    productCategoryClientId: newClientId(),
    name: 'گروه',
  }))
  await mahak.save({ productCategories })
}
/** How a client pages that goes on from the highest version of each page; gives the versions it saw. */
async function pageThrough({ mahak }: World, pageSize: number): Promise<Set<number>> {
  const seen = new Set<number>()
  for (let from = 0; ; from = Math.max(...seen)) {
    const page = versions((await mahak.read({ fromProductCategoryVersion: from, pageSize })).ProductCategories)
    if (page.length === 0) return seen
    for (const version of page) seen.add(version)
  }
}
fact('9.6-paging', async (world) => {
  await saveCategories(world, 100)
  const all = (await world.mahak.read({ fromProductCategoryVersion: 0 })).ProductCategories?.length ?? 0
  expect((await pageThrough(world, 10)).size).toBeLessThan(all)
})
fact('9.6-paging-large', async (world) => {
  await saveCategories(world, 100)
  const all = versions((await world.mahak.read({ fromProductCategoryVersion: 0 })).ProductCategories)
  expect((await pageThrough(world, 5000)).size).toBe(all.length)
})
fact('9.7-same-rows', async ({ mahak }) => {
  const { ProductDetails: all } = await mahak.read({ fromProductDetailVersion: 0 })
  const poll = async () => (await mahak.read({ fromProductDetailVersion: Math.max(...versions(all)) })).ProductDetails
  const [first, second] = [await poll(), await poll()]
  expect(first?.length).toBeGreaterThan(0)
  expect(second).toEqual(first)
  for (const row of first ?? []) expect(all).toContainEqual(row)
})
fact('9.8-unsorted', async (world) => {
  await saveCategories(world, 30)
  const order = versions((await world.mahak.read({ fromProductCategoryVersion: 0 })).ProductCategories)
  expect(order.at(-1)).toBeLessThan(Math.max(...order))
})
fact('9.8-null-lists', async ({ mahak }) => {
  const { Products, ProductDetails } = await mahak.read({ fromProductVersion: 0 })
  expect([Array.isArray(Products), ProductDetails]).toEqual([true, null])
})
fact('9.8-base-detail', async ({ mahak }) => {
  const request = { fromProductDetailVersion: 0, fromProductDetailStoreAssetVersion: 0 }
  const { ProductDetails, ProductDetailStoreAssets } = await mahak.read(request)
  const base = ProductDetails?.find((row) => row.ProductDetailId === trousers.baseId)
  expect(base).toMatchObject({ ProductDetailCode: 0, Properties: null, Price1: 9_000_000, Deleted: false })
  expect(ProductDetailStoreAssets?.filter((row) => row.ProductDetailId === trousers.baseId)).toEqual([])
})
fact('9.9-zero-prices', async ({ mahak }) => {
  const { ProductDetails, VisitorProducts } = await mahak.read({
    fromProductDetailVersion: 0,
    fromVisitorProductVersion: 0,
  })
  const detail = ProductDetails?.find((row) => row.ProductDetailId === cloth.detailId)
  expect(detail).toMatchObject({ Price1: 700_000, Price2: 0 })
  expect(VisitorProducts?.find((row) => row.ProductDetailId === cloth.detailId)?.Price).toBe(0)
})
fact('9.10-price-levels', async ({ mahak }) => {
  const { ProductDetails, CostLevelNames } = await mahak.read({
    fromProductDetailVersion: 0,
    fromCostLevelNameVersion: 0,
  })
  const detail = ProductDetails?.find((row) => row.ProductDetailId === trousers.largeId)
  expect(detail).toMatchObject({ Price1: 9_000_000, Price2: 9_400_000, DefaultSellPriceLevel: 1 })
  expect(CostLevelNames?.find((row) => row.CostLevelNameCode === 2)?.Name).toBe('سایت')
})
fact('9.12-increments', async ({ mahak, desktop }) => {
  const assetsOf = async (from: number) =>
    (await mahak.read({ fromProductDetailStoreAssetVersion: from })).ProductDetailStoreAssets?.filter(
      (row) => row.ProductDetailId === trousers.largeId,
    )
  const before = await assetsOf(0)
  await desktop.post(`/variants/${trousers.largeId}/stock`, { storeId: SHOP.secondStoreId, count: 1 })
  const increment = await assetsOf(Math.max(...versions(before)))
  expect(increment).toMatchObject([{ StoreId: SHOP.secondStoreId, Count1: 1 }])
  expect(await assetsOf(0)).toHaveLength(2)
})
fact('9.13-negative-stock', async ({ mahak, desktop }) => {
  await desktop.post(`/variants/${mug.detailId}/stock`, { storeId: SHOP.storeId, count: -2 })
  const request = { fromProductDetailStoreAssetVersion: 0, fromVisitorProductVersion: 0 }
  const { ProductDetailStoreAssets, VisitorProducts } = await mahak.read(request)
  const ofMug = (rows: Rows) => rows?.filter((row) => row.ProductDetailId === mug.detailId)
  expect([ofMug(ProductDetailStoreAssets), ofMug(VisitorProducts)]).toMatchObject([[{ Count1: -2 }], [{ Count1: -2 }]])
})
fact('9.14-overselling', async (world) => {
  await world.desktop.post(`/variants/${trousers.mediumId}/stock`, { storeId: SHOP.storeId, count: 5 })
  const line = { productDetailId: trousers.mediumId, count1: 4 }
  const sales = [await sell(world, {}, line), await sell(world, {}, line)]
  expect(sales.map(({ saved }) => saved.Result)).toEqual([true, true])
  const { VisitorProducts } = await world.mahak.read({ fromVisitorProductVersion: 0 })
  expect(VisitorProducts?.find((row) => row.ProductDetailId === trousers.mediumId)?.Count1).toBe(5)
})
fact('9.16-silent-edit', async ({ mahak, desktop }) => {
  const detailOf = async (from: number) =>
    (await mahak.read({ fromProductDetailVersion: from })).ProductDetails?.find(
      (row) => row.ProductDetailId === trousers.mediumId,
    )
  const { VisitorProducts } = await mahak.read({ fromVisitorProductVersion: 0 })
  const checkpoint = Math.max(Number((await detailOf(0))?.RowVersion), ...versions(VisitorProducts))
  await desktop.post(`/variants/${trousers.mediumId}/price`, { level: 1, price: 9_990_000, silently: true })
  expect([await detailOf(checkpoint), await detailOf(checkpoint)]).toEqual([undefined, undefined])
  expect((await detailOf(0))?.Price1).toBe(9_990_000)
})
fact('9.17-beyond-32-bits', async ({ mahak }) => {
  const { Products } = await mahak.read({ fromProductVersion: 0 })
  for (const version of versions(Products)) {
    expect(version | 0).not.toBe(version)
    expect(Number.isSafeInteger(version)).toBe(true)
  }
})
fact('9.18-clock', async ({ mahak }) => {
  const before = Date.now()
  const saved = await mahak.save({ people: [newPerson()] })
  const { People } = await mahak.read({ fromPersonVersion: 0 })
  const row = People?.find(({ PersonId }) => PersonId === saved.of('People')[0]?.EntityId)
  const readAsUtc = Date.parse(`${row?.CreateDate}Z`)
  expect(Math.round((readAsUtc - before) / 60_000)).toBe(210)
})
fact('9.19-jalali', async (world) => {
  const { order, saved } = await sell(world, { orderDate: '1404-11-20T14:05:00' })
  expect(saved.Result).toBe(true)
  expect(await ordersOf(world, order.orderClientId)).toMatchObject([{ OrderDate: '1404-11-20T14:05:00' }])
})
fact('9.20-credit-day', async ({ mahak, admin }) => {
  await admin.switch({ creditDay: -1 })
  const { json } = await mahak.login()
  expect(json).toMatchObject({ Result: true, Data: { CreditDay: -1 } })
  expect(json).not.toHaveProperty('Message')
})
fact('9.21-token-leaks', async ({ mahak }) => {
  const claims = Buffer.from((await mahak.token()).split('.')[1] ?? '', 'base64url').toString('utf8')
  const stolen = claims.match(/[0-9a-f]{32}/)?.[0]
  expect(stolen).toBe(md5('shop1'))
  const answer = await mahak.post('/Sync/Login', { userName: 'shop1', password: stolen })
  expect(answer.json).toMatchObject({ Result: true })
})
fact('9.23-first-sync', async ({ mahak, desktop }) => {
  const lists = await mahak.read(Object.fromEntries(Object.values(FROM).map((from) => [from, 0])))
  expect(Object.values(lists)).not.toContain(null)
  const details = lists.ProductDetails?.map((row) => row.ProductDetailId)
  const all = (await desktop.rows('ProductDetails')).map((row) => row.ProductDetailId)
  expect(details?.toSorted()).toEqual(all.filter((id) => id !== penOfAnother.detailId).toSorted())
})
fact('9.24-nothing-arrives', async ({ mahak, desktop }) => {
  const names = async () => {
    const { Products } = await mahak.read({ fromProductVersion: 0 }, 'newcomer3')
    return Products?.map((row) => row.Name)
  }
  expect(await names()).toEqual([])
  const { productId, detailId } = penOfAnother
  await desktop.post(`/visitors/${SHOP.newcomerId}/goods`, { productDetailIds: [detailId] })
  expect(await names()).toEqual(['خودنویس'])
  expect((await mahak.read({ fromProductVersion: 0 })).Products?.map((row) => row.ProductId)).not.toContain(productId)
})
fact('9.25-concurrency', async (world) => {
  const order = newOrder()
  const saves = await Promise.all(Array.from({ length: 8 }, () => world.mahak.save({ orders: [order] })))
  expect(new Set(saves.map((saved) => saved.of('Orders')[0]?.EntityId)).size).toBe(1)
  expect(await ordersOf(world, order.orderClientId)).toHaveLength(1)
})
fact('9.26-odd-names', async ({ mahak }) => {
  await mahak.save({ mahakpays: [{ mahakPayClientId: newClientId(), bankId: SHOP.bankId }] })
  const { People, Mahakpays } = await mahak.read({ fromPersonVersion: 0, fromMahakPayVersion: 0 })
  expect(People?.[0]).toHaveProperty('Prifix')
  expect(Object.keys(Mahakpays?.[0] ?? {})).toEqual(expect.arrayContaining(['PacakgeNo', 'GetwayType']))
})
fact('9.26-settings', async ({ mahak }) => {
  const { Settings } = await mahak.read({ fromSettingVersion: 0 })
  const value = Settings?.find((row) => row.SettingCode === 1013)?.Value
  expect(z.string().parse(value)).toBe('1.00000000')
})
