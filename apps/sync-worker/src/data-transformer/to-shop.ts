import type { Id } from '@hybrid-store/kernel'
import { type BooksCurrency, fromBooks } from './books-currency.ts'
import type { CategoryRow, DetailRow, ProductRow, PropertyRow, StoreRow } from './goods-rows.ts'
import { parseProperties } from './properties.ts'

/** Settings of the shop that decide what Mahak's rows mean here. */
export interface MappingSettings {
  booksCurrency: BooksCurrency
  priceLevel: number | null
  sellingStores: readonly number[] | null
}

/** Raise it whenever a function of this file changes its meaning: all rows are then applied again. */
export const MAP_VERSION = 2

export const mappingFingerprint = (settings: MappingSettings): string =>
  JSON.stringify([MAP_VERSION, settings.booksCurrency, settings.priceLevel, settings.sellingStores])

/** A store that is not sold from is as good as deleted for the shop. */
export const toLocation = (row: StoreRow, id: Id<'loc'>, settings: MappingSettings) => ({
  id,
  code: row.StoreCode,
  name: row.Name,
  deleted: row.Deleted || (settings.sellingStores !== null && !settings.sellingStores.includes(row.StoreCode)),
})

export const toCategory = (row: CategoryRow, id: Id<'cat'>) => ({ id, name: row.Name, deleted: row.Deleted })

export const toProperty = (row: PropertyRow) => ({
  code: row.PropertyDescriptionCode,
  title: row.Title || row.Name,
  deleted: row.Deleted,
})

/** Tax and levy stay as Mahak writes them: -1 exempt, 0 as the settings say, else a percent (Mahak API reference §4.2). */
export const toProduct = (row: ProductRow, id: Id<'prd'>, categoryId: Id<'cat'> | null) => ({
  id,
  categoryId,
  name: row.Name,
  description: row.Description,
  unit: row.UnitName,
  code: row.ProductCode,
  taxPercent: row.TaxPercent,
  chargePercent: row.ChargePercent,
  weight: row.Weight,
  tags: row.Tags,
  deleted: row.Deleted,
})

/** A detail without options is the base of its product: for sale only while it has no siblings (reference §4.3). */
export function toVariant(row: DetailRow, id: Id<'var'>, productId: Id<'prd'>, settings: MappingSettings) {
  const options = parseProperties(row.Properties) ?? []
  return {
    id,
    productId,
    code: row.ProductDetailCode,
    barcode: row.Barcode,
    options,
    isBase: options.length === 0,
    priceLevels: pricesOf(row).map((price) => fromBooks(saleAmount(price, row), settings.booksCurrency)),
    sellPriceLevel: settings.priceLevel ?? priceLevelOf(row.DefaultSellPriceLevel),
    deleted: row.Deleted,
  }
}

/** Levels run from 1 to 10; -1 and 0 stand for the first (Mahak API reference §4.3). */
export const priceLevelOf = (level: number): number => (level >= 1 && level <= 10 ? level : 1)

type Discounts = Pick<
  DetailRow,
  'Discount1' | 'Discount2' | 'Discount3' | 'Discount4' | 'DefaultDiscountLevel' | 'DiscountType'
>

const [AMOUNT, PERCENT] = [0, 1]

/**
 * What is left of a price after the discount of the detail's default level (Mahak API reference §4.3), in the currency of the
 * books. A discount that is negative, or would leave nothing, is a slip and counts as none.
 */
export function saleAmount(price: number, row: Discounts): number {
  const levels = [row.Discount1, row.Discount2, row.Discount3, row.Discount4]
  const discount = levels[Math.max(row.DefaultDiscountLevel, 1) - 1] ?? 0
  const off = row.DiscountType === PERCENT ? (price * discount) / 100 : row.DiscountType === AMOUNT ? discount : 0
  return off > 0 && off < price ? price - off : price
}

const pricesOf = (row: DetailRow): number[] => [
  row.Price1,
  row.Price2,
  row.Price3,
  row.Price4,
  row.Price5,
  row.Price6,
  row.Price7,
  row.Price8,
  row.Price9,
  row.Price10,
]
