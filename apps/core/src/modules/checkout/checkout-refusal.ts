import type { Id, Rial } from '@hybrid-store/kernel'
import type { OutOfStock } from '../inventory/index.ts'

/** Why an order is not placed. Nothing has been changed then. */
export type PlaceRefusal =
  | { code: 'not_found' }
  | { code: 'cart_empty' }
  | { code: 'not_for_sale'; lines: { variantId: Id<'var'> }[] }
  | { code: 'unknown_shipping_method' }
  | { code: 'on_delivery_unavailable' }
  | { code: 'cart_changed'; total: Rial }
  | { code: 'cart_completed'; orderId: Id<'ord'> }
  | OutOfStock

/** Why an order cannot be paid now. */
export type PayRefusal =
  | { code: 'not_found' }
  | { code: 'order_not_payable'; orderId: Id<'ord'>; because: 'state' | 'payment_unknown' }
  | { code: 'request_in_progress'; orderId: Id<'ord'> }
  | OutOfStock
