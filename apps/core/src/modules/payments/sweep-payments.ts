import { inquirePayment } from './inquire-payment.ts'
import { isPastExpiry } from './inquiry-schedule.ts'
import { payBack } from './pay-back.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { insertEvent, leaseDue, moveTo, type Payment } from './payments.repository.ts'

const BATCH = 10
const LEASE_MS = 60_000

/** Settles payments whose buyer has not come back, or whose outcome is not known. Gives how many were looked at. */
export async function sweepPayments(deps: PaymentDeps): Promise<number> {
  for (let total = 0; ; ) {
    const now = deps.clock.now()
    const leaseUntil = new Date(now.getTime() + LEASE_MS)
    const due = await deps.db.transaction((tx) => leaseDue(tx, now, leaseUntil, BATCH))
    const outcomes = await Promise.allSettled(due.map((payment) => sweepOne(deps, payment)))
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') deps.logger.error({ err: outcome.reason }, 'a payment could not be swept')
    total += due.length
    if (due.length < BATCH) return total
  }
}

async function sweepOne(deps: PaymentDeps, payment: Payment): Promise<void> {
  if (payment.authority === null) await abandon(deps, payment)
  else if (payment.refundReason !== null) await payBack(deps, payment)
  else {
    const notPaid = isPastExpiry(payment.createdAt, deps.clock.now()) ? 'expired' : null
    await inquirePayment(deps, payment, { notPaid, noAnswer: null })
  }
}

/** The process ended between the order and the gateway's answer: no buyer was sent anywhere. */
async function abandon(deps: PaymentDeps, payment: Payment): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if (await moveTo(tx, payment.id, 'failed'))
      await insertEvent(tx, { paymentId: payment.id, kind: 'abandoned', at: deps.clock.now() })
  })
}
