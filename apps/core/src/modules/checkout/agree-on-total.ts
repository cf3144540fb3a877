import type { CheckoutBody } from '@hybrid-store/contracts'
import type { Tx } from '@hybrid-store/database'
import { fail, ok, type Result, type Rial, rialSum } from '@hybrid-store/kernel'
import { type CartRecord, type PricedCart, priceCart } from '../cart/index.ts'
import { variantsForSale } from '../catalog/index.ts'
import { findMethod, type ShippingMethod } from '../shipping/index.ts'
import type { PlaceRefusal } from './checkout-refusal.ts'

export interface Agreement extends PricedCart {
  shipping: ShippingMethod
  /** Items and shipping, in Rial. */
  total: Rial
}

/** Prices a locked cart as of now and holds the sum against the one the customer saw. */
export async function agreeOnTotal(
  tx: Tx,
  cart: CartRecord,
  { shippingMethodId, paymentMethod, expectedTotal }: CheckoutBody,
): Promise<Result<Agreement, PlaceRefusal>> {
  if (cart.lines.length === 0) return fail({ code: 'cart_empty' })
  const variantIds = cart.lines.map((line) => line.variantId)
  const { lines, itemsTotal } = priceCart(cart, await variantsForSale(tx, variantIds))
  const unsellable = lines.filter((line) => !line.sellable)
  if (unsellable.length > 0)
    return fail({ code: 'not_for_sale', lines: unsellable.map(({ variantId }) => ({ variantId })) })

  const shipping = await findMethod(tx, shippingMethodId)
  if (!shipping) return fail({ code: 'unknown_shipping_method' })
  if (paymentMethod === 'on_delivery' && !shipping.onDelivery) return fail({ code: 'on_delivery_unavailable' })
  const total = rialSum([itemsTotal, shipping.price])
  return total === expectedTotal ? ok({ lines, itemsTotal, shipping, total }) : fail({ code: 'cart_changed', total })
}
