import type { PaymentState } from '@hybrid-store/contracts'
import type { Queryable } from '@hybrid-store/database'
import { type Payment, selectCurrent, selectOrdersWithOpen } from './payments.repository.ts'

/** Captured money that the store keeps for an order. */
export type KeptPayment = Payment & { state: 'paid'; reference: string; paidAt: Date }

/**
 * The payment that matters for each order, by order id: the one that paid it, else one that may have paid it, else
 * the newest try.
 */
export async function currentPayments(db: Queryable, orderIds: readonly string[]): Promise<Map<string, Payment>> {
  const payments = await selectCurrent(db, orderIds)
  return new Map(payments.map((payment) => [payment.orderId, payment]))
}

/** Whether this payment is money for its order, rather than money on its way back. */
export const isKept = (payment: Payment): payment is KeptPayment =>
  payment.state === 'paid' && payment.refundReason === null && payment.reference !== null && payment.paidAt !== null

/** Which of these orders have a payment whose buyer may be at the bank, or whose outcome is not known. */
export const ordersWithOpenPayments = (db: Queryable, orderIds: readonly string[]): Promise<Set<string>> =>
  selectOrdersWithOpen(db, orderIds)

/** A payment as an order's page shows it. */
export const paymentView = (
  payment: Payment,
): { id: Payment['id']; state: PaymentState; reference: string | null; cardPan: string | null } => ({
  id: payment.id,
  state: payment.state,
  reference: payment.reference,
  cardPan: payment.cardPan,
})
