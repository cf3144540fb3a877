import type { ProductForSync, VariantForSync } from '@hybrid-store/core/catalog'
import type { DraftOf } from '@hybrid-store/mahak-client'
import { type BooksCurrency, toBooks } from './books-currency.ts'
import { formatProperties } from './properties.ts'
import { PRODUCT_PICTURE } from './remote-entities.ts'

/** How a row names the one it hangs on: by Mahak's id once that is known, by our ClientId in the call that makes both. */
export interface ParentKey {
  clientId: number
  mahakId: number | null
}

/** A product made in the shop. Tax as the settings of the books say (0, Mahak API reference §4.2); their number is theirs to give. */
export const toNewProduct = (
  product: Omit<ProductForSync, 'variants' | 'agreed'>,
  keys: { clientId: number; categoryId: number | null },
): DraftOf<'Products'> => ({
  ProductClientId: keys.clientId,
  ...(keys.categoryId === null ? {} : { ProductCategoryId: keys.categoryId }),
  Name: product.name,
  UnitName: product.unit,
  Description: product.description,
  Tags: product.tags,
  Weight: product.weight,
  TaxPercent: 0,
  ChargePercent: 0,
  Deleted: false,
})

export interface DetailSettings {
  booksCurrency: BooksCurrency
  /** The level the shop sells at; the first one if null. */
  priceLevel: number | null
}

/** A variant made in the shop; one without options is the base row of its product (§4.3). */
export function toNewDetail(
  variant: VariantForSync,
  keys: { clientId: number; product: ParentKey },
  settings: DetailSettings,
): DraftOf<'ProductDetails'> {
  const level = settings.priceLevel ?? 1
  return {
    ProductDetailClientId: keys.clientId,
    ...(keys.product.mahakId === null
      ? { ProductClientId: keys.product.clientId }
      : { ProductId: keys.product.mahakId }),
    Properties: formatProperties(variant.options),
    Barcode: variant.barcode,
    ...PRICE_OF_LEVEL[level - 1]?.(toBooks(variant.price, settings.booksCurrency)),
    DefaultSellPriceLevel: level,
    Deleted: false,
  }
}

const PRICE_OF_LEVEL: readonly ((price: number) => DraftOf<'ProductDetails'>)[] = [
  (Price1) => ({ Price1 }),
  (Price2) => ({ Price2 }),
  (Price3) => ({ Price3 }),
  (Price4) => ({ Price4 }),
  (Price5) => ({ Price5 }),
  (Price6) => ({ Price6 }),
  (Price7) => ({ Price7 }),
  (Price8) => ({ Price8 }),
  (Price9) => ({ Price9 }),
  (Price10) => ({ Price10 }),
]

/** Without this link Mahak shows the detail to nobody (§3.3). */
export const toVisitorProduct = (detail: ParentKey, visitorId: number): DraftOf<'VisitorProducts'> => ({
  ...(detail.mahakId === null ? { ProductDetailClientId: detail.clientId } : { ProductDetailId: detail.mahakId }),
  VisitorId: visitorId,
  Deleted: false,
})

/** The row of a picture, which comes before its file (§7). `position` counts from 0. */
export const toPicture = (picture: {
  clientId: number
  productId: number
  position: number
  fileName: string
}): DraftOf<'Pictures'> => ({
  PictureClientId: picture.clientId,
  ItemId: picture.productId,
  ItemType: PRODUCT_PICTURE,
  FileName: picture.fileName,
  DisplayOrder: picture.position + 1,
  Deleted: false,
})

/** Hangs a picture on a product; `ItemCode` is the product's id despite its name (§4.13). */
export const toGallery = (picture: { pictureId: number; productId: number }): DraftOf<'PhotoGalleries'> => ({
  PictureId: picture.pictureId,
  EntityType: PRODUCT_PICTURE,
  ItemCode: picture.productId,
  ItemType: PRODUCT_PICTURE,
  Deleted: false,
})
