import type { PaymentState } from '@hybrid-store/contracts'
import type { Tx } from '@hybrid-store/database'
import { moveTo, type Payment, selectPayment } from './payments.repository.ts'

/** Moves a payment if its state still allows it, and gives it as it is then: someone else may have settled it meanwhile. */
export const movePayment = async (
  tx: Tx,
  payment: Payment,
  to: PaymentState,
  change: { nextInquiryAt?: Date } = {},
): Promise<Payment> => (await moveTo(tx, payment.id, to, change)) ?? (await selectPayment(tx, payment.id)) ?? payment
