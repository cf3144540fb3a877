import type { Migrations } from '@hybrid-store/database'

export { addPicture } from './add-picture.ts'
export { registerAdminProductRoutes } from './admin-products.routes.ts'
export { applyRemoteAssignments } from './apply-remote-assignments.ts'
export { applyRemoteCategories } from './apply-remote-categories.ts'
export { applyRemoteImages } from './apply-remote-images.ts'
export { applyRemoteProducts } from './apply-remote-products.ts'
export { applyRemoteProperties } from './apply-remote-properties.ts'
export { applyRemoteVariants } from './apply-remote-variants.ts'
export { registerCatalogRoutes } from './catalog.routes.ts'
export {
  countUnpriced,
  digestCategories,
  digestProducts,
  digestVariants,
  readCategoriesForCompare,
  readProductsForCompare,
  readVariantsForCompare,
  samplePrices,
} from './compare.repository.ts'
export { createProduct } from './create-product.ts'
export { editProduct } from './edit-product.ts'
export { findVariantIds } from './find-variant-ids.ts'
export {
  lockWrittenHere,
  type ProductForSync,
  readPropertyCodes,
  type SharedFields,
  type VariantForSync,
} from './made-here.repository.ts'
export { type PictureForSync, picturesToSend, readPicturesForSync } from './pictures.repository.ts'
export type {
  ApplyOutcome,
  RemoteAssignment,
  RemoteCategory,
  RemoteImages,
  RemoteProduct,
  RemoteProperty,
  RemoteVariant,
} from './remote-rows.ts'
export { type VariantForSale, variantsForSale } from './variants-for-sale.ts'
export { writeSharedFields } from './write-shared-fields.ts'

export const catalogMigrations: Migrations = { module: 'catalog', folder: new URL('./migrations/', import.meta.url) }
