import type { VariantView } from '@hybrid-store/contracts'

export interface PriceSpan {
  /** Rial. */
  from: number
  to: number
}

/** The lowest and highest price of what can be bought now, or of everything if all is sold out; null without variants. */
export function priceSpan(variants: readonly VariantView[]): PriceSpan | null {
  const inStock = variants.filter((variant) => variant.available > 0)
  const prices = (inStock.length > 0 ? inStock : variants).map((variant) => variant.price)
  return prices.length > 0 ? { from: Math.min(...prices), to: Math.max(...prices) } : null
}
