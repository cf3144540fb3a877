import type { Payment } from '../payment.ts'
import type { PaymentStore } from '../payment-store.ts'
import type { RefusalCode } from './answer.ts'

/** The payment behind an authority, if it is the merchant's own; the code of the refusal otherwise. */
export function findPayment(payments: PaymentStore, authority: string, merchantId: string): Payment | RefusalCode {
  const payment = payments.find(authority)
  if (!payment) return '-54'
  return payment.merchantId === merchantId ? payment : '-53'
}
