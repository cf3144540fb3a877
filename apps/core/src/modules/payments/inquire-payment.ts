import type { PaymentState } from '@hybrid-store/contracts'
import { nextInquiry } from './inquiry-schedule.ts'
import { movePayment } from './move-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { type Payment, scheduleInquiry } from './payments.repository.ts'
import { recordExchange } from './record-exchange.ts'
import { verifyPayment } from './verify-payment.ts'

/** What becomes of a payment that is not paid, and of one the gateway says nothing about; null leaves it for a later inquiry. */
export interface InquiryRules {
  notPaid: 'failed' | 'expired' | null
  noAnswer: 'unknown' | null
}

/** Asks the gateway how a payment stands, takes the money if it is there, and gives the payment as it is then. */
export async function inquirePayment(deps: PaymentDeps, payment: Payment, rules: InquiryRules): Promise<Payment> {
  if (payment.authority === null) return payment
  const { kind, exchange } = await deps.gateway.inquire(payment.authority)
  await recordExchange(deps, payment.id, exchange)
  switch (kind) {
    case 'paid':
      return verifyPayment(deps, payment)
    case 'failed':
    case 'reversed':
      return move(deps, payment, kind)
    case 'pending':
    case 'refused':
      return move(deps, payment, rules.notPaid)
    case 'unknown':
      return move(deps, payment, rules.noAnswer)
  }
}

function move(deps: PaymentDeps, payment: Payment, to: PaymentState | null): Promise<Payment> {
  return deps.db.transaction(async (tx) => {
    const nextInquiryAt = nextInquiry(payment.createdAt, deps.clock.now())
    if (to) return movePayment(tx, payment, to, to === 'unknown' ? { nextInquiryAt } : {})
    await scheduleInquiry(tx, payment.id, nextInquiryAt)
    return payment
  })
}
