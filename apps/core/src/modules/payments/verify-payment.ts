import { nextInquiry } from './inquiry-schedule.ts'
import { keepCapture } from './keep-capture.ts'
import { movePayment } from './move-payment.ts'
import { payBack } from './pay-back.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { type Payment, recordUnwanted } from './payments.repository.ts'
import { recordExchange } from './record-exchange.ts'

/** Asks the gateway, with our own amount, for the money of this payment and acts on the answer. Gives the payment as it is then. */
export async function verifyPayment(deps: PaymentDeps, payment: Payment): Promise<Payment> {
  if (payment.authority === null) return payment
  const outcome = await deps.gateway.verify({ authority: payment.authority, amount: payment.amount })
  await recordExchange(deps, payment.id, outcome.exchange)
  const nextInquiryAt = nextInquiry(payment.createdAt, deps.clock.now())
  switch (outcome.kind) {
    case 'captured': {
      const kept = await keepCapture(deps, payment.id, outcome.capture)
      return kept.mustPayBack ? payBack(deps, kept.payment) : kept.payment
    }
    case 'amount_differs': {
      const unwanted = await deps.db.transaction((tx) =>
        recordUnwanted(tx, payment.id, 'amount_differs', nextInquiryAt),
      )
      return unwanted ? payBack(deps, unwanted) : payment
    }
    case 'not_paid':
      return deps.db.transaction((tx) => movePayment(tx, payment, 'failed'))
    case 'unknown':
      return deps.db.transaction((tx) => movePayment(tx, payment, 'unknown', { nextInquiryAt }))
  }
}
