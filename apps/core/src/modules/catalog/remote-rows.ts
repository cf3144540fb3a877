import type { Id, Rial } from '@hybrid-store/kernel'

export interface RemoteCategory {
  id: Id<'cat'>
  name: string
  deleted: boolean
}

/** A kind of option such as colour; variants refer to it by its code. */
export interface RemoteProperty {
  code: number
  title: string
  deleted: boolean
}

export interface RemoteProduct {
  id: Id<'prd'>
  categoryId: Id<'cat'> | null
  name: string
  description: string
  unit: string
  code: number
  taxPercent: number
  chargePercent: number
  weight: number
  /** Words the product is found by, as the books keep them. */
  tags: string
  deleted: boolean
}

export interface RemoteVariant {
  id: Id<'var'>
  productId: Id<'prd'>
  code: number
  barcode: string
  options: { code: number; value: string }[]
  /** The row without options that the books keep beside a product's variants (Mahak API reference §4.3). */
  isBase: boolean
  /** Prices of levels 1 to 10. */
  priceLevels: Rial[]
  /** Which level the shop sells at; the books' -1 and 0 mean level 1. */
  sellPriceLevel: number
  deleted: boolean
}

/** Whether the books let this shop sell a variant; a variant without such a row is assigned. */
export interface RemoteAssignment {
  variantId: Id<'var'>
  assigned: boolean
}

/** All pictures of a product in the order they are shown. */
export interface RemoteImages {
  productId: Id<'prd'>
  assetIds: Id<'img'>[]
}

/** How many rows of a feed told something new. */
export interface ApplyOutcome {
  changed: number
  unchanged: number
}
