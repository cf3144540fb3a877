import type { Id, Result } from '@hybrid-store/kernel'
import { refusableTransaction } from '../../shared/refusable-transaction.ts'
import type { CheckoutDeps } from './checkout-deps.ts'
import type { PayRefusal } from './checkout-refusal.ts'
import { preparePayment } from './prepare-payment.ts'
import { type Redirect, redirectToGateway, type Unavailable } from './redirect-to-gateway.ts'

/** Begins another payment for an order of this customer that is still unpaid. */
export async function payAgain(
  deps: CheckoutDeps,
  { orderId, customerId }: { orderId: Id<'ord'>; customerId: string },
): Promise<Result<Redirect, PayRefusal | Unavailable>> {
  const prepared = await refusableTransaction(deps.db, (tx) =>
    preparePayment(tx, deps, { orderId, customerId, again: true }),
  )
  return prepared.ok ? redirectToGateway(deps, prepared.value) : prepared
}
