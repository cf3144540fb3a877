import { createHash } from 'node:crypto'
import type { Tx } from '@hybrid-store/database'
import type { WireRow } from '../entities/index.ts'
import { takeNumbers } from '../store/counters.repository.ts'
import type { Draft } from '../store/write-rows.ts'
import type { CatalogueProduct, CatalogueVariant } from './catalogue.ts'
import { groupOf } from './categories.ts'
import { draftRows } from './drafts.ts'
import type { Places } from './places.ts'

export interface DraftedProducts {
  products: Draft[]
  details: Draft[]
  stock: Draft[]
  links: Draft[]
  pictures: Draft[]
  galleries: Draft[]
}

interface Part {
  product: CatalogueProduct
  productId: number
  /** Null for the base row that stands beside variants. */
  variant: CatalogueVariant | null
  detailId: number
}

/** Rows of products with their variants, stock, assignments and pictures. */
export async function draftProducts(
  tx: Tx,
  goods: readonly CatalogueProduct[],
  places: Places,
): Promise<DraftedProducts> {
  const products = await draftProductRows(tx, goods, places)
  const parts = products.flatMap((draft, index) => partsOf(goods[index], draft.id))
  const details = await draftRows(tx, 'ProductDetails', await toDetails(tx, parts, places))
  for (const [index, part] of parts.entries()) part.detailId = details[index]?.id ?? 0
  const pictures = await draftPictures(tx, goods, products)
  return {
    products: products.map((draft, index) => ({ ...draft, deleted: goods[index]?.deleted ?? false })),
    details: details.map((draft, index) => ({ ...draft, deleted: parts[index]?.product.deleted ?? false })),
    stock: await draftRows(
      tx,
      'ProductDetailStoreAssets',
      parts.flatMap((part) => stockOf(part, places)),
    ),
    links: await draftRows(
      tx,
      'VisitorProducts',
      parts.flatMap((part) => linksOf(part, places)),
    ),
    pictures,
    galleries: await draftRows(tx, 'PhotoGalleries', pictures.map(toGallery)),
  }
}

async function draftProductRows(tx: Tx, goods: readonly CatalogueProduct[], places: Places): Promise<Draft[]> {
  const firstCode = await takeNumbers(tx, 'code:Products', 1, goods.length)
  return draftRows(
    tx,
    'Products',
    goods.map((product, index) => ({
      ProductCode: product.code ?? firstCode + index,
      ProductCategoryId: groupOf(places.categories, product.category)?.id ?? null,
      Name: product.name,
      UnitName: product.unit,
      UnitName2: product.unit,
      Tags: '',
      Min: 1,
      Description: product.description,
    })),
  )
}

/** Every product has a row in ProductDetails; one with variants has a base row besides them (§4.3). */
function partsOf(product: CatalogueProduct | undefined, productId: number): Part[] {
  if (!product) return []
  const variants: Part[] = product.variants.map((variant) => ({ product, productId, variant, detailId: 0 }))
  const hasKinds = product.variants.some((variant) => Object.keys(variant.properties).length > 0)
  return hasKinds ? [{ product, productId, variant: null, detailId: 0 }, ...variants] : variants
}

async function toDetails(tx: Tx, parts: readonly Part[], places: Places): Promise<WireRow[]> {
  let code = await takeNumbers(tx, 'code:ProductDetails', 1, parts.filter((part) => part.variant).length)
  return parts.map(({ product, productId, variant }) => {
    const priced = variant ?? product.variants[0]
    const prices = Object.fromEntries(priced?.prices.map((price, level) => [`Price${level + 1}`, price]) ?? [])
    return {
      ProductDetailCode: variant ? code++ : 0,
      ProductId: productId,
      Properties: variant ? writeProperties(variant.properties, places.properties) : null,
      Barcode: variant?.barcode ?? '',
      ...prices,
      DefaultDiscountLevel: 1,
      DefaultSellPriceLevel: priced?.defaultLevel ?? 1,
    }
  })
}

/** `[{"C":"3", "V":"مشکی"},…]` with the blank after the comma, as the desktop writes it; null without properties. */
export function writeProperties(properties: Record<string, string>, codes: ReadonlyMap<string, number>): string | null {
  const pairs = Object.entries(properties).map(
    ([title, value]) => `{"C":"${codes.get(title) ?? 0}", "V":${JSON.stringify(value)}}`,
  )
  return pairs.length === 0 ? null : `[${pairs.join(',')}]`
}

function stockOf({ variant, detailId }: Part, places: Places): WireRow[] {
  return Object.entries(variant?.stock ?? {}).map(([store, count]) => ({
    ProductDetailId: detailId,
    StoreId: places.stores.get(store) ?? null,
    Count1: count,
  }))
}

/** A product is shown to a visitor through a link for each of its details, which carries the stock too (§4.5). */
function linksOf({ product, variant, detailId }: Part, places: Places): WireRow[] {
  const total = Object.values(variant?.stock ?? {}).reduce((sum, count) => sum + count, 0)
  return [...places.visitors]
    .filter(([userName]) => !product.visitors || product.visitors.includes(userName))
    .map(([, VisitorId]) => ({ ProductDetailId: detailId, VisitorId, Count1: total }))
}

const PRODUCT_PICTURE = 102
const SIZE = 600

async function draftPictures(tx: Tx, goods: readonly CatalogueProduct[], products: readonly Draft[]): Promise<Draft[]> {
  const rows = products.flatMap((draft, index) =>
    Array.from({ length: goods[index]?.pictures ?? 0 }, (_, place) => ({
      ItemId: draft.id,
      ItemType: PRODUCT_PICTURE,
      DisplayOrder: place + 1,
      Title: '',
      Width: SIZE,
      Height: SIZE,
      Format: 'jpg',
      VisitorId: 0,
    })),
  )
  const drafts = await draftRows(tx, 'Pictures', rows)
  return drafts.map((draft) => {
    const FileName = `pic-${draft.id}-${guidOf(draft.id)}.jpg`
    return { ...draft, members: { ...draft.members, FileName, Url: `/api/v3/Content/Images/all/${FileName}` } }
  })
}

/** In the shape of a GUID and always the same, so that the demo shop is the same everywhere. */
function guidOf(id: number): string {
  const hex = createHash('md5').update(`picture ${id}`).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const toGallery = (picture: Draft) => ({
  PictureId: picture.id,
  EntityType: PRODUCT_PICTURE,
  ItemCode: picture.members.ItemId ?? 0,
  ItemType: PRODUCT_PICTURE,
})
