import type { Queryable } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'
import { imageUrls } from '../media/index.ts'
import { type OptionValue, readVariants } from './catalog.repository.ts'
import { pickImage } from './pick-image.ts'

/** A variant as carts and orders need it. `sellable` is false for what must not be sold now; stock is another question. */
export interface VariantForSale {
  id: Id<'var'>
  productId: Id<'prd'>
  productSlug: string
  productName: string
  options: OptionValue[]
  price: Rial
  imageUrl: string | null
  sellable: boolean
}

/** The known ones of these variants, deleted ones included, in no particular order. */
export async function variantsForSale(db: Queryable, variantIds: readonly string[]): Promise<VariantForSale[]> {
  if (variantIds.length === 0) return []
  const variants = await readVariants(db, variantIds)
  const urls = await imageUrls(
    db,
    variants.flatMap((variant) => variant.assetIds),
  )
  return variants.map(({ assetIds, ...variant }) => ({
    ...variant,
    imageUrl: pickImage(assetIds, urls)?.smallUrl ?? null,
  }))
}
