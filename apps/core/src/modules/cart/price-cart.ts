import { type Id, type Rial, rial, rialSum, rialTimes } from '@hybrid-store/kernel'
import type { VariantForSale } from '../catalog/index.ts'
import type { CartLine } from './cart.repository.ts'

/** A line at today's price. `total` is `unitPrice` times `quantity`, in Rial. */
export interface PricedLine {
  variantId: Id<'var'>
  productSlug: string
  productName: string
  options: { name: string; value: string }[]
  imageUrl: string | null
  unitPrice: Rial
  quantity: number
  total: Rial
  /** False for what must not be sold now; such a line is shown but cannot be ordered. */
  sellable: boolean
}

export interface PricedCart {
  lines: PricedLine[]
  itemsTotal: Rial
}

/** Prices a cart by the variants of its lines. What is not for sale any more costs nothing and stays visible. */
export function priceCart(cart: { lines: readonly CartLine[] }, variants: readonly VariantForSale[]): PricedCart {
  const byId = new Map(variants.map((variant) => [variant.id, variant]))
  const lines = cart.lines.map((line) => priceLine(line, byId.get(line.variantId)))
  return { lines, itemsTotal: rialSum(lines.map((line) => line.total)) }
}

function priceLine({ variantId, quantity }: CartLine, variant: VariantForSale | undefined): PricedLine {
  const sellable = variant?.sellable ?? false
  const unitPrice = variant && sellable ? variant.price : rial(0)
  return {
    variantId,
    productSlug: variant?.productSlug ?? '',
    productName: variant?.productName ?? '',
    options: variant?.options ?? [],
    imageUrl: variant?.imageUrl ?? null,
    unitPrice,
    quantity,
    total: rialTimes(unitPrice, quantity),
    sellable,
  }
}
