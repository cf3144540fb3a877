import { nextInquiry } from './inquiry-schedule.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { insertEvent, moveTo, type Payment, scheduleInquiry } from './payments.repository.ts'
import { recordExchange } from './record-exchange.ts'

/**
 * Reverses a payment the store does not want. If the gateway refuses, captured money stays `paid` with its refund reason
 * until a person pays it back; money that was never captured goes back by itself. Without an answer the sweeper asks again.
 */
export async function payBack(deps: PaymentDeps, payment: Payment): Promise<Payment> {
  if (payment.authority === null) return payment
  const outcome = await reverse(deps, payment.id, payment.authority)
  return deps.db.transaction(async (tx) => {
    const now = deps.clock.now()
    if (outcome === 'unknown') {
      await scheduleInquiry(tx, payment.id, nextInquiry(payment.createdAt, now))
      return payment
    }
    const captured = payment.reference !== null
    const to = outcome === 'reversed' ? 'reversed' : captured ? 'paid' : 'failed'
    const moved = await moveTo(tx, payment.id, to)
    if (!moved) return payment
    if (to === 'paid') deps.logger.error({ payment: payment.id }, 'captured money must be paid back by hand')
    await insertEvent(tx, {
      paymentId: payment.id,
      kind: to === 'paid' ? 'refund_needed' : to,
      at: now,
      data: { reason: payment.refundReason },
    })
    return moved
  })
}

/** A refusal is not believed at once: it is also what a second reversal gets when only the answer to the first was lost. */
async function reverse(
  deps: PaymentDeps,
  paymentId: string,
  authority: string,
): Promise<'reversed' | 'refused' | 'unknown'> {
  const outcome = await deps.gateway.reverse(authority)
  await recordExchange(deps, paymentId, outcome.exchange)
  if (outcome.kind !== 'refused') return outcome.kind
  const { kind, exchange } = await deps.gateway.inquire(authority)
  await recordExchange(deps, paymentId, exchange)
  return kind === 'reversed' || kind === 'unknown' ? kind : 'refused'
}
