import { ok, type Result } from '@hybrid-store/kernel'
import { refusableTransaction } from '../../shared/refusable-transaction.ts'
import type { CheckoutDeps } from './checkout-deps.ts'
import type { PayRefusal, PlaceRefusal } from './checkout-refusal.ts'
import { type OnDelivery, type PlaceOrder, placeOrder } from './place-order.ts'
import { type Redirect, redirectToGateway, type Unavailable } from './redirect-to-gateway.ts'

/** An order with its payment and the bank's page to go to; both are missing if it is paid on delivery. */
export type CheckedOut = Redirect | OnDelivery

/** Turns a cart into an order and sends its buyer to the bank, unless it is paid on delivery. Every repeat gives the same order. */
export async function checkOut(
  deps: CheckoutDeps,
  command: PlaceOrder,
): Promise<Result<CheckedOut, PlaceRefusal | PayRefusal | Unavailable>> {
  const placed = await refusableTransaction(deps.db, (tx) => placeOrder(tx, deps, command))
  if (!placed.ok) return placed
  const { order, payment } = placed.value
  return payment === null ? ok({ order, payment }) : redirectToGateway(deps, { order, payment })
}
