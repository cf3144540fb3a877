import type { Tx } from '@hybrid-store/database'
import { fail, type Id, ok, type Result } from '@hybrid-store/kernel'
import { lock, type OrderRecord } from '../orders/index.ts'
import { currentPayments, type Payment } from '../payments/index.ts'
import type { CheckoutDeps } from './checkout-deps.ts'
import type { PayRefusal } from './checkout-refusal.ts'
import { nextPayment } from './next-payment.ts'
import { renewPayment } from './renew-payment.ts'

/** An order and the payment its buyer goes on with; one in state `created` still has to be announced to the gateway. */
export interface Payable {
  order: OrderRecord
  payment: Payment
}

/**
 * Finds or opens the payment with which the customer can go on. With `again` an open payment is not taken up but followed
 * by a new one, for the customer has come back from its bank page and asked for another try.
 */
export async function preparePayment(
  tx: Tx,
  deps: CheckoutDeps,
  { orderId, customerId, again }: { orderId: Id<'ord'>; customerId: string; again: boolean },
): Promise<Result<Payable, PayRefusal>> {
  const order = await lock(tx, orderId)
  if (order?.customerId !== customerId) return fail({ code: 'not_found' })
  const payment = (await currentPayments(tx, [orderId])).get(orderId)
  const next = nextPayment(order, payment, deps.clock.now())
  if (next === 'in_progress') return fail({ code: 'request_in_progress', orderId })
  if (next === 'payment_unknown') return fail({ code: 'order_not_payable', orderId, because: 'payment_unknown' })
  if (next === 'not_payable' || (again && order.state === 'paid'))
    return fail({ code: 'order_not_payable', orderId, because: 'state' })
  if (next === 'same' && payment && !again) return ok({ order, payment })

  const renewed = await renewPayment(tx, deps, order)
  return renewed.ok ? ok({ order: (await lock(tx, orderId)) ?? order, payment: renewed.value }) : renewed
}
