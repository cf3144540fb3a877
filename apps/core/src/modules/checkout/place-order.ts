import type { CheckoutBody } from '@hybrid-store/contracts'
import type { Tx } from '@hybrid-store/database'
import { fail, type Id, newId, ok, type Result } from '@hybrid-store/kernel'
import { completeCart, lockCart } from '../cart/index.ts'
import { rememberAddress } from '../customers/index.ts'
import { reserve } from '../inventory/index.ts'
import { createDraft, findByCart, type OrderRecord } from '../orders/index.ts'
import { openPayment } from '../payments/index.ts'
import { agreeOnTotal } from './agree-on-total.ts'
import type { CheckoutDeps } from './checkout-deps.ts'
import type { PayRefusal, PlaceRefusal } from './checkout-refusal.ts'
import { holdTimes } from './hold-times.ts'
import { type Payable, preparePayment } from './prepare-payment.ts'
import { sellOnDelivery } from './sell-on-delivery.ts'

export type PlaceOrder = CheckoutBody & { customerId: Id<'cus'> }
type Placed = Promise<Result<Payable | OnDelivery, PlaceRefusal | PayRefusal>>

/** An order that is paid on delivery, so without a payment to go on with. */
export interface OnDelivery {
  order: OrderRecord
  payment: null
}

/**
 * The first phase of checkout, in one transaction: the cart becomes an unpaid order at the sum the customer saw, its goods
 * are held, its payment is written down; if it is paid on delivery its goods are sold instead. A cart that is an order
 * already gives that order and its payment again.
 */
export async function placeOrder(tx: Tx, deps: CheckoutDeps, command: PlaceOrder): Placed {
  const { cartId, customerId, address, note } = command
  const cart = await lockCart(tx, cartId)
  if (!cart || (cart.customerId !== null && cart.customerId !== customerId)) return fail({ code: 'not_found' })
  const replay = await findByCart(tx, cartId)
  if (replay) return resume(tx, deps, replay, customerId)

  const agreed = await agreeOnTotal(tx, cart, command)
  if (!agreed.ok) return agreed
  const { lines, itemsTotal, shipping, total } = agreed.value

  const id = newId('ord')
  const now = deps.clock.now()
  const { payableUntil, heldUntil } = holdTimes(now, deps.config.RESERVATION_MINUTES)
  const held = await reserve(tx, { orderId: id, lines, expiresAt: heldUntil })
  if (!held.ok) return held

  const sums = { itemsTotal, shippingTotal: shipping.price, total }
  const delivery = { shippingTitle: shipping.title, address, note: note || null }
  const times = { placedAt: now, expiresAt: payableUntil }
  const order = await createDraft(tx, { id, cartId, customerId, lines, ...sums, ...delivery, ...times })
  await rememberAddress(tx, customerId, address)
  await completeCart(tx, cartId, id)
  if (command.paymentMethod === 'on_delivery') return ok({ order: await sellOnDelivery(tx, order), payment: null })
  return ok({ order, payment: await openPayment(tx, deps, { orderId: id, amount: total }) })
}

async function resume(tx: Tx, deps: CheckoutDeps, order: OrderRecord, customerId: Id<'cus'>): Placed {
  if (order.customerId !== customerId) return fail({ code: 'not_found' })
  if (order.state === 'expired' || order.state === 'cancelled')
    return fail({ code: 'cart_completed', orderId: order.id })
  if (order.paymentMethod === 'on_delivery') return ok({ order, payment: null })
  return preparePayment(tx, deps, { orderId: order.id, customerId, again: false })
}
