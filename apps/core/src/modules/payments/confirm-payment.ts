import { fail, ok, type Result } from '@hybrid-store/kernel'
import { inquirePayment } from './inquire-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { isSettled, OPEN_STATES } from './payment-states.ts'
import { insertEvent, type Payment, selectPayment } from './payments.repository.ts'
import { verifyPayment } from './verify-payment.ts'

export interface ConfirmPayment {
  paymentId: string
  authority: string
  /** `OK` or `NOK`, as the browser brought it. */
  status: string
}

/**
 * Acts on a buyer's return from the bank. What the browser brings only says which payment to ask the gateway about: the
 * token must be the payment's own, and neither a good nor a bad status is believed.
 */
export async function confirmPayment(
  deps: PaymentDeps,
  { paymentId, authority, status }: ConfirmPayment,
): Promise<Result<Payment, { code: 'not_found' }>> {
  const payment = await selectPayment(deps.db, paymentId)
  if (!payment || payment.authority !== authority) return fail({ code: 'not_found' })
  await deps.db.transaction((tx) =>
    insertEvent(tx, { paymentId, kind: 'callback', at: deps.clock.now(), data: { status } }),
  )
  if (isSettled(payment.state) || payment.refundReason !== null) return ok(payment)
  if (status === 'OK') return ok(await verifyPayment(deps, payment))
  if (!OPEN_STATES.includes(payment.state)) return ok(payment)
  return ok(await inquirePayment(deps, payment, { notPaid: 'failed', noAnswer: 'unknown' }))
}
