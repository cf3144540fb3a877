import type { Result } from '@hybrid-store/kernel'
import { refusableTransaction } from '../../shared/refusable-transaction.ts'
import type { CheckoutDeps } from './checkout-deps.ts'
import type { PayRefusal, PlaceRefusal } from './checkout-refusal.ts'
import { type PlaceOrder, placeOrder } from './place-order.ts'
import { type Redirect, redirectToGateway, type Unavailable } from './redirect-to-gateway.ts'

/** Turns a cart into an order and sends its buyer to the bank. Every repeat gives the same order. */
export async function checkOut(
  deps: CheckoutDeps,
  command: PlaceOrder,
): Promise<Result<Redirect, PlaceRefusal | PayRefusal | Unavailable>> {
  const placed = await refusableTransaction(deps.db, (tx) => placeOrder(tx, deps, command))
  return placed.ok ? redirectToGateway(deps, placed.value) : placed
}
