import { z } from 'zod'
import { amount, clientId, common, integer, optionalId, quantity, rawText, remoteId, text } from './field-schemas.ts'
import { propertiesText } from './properties.ts'

export const storeRow = z.object({ ...common, StoreId: remoteId, StoreCode: integer, Name: text })

export const categoryRow = z.object({ ...common, ProductCategoryId: remoteId, Name: text })

export const propertyRow = z.object({
  ...common,
  PropertyDescriptionId: remoteId,
  PropertyDescriptionCode: integer,
  Name: text,
  Title: text,
})

export const productRow = z
  .object({
    ...common,
    ProductId: remoteId,
    ProductClientId: clientId,
    ProductCode: integer,
    ProductCategoryId: optionalId,
    Name: text,
    Description: text,
    Tags: text,
    UnitName: text,
    TaxPercent: quantity,
    ChargePercent: quantity,
    Weight: quantity,
  })
  .refine((row) => row.Deleted || row.Name !== '', { path: ['Name'] })

export const detailRow = z.object({
  ...common,
  ProductDetailId: remoteId,
  ProductDetailClientId: clientId,
  ProductDetailCode: integer,
  ProductId: remoteId,
  Properties: propertiesText,
  Barcode: text,
  Price1: amount,
  Price2: amount,
  Price3: amount,
  Price4: amount,
  Price5: amount,
  Price6: amount,
  Price7: amount,
  Price8: amount,
  Price9: amount,
  Price10: amount,
  DefaultSellPriceLevel: integer,
  Discount1: quantity,
  Discount2: quantity,
  Discount3: quantity,
  Discount4: quantity,
  DefaultDiscountLevel: integer,
  DiscountType: integer,
})

/** Count1 may be negative: the desktop sells what it has not entered yet (Mahak API reference §9.13). */
export const assetRow = z.object({
  ...common,
  ProductDetailStoreAssetId: remoteId,
  ProductDetailId: remoteId,
  StoreId: remoteId,
  Count1: quantity,
})

export const assignmentRow = z.object({
  ...common,
  VisitorProductId: remoteId,
  ProductDetailId: remoteId,
  VisitorId: optionalId,
})

export const pictureRow = z.object({
  ...common,
  PictureId: remoteId,
  PictureClientId: clientId,
  DisplayOrder: integer,
  Url: rawText,
})

export const galleryRow = z.object({
  ...common,
  PhotoGalleryId: remoteId,
  PictureId: remoteId,
  EntityType: integer,
  ItemCode: integer,
})

export type StoreRow = z.infer<typeof storeRow>
export type CategoryRow = z.infer<typeof categoryRow>
export type PropertyRow = z.infer<typeof propertyRow>
export type ProductRow = z.infer<typeof productRow>
export type AssetRow = z.infer<typeof assetRow>
export type DetailRow = z.infer<typeof detailRow>
