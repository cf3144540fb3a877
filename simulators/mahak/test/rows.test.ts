import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { firstOf, type Row, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
let lists: Record<string, Row[] | null>
beforeAll(async () => {
  mahak = await startSimulator()
  lists = await mahak.read({
    fromProductVersion: 0,
    fromProductDetailVersion: 0,
    fromProductDetailStoreAssetVersion: 0,
    fromPropertyDescriptionVersion: 0,
    fromProductCategoryVersion: 0,
    fromExtraDataVersion: 0,
    fromSettingVersion: 0,
    fromRegionVersion: 0,
    fromVisitorVersion: 0,
    fromStoreVersion: 0,
    fromBankVersion: 0,
    fromCashVersion: 0,
    fromVisitorProductVersion: 0,
    fromPersonVersion: 0,
    fromPictureVersion: 0,
    fromPhotoGalleryVersion: 0,
    fromCostLevelNameVersion: 0,
  })
})
afterAll(() => mahak.stop())

const COMMON = 'Deleted,DataHash,CreateDate,UpdateDate,CreateSyncId,UpdateSyncId,RowVersion'
const keysOf = (list: string): string => Object.keys(firstOf(lists[list])).join(',')
const propertiesSchema = z.array(z.strictObject({ C: z.string(), V: z.string() }))

describe('§4.1 common fields', () => {
  test('have their form: hash in upper hex, local dates with seven decimals, large batch numbers', () => {
    const product = firstOf(lists.Products)
    expect(product.DataHash).toMatch(/^[0-9A-F]{40}$/)
    expect(product.CreateDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}$/)
    expect(product.UpdateDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}$/)
    expect(product.CreateSyncId).toBeGreaterThan(2.4e8)
    expect(product.Deleted).toBe(false)
  })

  test('the hash is that of the content: it stays when only the version is new', async () => {
    const detail = firstOf(lists.ProductDetails)
    const price = Number(detail.Price1)
    await mahak.post(`/variants/${detail.ProductDetailId}/price`, { level: 1, price: price + 10 })
    await mahak.post(`/variants/${detail.ProductDetailId}/price`, { level: 1, price })
    const after = (await mahak.rows('ProductDetails')).find((row) => row.ProductDetailId === detail.ProductDetailId)
    expect(after?.DataHash).toBe(detail.DataHash)
    expect(after?.RowVersion).toBeGreaterThan(Number(detail.RowVersion))
    expect(after?.CreateDate).toBe(detail.CreateDate)
    expect(after?.CreateSyncId).toBe(detail.CreateSyncId)
    expect(after?.UpdateSyncId).toBeGreaterThan(Number(detail.UpdateSyncId))
  })
})

describe('keys in the order of the captures', () => {
  test('§4.2 Product', () => {
    expect(keysOf('Products')).toBe(
      `ProductId,ProductClientId,ProductCode,ProductCategoryId,Name,UnitName,UnitName2,UnitCode,UnitCode2,Tags,UnitRatio,Min,TaxPercent,ChargePercent,Width,Height,Length,Weight,Type,Description,ProductTIN,UnitTIN,${COMMON},ProductCategoryClientId,ProductCategoryCode`,
    )
  })

  test('§4.3 ProductDetail', () => {
    const prices = (name: string) => Array.from({ length: 10 }, (_, level) => `${name}${level + 1}`).join(',')
    expect(keysOf('ProductDetails')).toBe(
      `ProductDetailId,ProductDetailClientId,ProductDetailCode,ProductId,Properties,Properties2,Count1,Count2,Barcode,${prices('Price')},Discount,Discount1,Discount2,Discount3,Discount4,DefaultDiscountLevel,DiscountType,DefaultSellPriceLevel,CustomerPrice,Serials,DefaultConsumerPriceLevel,${prices('ConsumerPrice')},${COMMON},ProductClientId,ProductCode`,
    )
  })

  test('Appendix B: VisitorProduct and Region, which has no common field but the version', () => {
    expect(keysOf('VisitorProducts')).toBe(
      `VisitorProductId,ProductDetailId,VisitorId,Count1,Count2,Price,Serials,Description,${COMMON},ProductDetailClientId,ProductDetailCode,VisitorClientId,VisitorCode`,
    )
    expect(keysOf('Regions')).toBe('CityID,CityName,ProvinceID,ProvinceName,MapCode,RowVersion')
  })
})

describe('§4.3 variants', () => {
  const detailsOf = (productId: unknown) => lists.ProductDetails?.filter((row) => row.ProductId === productId) ?? []

  test('a product with variants has a base detail with code 0 and no Properties besides them', () => {
    const product = firstOf(lists.Products)
    const base = detailsOf(product.ProductId).filter((row) => row.Properties === null)
    expect(base).toHaveLength(1)
    expect(base[0]?.ProductDetailCode).toBe(0)
    expect(detailsOf(product.ProductId).length).toBeGreaterThan(2)
  })

  test('Properties is a JSON text whose codes are those of PropertyDescriptions', () => {
    const codes = new Set(lists.PropertyDescriptions?.map((row) => String(row.PropertyDescriptionCode)))
    const texts = (lists.ProductDetails ?? []).flatMap((row) =>
      typeof row.Properties === 'string' ? [row.Properties] : [],
    )
    expect(firstOf(texts)).toMatch(/^\[\{"C":"3", "V":"[^"]+"\},\{"C":"4", "V":"[^"]+"\}\]$/)
    for (const text of texts) {
      for (const property of propertiesSchema.parse(JSON.parse(text))) expect(codes.has(property.C)).toBe(true)
    }
  })

  test('a product of one kind has one detail without Properties and with a code', () => {
    const single = lists.Products?.find((row) => detailsOf(row.ProductId).length === 1)
    expect(detailsOf(single?.ProductId)[0]).toMatchObject({ Properties: null, Count1: 0 })
    expect(detailsOf(single?.ProductId)[0]?.ProductDetailCode).toBeGreaterThan(0)
  })

  test('several price levels have names, and the default one says which counts', () => {
    expect(lists.CostLevelNames).toHaveLength(4)
    const detail = firstOf(lists.ProductDetails)
    expect(detail.DefaultSellPriceLevel).toBe(1)
    expect(detail.Price1).toBeGreaterThan(Number(detail.Price2))
    expect(detail.Price5).toBe(0)
  })
})

describe('§4.4 and §4.5 stock', () => {
  test('VisitorProduct.Count1 is the sum of the stores', () => {
    for (const link of lists.VisitorProducts ?? []) {
      const assets = lists.ProductDetailStoreAssets?.filter((row) => row.ProductDetailId === link.ProductDetailId) ?? []
      expect(link.Count1).toBe(assets.reduce((sum, row) => sum + Number(row.Count1), 0))
    }
  })
})

describe('§4.6 categories', () => {
  test('main groups are flat, and the tree beside them is in ExtraData 130 and 10202', () => {
    expect(lists.ProductCategories).toHaveLength(25)
    const nodeSchema = z.strictObject({ CategoryCode: z.number(), CategoryName: z.string(), ParentCode: z.number() })
    const nodes = (lists.ExtraDatas ?? [])
      .filter((row) => row.ItemType === 130)
      .map((row) => nodeSchema.parse(JSON.parse(String(row.Data))))
    const codes = new Set([0, ...nodes.map((node) => node.CategoryCode)])
    expect(nodes.length).toBeGreaterThan(25)
    expect(nodes.every((node) => codes.has(node.ParentCode))).toBe(true)
    expect(lists.ExtraDatas?.filter((row) => row.ItemType === 10_202)).toHaveLength(425)
  })
})

test('§4.12 settings are decimal texts', () => {
  expect(lists.Settings?.find((row) => row.SettingCode === 14_008)?.Value).toBe('0.00000000')
})

test('§4.13 galleries join products and pictures', () => {
  const pictures = new Set(lists.Pictures?.map((row) => row.PictureId))
  const products = new Set(lists.Products?.map((row) => row.ProductId))
  expect(lists.PhotoGalleries?.length).toBe(lists.Pictures?.length)
  for (const gallery of lists.PhotoGalleries ?? []) {
    expect([gallery.EntityType, gallery.ItemType]).toEqual([102, 102])
    expect(pictures.has(gallery.PictureId ?? 0)).toBe(true)
  }
  const ofShop = lists.PhotoGalleries?.filter((row) => products.has(row.ItemCode ?? 0)) ?? []
  expect(new Set(ofShop.map((row) => row.ItemCode)).size).toBe(products.size)
})
