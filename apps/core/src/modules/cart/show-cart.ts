import type { CartView } from '@hybrid-store/contracts'
import type { Queryable } from '@hybrid-store/database'
import { type VariantForSale, variantsForSale } from '../catalog/index.ts'
import { availability } from '../inventory/index.ts'
import type { CartRecord } from './cart.repository.ts'
import { priceCart } from './price-cart.ts'

/** What is known now of the variants in a cart. */
export interface Offer {
  variants: VariantForSale[]
  /** What can be bought, by variant; 0 for what is not for sale. */
  available: Map<string, number>
}

export async function readOffer(db: Queryable, variantIds: readonly string[]): Promise<Offer> {
  const variants = await variantsForSale(db, variantIds)
  const stock = await availability(db, variantIds)
  const available = new Map(
    variants.map((variant) => [variant.id, variant.sellable ? (stock.get(variant.id) ?? 0) : 0]),
  )
  return { variants, available }
}

/** A cart as its customer sees it, at today's prices and stock. */
export function showCart(cart: CartRecord, offer: Offer): CartView {
  const { lines, itemsTotal } = priceCart(cart, offer.variants)
  return {
    id: cart.id,
    lines: lines.map(({ sellable: _, ...line }) => ({ ...line, available: offer.available.get(line.variantId) ?? 0 })),
    itemsTotal,
    itemCount: lines.reduce((count, line) => count + line.quantity, 0),
  }
}
