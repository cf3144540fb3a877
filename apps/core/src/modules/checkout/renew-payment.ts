import type { Tx } from '@hybrid-store/database'
import { ok, type Result } from '@hybrid-store/kernel'
import { type OutOfStock, release, reserve } from '../inventory/index.ts'
import { awaitPayment, type OrderRecord } from '../orders/index.ts'
import { openPayment, type Payment } from '../payments/index.ts'
import type { CheckoutDeps } from './checkout-deps.ts'
import { holdTimes } from './hold-times.ts'

/** Opens another payment for an unpaid order whose row the caller has locked; goods given free are held again first. */
export async function renewPayment(
  tx: Tx,
  deps: CheckoutDeps,
  order: OrderRecord,
): Promise<Result<Payment, OutOfStock>> {
  const now = deps.clock.now()
  const stillHeld = order.state === 'pending_payment' && order.expiresAt > now
  if (!stillHeld) {
    const { payableUntil, heldUntil } = holdTimes(now, deps.config.RESERVATION_MINUTES)
    await release(tx, order.id)
    const held = await reserve(tx, { orderId: order.id, lines: order.lines, expiresAt: heldUntil })
    if (!held.ok) return held
    await awaitPayment(tx, order.id, payableUntil)
  }
  return ok(await openPayment(tx, deps, { orderId: order.id, amount: order.total }))
}
