import type { CheckoutBody } from '@hybrid-store/contracts'
import type { Tx } from '@hybrid-store/database'
import { fail, newId, ok, type Result, rialSum } from '@hybrid-store/kernel'
import { completeCart, lockCart, priceCart } from '../cart/index.ts'
import { variantsForSale } from '../catalog/index.ts'
import { reserve } from '../inventory/index.ts'
import { createDraft, findByCart } from '../orders/index.ts'
import { openPayment } from '../payments/index.ts'
import { findMethod } from '../shipping/index.ts'
import type { CheckoutDeps } from './checkout-deps.ts'
import type { PayRefusal, PlaceRefusal } from './checkout-refusal.ts'
import { holdTimes } from './hold-times.ts'
import { type Payable, preparePayment } from './prepare-payment.ts'

export type PlaceOrder = CheckoutBody & { customerId: `cus_${string}` }

/**
 * The first phase of checkout, in one transaction: the cart becomes an unpaid order at the sum the customer saw, its goods
 * are held, its payment is written down. A cart that is an order already gives that order and its payment again.
 */
export async function placeOrder(
  tx: Tx,
  deps: CheckoutDeps,
  command: PlaceOrder,
): Promise<Result<Payable, PlaceRefusal | PayRefusal>> {
  const cart = await lockCart(tx, command.cartId)
  if (!cart || (cart.customerId !== null && cart.customerId !== command.customerId)) return fail({ code: 'not_found' })
  const replay = await findByCart(tx, command.cartId)
  if (replay) return resume(tx, deps, command, replay)
  if (cart.lines.length === 0) return fail({ code: 'cart_empty' })

  const variants = await variantsForSale(
    tx,
    cart.lines.map((line) => line.variantId),
  )
  const sellable = new Set(variants.filter((variant) => variant.sellable).map((variant) => variant.id))
  const unsellable = cart.lines.filter((line) => !sellable.has(line.variantId))
  if (unsellable.length > 0)
    return fail({ code: 'not_for_sale', lines: unsellable.map(({ variantId }) => ({ variantId })) })

  const shipping = await findMethod(tx, command.shippingMethodId)
  if (!shipping) return fail({ code: 'unknown_shipping_method' })
  const { lines, itemsTotal } = priceCart(cart, variants)
  const total = rialSum([itemsTotal, shipping.price])
  if (total !== command.expectedTotal) return fail({ code: 'cart_changed', total })

  const orderId = newId('ord')
  const now = deps.clock.now()
  const { payableUntil, heldUntil } = holdTimes(now, deps.config.RESERVATION_MINUTES)
  const held = await reserve(tx, { orderId, lines: cart.lines, expiresAt: heldUntil })
  if (!held.ok) return held

  const order = await createDraft(tx, {
    id: orderId,
    cartId: command.cartId,
    customerId: command.customerId,
    lines,
    itemsTotal,
    shippingTotal: shipping.price,
    total,
    shippingTitle: shipping.title,
    address: command.address,
    note: command.note || null,
    placedAt: now,
    expiresAt: payableUntil,
  })
  const payment = await openPayment(tx, deps, { orderId, amount: total })
  await completeCart(tx, command.cartId, orderId)
  return ok({ order, payment })
}

async function resume(
  tx: Tx,
  deps: CheckoutDeps,
  { customerId }: PlaceOrder,
  order: Payable['order'],
): Promise<Result<Payable, PlaceRefusal | PayRefusal>> {
  if (order.customerId !== customerId) return fail({ code: 'not_found' })
  if (order.state === 'expired' || order.state === 'cancelled')
    return fail({ code: 'cart_completed', orderId: order.id })
  return preparePayment(tx, deps, { orderId: order.id, customerId, again: false })
}
