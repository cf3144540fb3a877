import { expect } from 'vitest'
import { z } from 'zod'
import { ENTITIES } from './facts/4-entities.ts'
import { contract } from './support/contract.ts'
import { GOODS, newClientId, newLine, newOrder, newPerson, SHOP } from './support/requests.ts'
import type { Row, World } from './support/world.ts'

const fact = contract(ENTITIES)

const { trousers, mug, cloth, penOfAnother } = GOODS
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}$/

const readAll = async ({ mahak }: World, list: string, from: string): Promise<Row[]> =>
  (await mahak.read({ [from]: 0 }))[list] ?? []
const products = (world: World) => readAll(world, 'Products', 'fromProductVersion')
const details = (world: World) => readAll(world, 'ProductDetails', 'fromProductDetailVersion')
const assets = (world: World) => readAll(world, 'ProductDetailStoreAssets', 'fromProductDetailStoreAssetVersion')
const links = (world: World) => readAll(world, 'VisitorProducts', 'fromVisitorProductVersion')
const detailOf = async (world: World, id: number) => (await details(world)).find((row) => row.ProductDetailId === id)
const sumOf = (rows: readonly Row[], id: unknown): number =>
  rows.filter((row) => row.ProductDetailId === id).reduce((sum, row) => sum + Number(row.Count1), 0)

/** Saves the order with its lines; gives its row as the visitor reads it back. */
async function saveOrder({ mahak }: World, members: object = {}, lines: readonly object[] = [{}]) {
  const order = newOrder(members)
  const orderDetails = lines.map((line) => newLine(order.orderClientId, line))
  expect(await mahak.save({ orders: [order], orderDetails })).toMatchObject({ Result: true })
  const { Orders } = await mahak.read({ fromOrderVersion: 0 })
  return Orders?.find((row) => row.OrderClientId === order.orderClientId)
}
const totalOf = async (world: World, members: object, lines?: readonly object[]) => {
  const order = await saveOrder(world, members, lines)
  return (await world.desktop.order(Number(order?.OrderId)))?.total
}

fact('4.1-deleted', async (world) => {
  for (const row of await products(world)) expect(typeof row.Deleted).toBe('boolean')
})
fact('4.1-data-hash', async (world) => {
  for (const row of await products(world)) expect(row.DataHash).toMatch(/^[0-9A-F]{40}$/)
})
fact('4.1-dates', async (world) => {
  const person = newPerson()
  await world.mahak.save({ people: [person] })
  const people = await readAll(world, 'People', 'fromPersonVersion')
  const row = people.find(({ PersonClientId }) => PersonClientId === person.personClientId)
  expect(row?.CreateDate).toMatch(LOCAL_TIME)
  expect(row?.UpdateDate).toMatch(LOCAL_TIME)
  expect(Math.abs(Date.parse(`${row?.CreateDate}+03:30`) - Date.now())).toBeLessThan(10_000)
})
fact('4.1-sync-ids', async (world) => {
  const { of } = await world.mahak.save({ productCategories: [{ name: 'یک' }, { name: 'دو' }] })
  const ids = of('ProductCategories').map((result) => result.EntityId)
  const rows = await readAll(world, 'ProductCategories', 'fromProductCategoryVersion')
  const syncIds = rows.filter((row) => ids.includes(Number(row.ProductCategoryId))).map((row) => row.CreateSyncId)
  expect(syncIds).toHaveLength(2)
  expect(new Set(syncIds).size).toBe(1)
  expect(syncIds[0]).toBeGreaterThan(2.4e8)
})
fact('4.1-update', async (world) => {
  const before = await detailOf(world, mug.detailId)
  await world.desktop.post(`/variants/${mug.detailId}/price`, { level: 1, price: 2_600_000 })
  const after = await detailOf(world, mug.detailId)
  expect(after).toMatchObject({ CreateDate: before?.CreateDate, CreateSyncId: before?.CreateSyncId, Price1: 2_600_000 })
  for (const member of ['UpdateSyncId', 'RowVersion']) expect(after?.[member]).toBeGreaterThan(Number(before?.[member]))
  expect(String(after?.UpdateDate) > String(before?.UpdateDate)).toBe(true)
})
fact('4.1-parents', async (world) => {
  const product = (await products(world)).find((row) => row.ProductId === mug.productId)
  expect(product?.ProductCode).toBeGreaterThan(0)
  expect(await detailOf(world, mug.detailId)).toMatchObject({
    ProductId: mug.productId,
    ProductCode: 0,
    ProductClientId: 0,
  })
})
fact('4.1-money', async (world) => {
  await world.desktop.post(`/variants/${mug.detailId}/price`, { level: 2, price: 2_400_000.5 })
  expect((await detailOf(world, mug.detailId))?.Price2).toBe(2_400_000.5)
})
fact('4.1-quantity', async (world) => {
  const rows = (await assets(world)).filter((row) => row.ProductDetailId === cloth.detailId)
  expect(rows.map((row) => row.Count1)).toContain(7.5)
})
fact('4.1-untidy-text', async (world) => {
  const names = (await products(world)).map((row) => row.Name)
  expect(names).toEqual(expect.arrayContaining(['شلوار نمونه  ', 'ماگ سراميكي']))
})
fact('4.1-empty-text', async (world) => {
  const product = (await products(world)).find((row) => row.ProductId === mug.productId)
  expect(product).toMatchObject({ Tags: '', Description: null })
})

fact('4.2-tax-exempt', async (world) => {
  const productClientId = newClientId()
  await world.mahak.save({ products: [{ productClientId, name: 'معاف', taxPercent: -1, chargePercent: -1 }] })
  const row = (await products(world)).find((product) => product.ProductClientId === productClientId)
  expect(row).toMatchObject({ TaxPercent: -1, ChargePercent: -1 })
  expect((await products(world)).find(({ ProductId }) => ProductId === mug.productId)).toMatchObject({ TaxPercent: 0 })
})
fact('4.2-tax-settings', async (world) => {
  const settings = await readAll(world, 'Settings', 'fromSettingVersion')
  const codes = settings.map((row) => row.SettingCode)
  expect(codes).toEqual(expect.arrayContaining([14_000, 14_001, 14_008]))
})
fact('4.2-tax-added', async (world) => {
  const line = { price: 1_000_000, count1: 1 }
  expect(await totalOf(world, {}, [{ ...line, taxPercent: 9, chargePercent: 1 }])).toBe(1_100_000)
  expect(await totalOf(world, {}, [{ ...line, taxPercent: 1, chargePercent: 9 }])).toBe(1_100_000)
})

fact('4.3-at-least-one', async (world) => {
  const owners = new Set((await details(world)).map((row) => row.ProductId))
  const { Products } = await world.mahak.read({ fromProductVersion: 0 })
  const fromCatalogue = (Products ?? []).filter((row) => row.ProductClientId === 0)
  expect(fromCatalogue.filter((row) => !owners.has(row.ProductId ?? 0))).toEqual([])
})
fact('4.3-base-detail', async (world) => {
  const rows = (await details(world)).filter((row) => row.ProductId === trousers.productId)
  expect(rows).toHaveLength(3)
  expect(rows.filter((row) => row.Properties === null)).toMatchObject([
    { ProductDetailId: trousers.baseId, ProductDetailCode: 0 },
  ])
})
fact('4.3-single-detail', async (world) => {
  const rows = (await details(world)).filter((row) => row.ProductId === mug.productId)
  expect(rows).toMatchObject([{ ProductDetailId: mug.detailId, Properties: null }])
  expect(rows[0]?.ProductDetailCode).toBeGreaterThan(0)
})
fact('4.3-properties', async (world) => {
  expect((await detailOf(world, trousers.largeId))?.Properties).toMatch(
    /^\[\{"C":"\d+", "V":"مشکی"\},\{"C":"\d+", "V":"لارج"\}\]$/,
  )
})
fact('4.3-property-codes', async (world) => {
  const properties = z
    .array(z.strictObject({ C: z.string(), V: z.string() }))
    .parse(JSON.parse(String((await detailOf(world, trousers.largeId))?.Properties)))
  const descriptions = await readAll(world, 'PropertyDescriptions', 'fromPropertyDescriptionVersion')
  const titles = properties.map(({ C }) => descriptions.find((row) => String(row.PropertyDescriptionCode) === C)?.Title)
  expect(titles).toEqual(['رنگ', 'سایز'])
})
fact('4.3-counts-zero', async (world) => {
  for (const row of await details(world)) expect(row).toMatchObject({ Count1: 0, Count2: 0 })
  expect(sumOf(await assets(world), trousers.largeId)).toBeGreaterThan(0)
})
fact('4.3-default-level', async (world) => {
  expect(await detailOf(world, trousers.largeId)).toMatchObject({ DefaultSellPriceLevel: 1, Price1: 9_000_000 })
  expect((await detailOf(world, mug.detailId))?.DefaultSellPriceLevel).toBe(-1)
})
fact('4.3-level-names', async (world) => {
  const names = await readAll(world, 'CostLevelNames', 'fromCostLevelNameVersion')
  const byCode = Object.fromEntries(names.map((row) => [row.CostLevelNameCode, row.Name]))
  expect(byCode).toEqual({ 1: 'عمده', 2: 'سایت' })
})
fact('4.3-discount-levels', async (world) => {
  const discounts = { Discount: 0, Discount1: 0, Discount2: 0, Discount3: 0, Discount4: 0 }
  expect(await detailOf(world, mug.detailId)).toMatchObject({ ...discounts, DefaultDiscountLevel: 1, DiscountType: 0 })
})

fact('4.4-one-row', async (world) => {
  const rows = await assets(world)
  const places = rows.map((row) => `${row.ProductDetailId} in ${row.StoreId}`)
  expect(new Set(places).size).toBe(rows.length)
  expect(rows.filter((row) => row.ProductDetailId === trousers.largeId)).toHaveLength(2)
})
fact('4.4-sum', async (world) => {
  await world.desktop.post(`/variants/${trousers.mediumId}/stock`, { storeId: SHOP.storeId, count: 5 })
  await world.desktop.post(`/variants/${trousers.mediumId}/stock`, { storeId: SHOP.secondStoreId, count: 4 })
  expect(sumOf(await assets(world), trousers.mediumId)).toBe(9)
})
fact('4.4-negative', async (world) => {
  const rows = (await assets(world)).filter((row) => row.ProductDetailId === cloth.detailId)
  expect(rows.map((row) => row.Count1)).toContain(-3)
})
fact('4.5-count', async (world) => {
  await world.desktop.post(`/variants/${mug.detailId}/stock`, { storeId: SHOP.storeId, count: 28 })
  const [stock, visible] = [await assets(world), await links(world)]
  for (const link of visible)
    expect([link.ProductDetailId, link.Count1]).toEqual([link.ProductDetailId, sumOf(stock, link.ProductDetailId)])
  expect(visible.find((row) => row.ProductDetailId === mug.detailId)?.Count1).toBe(28)
})
fact('4.5-price', async (world) => {
  expect(new Set((await links(world)).map((row) => row.Price))).toEqual(new Set([0]))
})
fact('4.5-missing', async (world) => {
  expect((await links(world)).map((row) => row.ProductDetailId)).not.toContain(penOfAnother.detailId)
  expect((await products(world)).map((row) => row.ProductId)).not.toContain(penOfAnother.productId)
})
fact('4.5-deleted', async (world) => {
  const goods = { productDetailIds: [mug.detailId], assigned: false }
  await world.desktop.post(`/visitors/${SHOP.visitorId}/goods`, goods)
  const link = (await links(world)).find((row) => row.ProductDetailId === mug.detailId)
  expect(link).toMatchObject({ Deleted: true, VisitorId: SHOP.visitorId })
  expect((await world.desktop.rows('Products')).find((row) => row.ProductId === mug.productId)?.Deleted).toBe(false)
  await world.desktop.post(`/visitors/${SHOP.visitorId}/goods`, { ...goods, assigned: true })
})

fact('4.6-flat', async (world) => {
  const rows = await readAll(world, 'ProductCategories', 'fromProductCategoryVersion')
  expect(rows.map((row) => row.Name)).toEqual(expect.arrayContaining(['شلوار', 'آشپزخانه']))
  expect(Object.keys(rows[0] ?? {}).filter((key) => key.startsWith('Parent'))).toEqual([])
})
const extraDatas = async (world: World, itemType: number) =>
  (await readAll(world, 'ExtraDatas', 'fromExtraDataVersion'))
    .filter((row) => row.ItemType === itemType)
    .map((row): Record<string, unknown> => JSON.parse(String(row.Data)))
fact('4.6-tree', async (world) => {
  const tree = await extraDatas(world, 130)
  const parent = tree.find((node) => node.CategoryName === 'پوشاک')
  expect(parent).toEqual({ CategoryCode: expect.any(Number), CategoryName: 'پوشاک', ParentCode: 0 })
  expect(tree).toContainEqual({
    CategoryCode: expect.any(Number),
    CategoryName: 'شلوار',
    ParentCode: parent?.CategoryCode,
  })
})
fact('4.6-product-category', async (world) => {
  const [ties, rows] = [await extraDatas(world, 10_202), await products(world)]
  const product = rows.find((row) => row.ProductId === mug.productId)
  expect(ties).toContainEqual({
    ProductCode: product?.ProductCode,
    CategoryCode: expect.any(Number),
    CategoryName: 'آشپزخانه',
  })
})
fact('4.6-property-description', async (world) => {
  const rows = await readAll(world, 'PropertyDescriptions', 'fromPropertyDescriptionVersion')
  expect(rows.find((row) => row.Title === 'رنگ')).toMatchObject({
    PropertyDescriptionCode: expect.any(Number),
    DisplayType: 2,
  })
})
fact('4.7-visitor-banks', async ({ mahak }) => {
  const lists = await mahak.read({ fromVisitorBankVersion: 0, fromVisitorCashVersion: 0, fromBankVersion: 0 })
  const banks = lists.Banks?.map((row) => row.BankId).toSorted()
  expect(lists.VisitorBanks?.map((row) => row.BankId).toSorted()).toEqual(banks)
  expect(lists.VisitorCashes).toMatchObject([{ CashId: SHOP.cashId, VisitorId: SHOP.visitorId }])
})
fact('4.8-codes', async ({ mahak }) => {
  const request = { fromVisitorVersion: 0, fromStoreVersion: 0, fromCashVersion: 0, fromBankVersion: 0 }
  const { Visitors, Stores, Cashes, Banks } = await mahak.read(request)
  const visitor = Visitors?.[0]
  expect(Stores?.filter((row) => row.StoreCode === visitor?.StoreCode)).toHaveLength(1)
  expect(Cashes?.filter((row) => row.CashCode === visitor?.CashCode)).toHaveLength(1)
  expect(Banks?.filter((row) => row.BankCode === visitor?.BankCode)).toHaveLength(1)
  expect(Object.keys(visitor ?? {})).not.toContain('StoreId')
})
fact('4.8-password', async (world) => {
  const rows = await readAll(world, 'Visitors', 'fromVisitorVersion')
  expect(rows).toMatchObject([{ Username: 'shop1', Password: '***', VisitorType: 1, IsActive: true }])
})

const savePerson = async (world: World, members: object) => {
  const person = newPerson(members)
  await world.mahak.save({ people: [person] })
  const people = await readAll(world, 'People', 'fromPersonVersion')
  return people.find((row) => row.PersonClientId === person.personClientId)
}
fact('4.9-person-type', async (world) => {
  expect(await savePerson(world, { personType: 0 })).toMatchObject({ PersonType: 0 })
  expect(await savePerson(world, { personType: 1, organization: 'شرکت نمونه' })).toMatchObject({ PersonType: 1 })
})
fact('4.9-prifix', async (world) => {
  const row = await savePerson(world, { prifix: 'جناب', prefix: 'x' })
  expect(row).toMatchObject({ Prifix: 'جناب' })
  expect(row).not.toHaveProperty('Prefix')
})

fact('4.10-order-code-zero', async (world) => {
  const order = await saveOrder(world)
  expect(order?.OrderCode).toBe(0)
  await world.desktop.convert(Number(order?.OrderId))
  const { Orders } = await world.mahak.read({ fromOrderVersion: order?.RowVersion })
  expect(Orders?.find((row) => row.OrderId === order?.OrderId)?.OrderCode).toBeGreaterThan(0)
})
fact('4.10-order-types', async (world) => {
  for (const orderType of [201, 202, 203, 204, 299])
    expect(await saveOrder(world, { orderType })).toMatchObject({ OrderType: orderType })
})
fact('4.10-person-references', async (world) => {
  const person = await savePerson(world, {})
  const named = await saveOrder(world, { personId: null, personClientId: person?.PersonClientId })
  expect(named?.PersonId).toBe(person?.PersonId)
  expect(await saveOrder(world, { personId: null, personCode: 1 })).toMatchObject({ PersonId: SHOP.personId })
})
fact('4.10-no-visitor', async (world) => {
  expect(await saveOrder(world, { visitorId: undefined })).toMatchObject({ OrderCode: 0 })
})
fact('4.10-dates', async (world) => {
  const dates = { orderDate: '2026-02-09T14:05:00', deliveryDate: '2026-02-10T09:00:00' }
  expect(await saveOrder(world, dates)).toMatchObject({ OrderDate: dates.orderDate, DeliveryDate: dates.deliveryDate })
})
fact('4.10-shipping-address', async (world) => {
  const shippingAddress = '{"Title":"آدرس تحویل", "Address":"تهران\\nپلاک ۱","PostalCode":"1234567890","CityId":1}'
  expect(await saveOrder(world, { shippingAddress })).toMatchObject({ ShippingAddress: shippingAddress })
})
fact('4.10-carrier', async (world) => {
  const carrier = { carrierType: 2, carrierID: SHOP.cashId, driverCurrencyType: 1, carryingAsExpense: true }
  expect(await saveOrder(world, { ...carrier, sendCost: 500_000 })).toMatchObject({
    CarrierType: 2,
    CarrierID: SHOP.cashId,
    DriverCurrencyType: 1,
    CarryingAsExpense: true,
    SendCost: 500_000,
  })
})
fact('4.10-reference-order', async (world) => {
  const sale = await saveOrder(world)
  const back = await saveOrder(world, { orderType: 202, referenceOrderId: sale?.OrderId, invoiceTemplate: 'return' })
  expect(back).toMatchObject({ OrderType: 202, ReferenceOrderId: sale?.OrderId, InvoiceTemplate: 'return' })
})
fact('4.10-line-arithmetic', async (world) => {
  const line = { price: 1_000_000, count1: 3, discount: 500_000, taxPercent: 9, chargePercent: 1 }
  expect(await totalOf(world, {}, [line])).toBe(2_750_000)
})
fact('4.10-percent-discount', async (world) => {
  const line = { price: 1_000_000, count1: 2, discount: 10, discountType: 1 }
  expect(await totalOf(world, {}, [line])).toBe(1_800_000)
})
fact('4.10-costs', async (world) => {
  const costs = {
    sendCost: 500_000,
    otherCost: 70_000,
    carrierType: 2,
    carrierID: SHOP.cashId,
    carryingAsExpense: false,
  }
  expect(await totalOf(world, costs, [{ price: 1_000_000 }])).toBe(1_570_000)
})
/** As the plugin sends it: a coupon of 100,000 and the line's 200,000 once more in the header. */
const TWICE = [{ discount: 300_000 }, [{ price: 1_000_000, discount: 200_000 }]] as const
fact('4.10-header-discount', async (world) => {
  expect(world.admin.defaults.headerDiscountCounted).toBe(true)
  expect(await totalOf(world, ...TWICE)).toBe(500_000)
})
fact('4.10-header-discount-not', async (world) => {
  await world.admin.switch({ headerDiscountCounted: false })
  expect(await totalOf(world, ...TWICE)).toBe(800_000)
})
fact('4.10-income-line', async (world) => {
  const saved = await world.mahak.save({ incomes: [{ incomeClientId: newClientId(), name: 'بسته‌بندی' }] })
  const incomeId = saved.of('Incomes')[0]?.EntityId
  const order = await saveOrder(world, {}, [{ itemType: 2, incomeId, productDetailId: null, price: 50_000 }])
  const lines = await readAll(world, 'OrderDetails', 'fromOrderDetailVersion')
  expect(lines.filter((row) => row.OrderId === order?.OrderId)).toMatchObject([
    { ItemType: 2, IncomeId: incomeId, ProductDetailId: null, Price: 50_000 },
  ])
})

fact('4.11-receipt', async (world) => {
  const receiptClientId = newClientId()
  const receipt = { receiptClientId, personId: SHOP.personId, cashAmount: 250_000, cashCode: 1, receiptType: 5 }
  await world.mahak.save({ receipts: [receipt] })
  const rows = await readAll(world, 'Receipts', 'fromReceiptVersion')
  const row = rows.find(({ ReceiptClientId }) => ReceiptClientId === receiptClientId)
  expect(row).toMatchObject({ CashAmount: 250_000, CashCode: 1 })
  expect(Object.keys(row ?? {}).filter((key) => key === 'ReceiptType' || key === 'CashId')).toEqual([])
})
fact('4.11-cheque', async (world) => {
  const id = newClientId()
  const saved = await world.mahak.save({
    receipts: [{ receiptClientId: id, personId: SHOP.personId, visitorId: SHOP.visitorId, cashAmount: 0 }],
    cheques: [
      { chequeClientId: id, receiptClientId: id, bankId: SHOP.bankId, type: 2, number: '700123', amount: 9_500_000 },
    ],
  })
  expect(saved.Result).toBe(true)
  const cheques = await readAll(world, 'Cheques', 'fromChequeVersion')
  expect(cheques.find((row) => row.ChequeClientId === id)).toMatchObject({
    ReceiptId: saved.of('Receipts')[0]?.EntityId,
    BankId: SHOP.bankId,
    Type: 2,
    Number: '700123',
    Amount: 9_500_000,
  })
})
fact('4.11-payment', async (world) => {
  const id = newClientId()
  const saved = await world.mahak.save({
    payments: [{ paymentClientId: id, personId: SHOP.personId, visitorId: SHOP.visitorId, cashAmount: 100_000 }],
    paymentCheques: [{ paymentChequeClientId: id, paymentClientId: id, bankId: SHOP.bankId, amount: 5_000, type: 2 }],
  })
  expect(saved.Result).toBe(true)
  const cheques = await readAll(world, 'PaymentCheques', 'fromPaymentChequeVersion')
  expect(cheques.find((row) => row.PaymentChequeClientId === id)).toMatchObject({
    PaymentId: saved.of('Payments')[0]?.EntityId,
    Amount: 5_000,
  })
})
fact('4.11-transactions', async (world) => {
  const order = await saveOrder(world, {}, [{ price: 1_230_000 }])
  await world.desktop.convert(Number(order?.OrderId))
  const account = await readAll(world, 'Transactions', 'fromTransactionVersion')
  const sales = account.filter((row) => row.PersonId === SHOP.personId && row.Type === 201)
  expect(sales).toContainEqual(expect.objectContaining({ DebtAmount: 1_230_000, CreditAmount: 0 }))
})

fact('4.12-decimal-text', async (world) => {
  const settings = await readAll(world, 'Settings', 'fromSettingVersion')
  for (const row of settings) expect(row.Value).toMatch(/^\d+(\.\d+)?$/)
  expect(settings.find((row) => row.SettingCode === 14_001)?.Value).toBe('9.00000000')
})
fact('4.12-visitor', async ({ mahak }) => {
  const shared = async (userName: 'shop1' | 'seller2') =>
    (await mahak.read({ fromSettingVersion: 0 }, userName)).Settings?.find((row) => row.SettingCode === 14_008)
  expect(await shared('shop1')).toMatchObject({ VisitorId: null })
  expect(await shared('seller2')).toEqual(await shared('shop1'))
})
fact('4.13-picture', async (world) => {
  const pictures = await readAll(world, 'Pictures', 'fromPictureVersion')
  const ofTrousers = pictures.filter((row) => row.ItemId === trousers.productId)
  expect(ofTrousers).toHaveLength(2)
  expect(ofTrousers[0]).toMatchObject({ ItemType: 102, Width: 600, Height: 600, Format: 'jpg' })
})
fact('4.13-gallery', async (world) => {
  const rows = await readAll(world, 'PhotoGalleries', 'fromPhotoGalleryVersion')
  const ofMug = rows.filter((row) => row.ItemCode === mug.productId)
  expect(ofMug).toMatchObject([{ EntityType: 102, ItemType: 102, PictureId: expect.any(Number) }])
})
fact('4.14-region', async (world) => {
  const regions = await readAll(world, 'Regions', 'fromRegionVersion')
  const tehran = regions.find((row) => row.CityName === 'تهران')
  expect(tehran).toMatchObject({ CityID: expect.any(Number), ProvinceName: 'تهران', RowVersion: expect.any(Number) })
  expect(Object.keys(tehran ?? {})).toEqual([
    'CityID',
    'CityName',
    'ProvinceID',
    'ProvinceName',
    'MapCode',
    'RowVersion',
  ])
})
fact('4.14-other-fields', async (world) => {
  const promotionClientId = newClientId()
  const otherFields = '{"NamePromotion":"نوروز","DateStart":"2026-03-01"}'
  await world.mahak.save({ promotions: [{ promotionClientId, otherFields }] })
  const rows = await readAll(world, 'Promotions', 'fromPromotionVersion')
  expect(rows.find((row) => row.PromotionClientId === promotionClientId)?.OtherFields).toBe(otherFields)
})
