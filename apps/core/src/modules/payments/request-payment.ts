import { fail, ok, type Result } from '@hybrid-store/kernel'
import { nextInquiry } from './inquiry-schedule.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { moveTo, type Payment } from './payments.repository.ts'
import { recordExchange } from './record-exchange.ts'

export interface PaymentRequest {
  payment: Payment
  orderNumber: number
  /** E.164; the gateway offers the buyer the cards known for it. */
  mobile: string
  publicUrl: string
}

/**
 * Asks the gateway for a token, so that the buyer can be sent there, and gives the payment with it. It is asked once: without an answer the payment
 * has failed, for a second request would make a second token, and a token nobody was sent to takes no money.
 */
export async function requestPayment(
  deps: Pick<PaymentDeps, 'db' | 'clock' | 'logger' | 'gateway'>,
  { payment, orderNumber, mobile, publicUrl }: PaymentRequest,
): Promise<Result<Payment, { code: 'payment_unavailable' }>> {
  const outcome = await deps.gateway.request({
    amount: payment.amount,
    description: `سفارش ${orderNumber}`,
    callbackUrl: `${publicUrl.replace(/\/+$/, '')}/payments/return/${payment.id}`,
    orderId: payment.orderId,
    mobile,
  })
  await recordExchange(deps, payment.id, outcome.exchange)
  if (outcome.kind !== 'accepted') {
    deps.logger.warn({ payment: payment.id, outcome: outcome.kind }, 'the payment gateway gave no token')
    await deps.db.transaction((tx) => moveTo(tx, payment.id, 'failed'))
    return fail({ code: 'payment_unavailable' })
  }
  const { authority } = outcome
  const now = deps.clock.now()
  const redirected = await deps.db.transaction((tx) =>
    moveTo(tx, payment.id, 'redirected', {
      authority,
      redirectedAt: now,
      nextInquiryAt: nextInquiry(payment.createdAt, now),
    }),
  )
  return redirected ? ok(redirected) : fail({ code: 'payment_unavailable' })
}
