import type { OrderRecord } from '../orders/index.ts'
import type { Payment } from '../payments/index.ts'

/** The gateway answers within 10 seconds; after this a payment without a token was left behind by a process that ended. */
const REQUEST_MS = 30_000

export type NextPayment = 'same' | 'new' | 'in_progress' | 'payment_unknown' | 'not_payable'

/**
 * What the next step of paying an order is. `same`: the newest payment has its token, so the buyer can be sent to the bank
 * with it. Another try begins only when the outcome of the one before is known, or else the buyer might pay twice.
 */
export function nextPayment(order: Pick<OrderRecord, 'state'>, payment: Payment | undefined, now: Date): NextPayment {
  if (order.state === 'paid') return payment ? 'same' : 'not_payable'
  if (order.state === 'cancelled' || order.state === 'placed') return 'not_payable'
  if (!payment) return 'new'
  if (payment.state === 'unknown') return 'payment_unknown'
  if (payment.state === 'created')
    return now.getTime() - payment.createdAt.getTime() < REQUEST_MS ? 'in_progress' : 'new'
  return payment.state === 'redirected' && order.state === 'pending_payment' ? 'same' : 'new'
}
