import type { AdminProductView, ProductFormView, ProductOwners } from '@hybrid-store/contracts'
import type { Queryable } from '@hybrid-store/database'
import { availability } from '../inventory/index.ts'
import { imageUrls } from '../media/index.ts'
import { readAdminProduct, readAdminVariants } from './admin-products.repository.ts'
import { listCategories } from './list-categories.ts'
import { readPropertyCodes } from './made-here.repository.ts'

/** A product as staff see it, on sale or not; null if there is none. */
export async function showAdminProduct(
  db: Queryable,
  id: string,
  owners: ProductOwners,
): Promise<AdminProductView | null> {
  const product = await readAdminProduct(db, id)
  if (!product) return null
  const { assetIds, ...shown } = product
  const variants = await readAdminVariants(db, id)
  const stock = await availability(
    db,
    variants.map((variant) => variant.id),
  )
  const urls = await imageUrls(db, assetIds)
  return {
    ...shown,
    owners,
    images: assetIds.flatMap((assetId) => urls.get(assetId) ?? []),
    variants: variants.map((variant) => ({ ...variant, available: stock.get(variant.id) ?? 0 })),
  }
}

/** What the form of a new product offers: categories and options of the books. */
export async function showProductForm(db: Queryable): Promise<ProductFormView> {
  const categories = await listCategories(db)
  const options = [...(await readPropertyCodes(db)).keys()].sort((one, other) => one.localeCompare(other, 'fa'))
  return { categories: categories.map(({ id, name }) => ({ id, name })), options }
}
