import { type Rial, rial } from '@hybrid-store/kernel'
import type { ShopSettings } from '../examination.ts'
import type { Books, Variant } from '../reading/books.ts'

/** The variants a shop would offer: the base of a product only where it has no siblings (Mahak API reference §4.3). */
export function forSale({ variants }: Books): Variant[] {
  const withOptions = new Set(variants.filter(({ isBase }) => !isBase).map(({ productId }) => productId))
  return variants.filter(({ isBase, productId }) => !isBase || !withOptions.has(productId))
}

/** The price of a variant at a level, its own unless told; 0 where there is none that could be a price. */
export function priceOf(variant: Variant, shop: ShopSettings, level: number | null = shop.priceLevel): Rial {
  const amount = variant.prices[(level ?? variant.ownLevel) - 1] ?? 0
  const inRial = Math.round(amount * (shop.booksCurrency === 'toman' ? 10 : 1))
  return rial(Number.isSafeInteger(inRial) ? Math.max(0, inRial) : 0)
}
