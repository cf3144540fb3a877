import type { Tx } from '@hybrid-store/database'
import { nextInquiry } from './inquiry-schedule.ts'
import { movePayment } from './move-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { Capture } from './payment-gateway.ts'
import { isSettled } from './payment-states.ts'
import { insertEvent, isReferenceTaken, lockPayment, type Payment, recordCapture } from './payments.repository.ts'

export interface Kept {
  payment: Payment
  /** True for the one caller that has to give the money back. */
  mustPayBack: boolean
}

/**
 * The small transaction after the gateway has captured the money: payment and order become paid together, once, however
 * many callbacks and sweeps arrive at the same time.
 */
export function keepCapture(deps: PaymentDeps, paymentId: string, capture: Capture): Promise<Kept> {
  return deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, paymentId)
    if (!payment) throw new Error(`payment ${paymentId} vanished`)
    if (isSettled(payment.state) || payment.refundReason !== null) return { payment, mustPayBack: false }
    if (await isReferenceTaken(tx, payment, capture.reference)) return refuseReused(tx, deps, payment, capture)

    const paidAt = deps.clock.now()
    const settled = await deps.settleOrder(tx, { orderId: payment.orderId, paidAt })
    const refundReason = settled.ok ? null : settled.error.code
    const nextInquiryAt = settled.ok ? null : nextInquiry(payment.createdAt, paidAt)
    const recorded = await recordCapture(tx, payment.id, capture, { paidAt, refundReason, nextInquiryAt })
    const kind = settled.ok ? 'paid' : 'unwanted'
    await insertEvent(tx, { paymentId, kind, at: paidAt, data: { reference: capture.reference, refundReason } })
    return { payment: recorded ?? payment, mustPayBack: !settled.ok }
  })
}

/** A reference pays one payment only: a second one that brings it is a replay, whoever made it. */
async function refuseReused(tx: Tx, deps: PaymentDeps, payment: Payment, { reference }: Capture): Promise<Kept> {
  deps.logger.error({ payment: payment.id }, 'the gateway gave a reference that belongs to another payment')
  await insertEvent(tx, {
    paymentId: payment.id,
    kind: 'reference_reused',
    at: deps.clock.now(),
    data: { reference },
  })
  return { payment: await movePayment(tx, payment, 'failed'), mustPayBack: false }
}
