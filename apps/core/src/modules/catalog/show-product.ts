import type { ProductView, VariantView } from '@hybrid-store/contracts'
import type { Queryable } from '@hybrid-store/database'
import { availability } from '../inventory/index.ts'
import { imageUrls } from '../media/index.ts'
import { type OptionValue, readProduct, readSellableVariants } from './catalog.repository.ts'
import { isSlug } from './choose-slugs.ts'

/** Exact figures of large stocks are the shop's own business. */
const MOST_TOLD = 10

/** Everything the page of a product shows; null for products that are unknown or not on sale. */
export async function showProduct(db: Queryable, slugOrId: string): Promise<ProductView | null> {
  const product = isSlug(slugOrId) ? await readProduct(db, slugOrId) : null
  if (!product) return null
  const { assetIds, ...shown } = product
  const variants = await readSellableVariants(db, product.id)
  const stock = await availability(
    db,
    variants.map((variant) => variant.id),
  )
  const urls = await imageUrls(db, assetIds)
  return {
    ...shown,
    images: assetIds.flatMap((id) => urls.get(id) ?? []),
    options: choicesOf(variants),
    variants: variants.map(
      (variant): VariantView => ({
        ...variant,
        available: Math.min(stock.get(variant.id) ?? 0, MOST_TOLD),
      }),
    ),
  }
}

/** The values to choose from, option by option, in the order in which the variants name them. */
function choicesOf(variants: readonly { options: readonly OptionValue[] }[]): { name: string; values: string[] }[] {
  const choices = new Map<string, Set<string>>()
  for (const { name, value } of variants.flatMap((variant) => variant.options))
    choices.set(name, (choices.get(name) ?? new Set()).add(value))
  return [...choices].map(([name, values]) => ({ name, values: [...values] }))
}
