import type { Database } from '@hybrid-store/database'
import { foldPersian, toAsciiDigits } from '@hybrid-store/kernel'
import { entityOf } from '../../entities/index.ts'
import { numberIn, textIn } from '../../entities/members.ts'
import { findAll, findByIds, findByParents, type StoredRow } from '../../store/rows.repository.ts'
import { searchProducts } from '../desktop.repository.ts'
import { propertyValues } from './name-variants.ts'

export interface VariantView {
  productDetailId: number
  code: number
  properties: string
  /** The row beside variants that is no goods itself (§4.3). */
  isBase: boolean
  deleted: boolean
  barcode: string
  /** Prices of levels 1 to 10; Rial. */
  prices: number[]
  /** Store id → count; stores without a row are missing. */
  stock: Record<number, number>
}

export interface ProductView {
  productId: number
  code: number
  name: string
  category: string
  deleted: boolean
  variants: VariantView[]
}

export interface ProductList {
  products: ProductView[]
  stores: { storeId: number; name: string }[]
  levels: string[]
  hasMore: boolean
}

const ALL = { limit: 1_000, offset: 0 }

/** A page of products by name (any spelling) or code. */
export async function listProducts(
  db: Database,
  query: { q: string; limit: number; offset: number },
): Promise<ProductList> {
  const words = foldPersian(query.q).split(' ').filter(Boolean)
  const number = Number(toAsciiDigits(query.q).trim())
  const code = query.q.trim() && Number.isSafeInteger(number) && number < 2 ** 31 ? number : null
  const found = await searchProducts(db, { words, code, limit: query.limit + 1, offset: query.offset })
  const ids = found.slice(0, query.limit)
  const products = await findByIds(db, entityOf('Products'), ids)
  const details = await findByParents(db, entityOf('ProductDetails'), ids)
  const assets = await findByParents(
    db,
    entityOf('ProductDetailStoreAssets'),
    details.map((row) => row.id),
  )
  const categories = await findByIds(
    db,
    entityOf('ProductCategories'),
    products.map(({ members }) => numberIn(members, 'ProductCategoryId')),
  )
  const stores = await findAll(db, entityOf('Stores'), ALL)
  const levels = await findAll(db, entityOf('CostLevelNames'), ALL)
  return {
    products: products
      .toSorted((a, b) => a.id - b.id)
      .map((product) => toProduct(product, { details, assets, categories })),
    stores: stores.map((store) => ({ storeId: store.id, name: textIn(store.members, 'Name') })),
    levels: levels.map((level) => textIn(level.members, 'Name')),
    hasMore: found.length > query.limit,
  }
}

interface Surroundings {
  details: StoredRow[]
  assets: StoredRow[]
  categories: StoredRow[]
}

function toProduct(product: StoredRow, around: Surroundings): ProductView {
  const { members } = product
  const variants = around.details.filter((detail) => numberIn(detail.members, 'ProductId') === product.id)
  const category = around.categories.find((row) => row.id === members.ProductCategoryId)
  return {
    productId: product.id,
    code: product.code,
    name: textIn(members, 'Name'),
    category: textIn(category?.members, 'Name'),
    deleted: product.deleted,
    variants: variants.map((detail) => toVariant(detail, variants.length, around.assets)),
  }
}

function toVariant(
  { id, code, deleted, members }: StoredRow,
  siblings: number,
  assets: readonly StoredRow[],
): VariantView {
  return {
    productDetailId: id,
    code,
    properties: propertyValues(textIn(members, 'Properties')),
    isBase: siblings > 1 && !textIn(members, 'Properties'),
    deleted,
    barcode: textIn(members, 'Barcode'),
    prices: Array.from({ length: 10 }, (_, level) => numberIn(members, `Price${level + 1}`)),
    stock: Object.fromEntries(
      assets
        .filter((asset) => !asset.deleted && numberIn(asset.members, 'ProductDetailId') === id)
        .map((asset) => [numberIn(asset.members, 'StoreId'), numberIn(asset.members, 'Count1')]),
    ),
  }
}
