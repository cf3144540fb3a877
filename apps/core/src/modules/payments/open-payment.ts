import type { Tx } from '@hybrid-store/database'
import { type Id, newId, type Rial } from '@hybrid-store/kernel'
import { nextInquiry } from './inquiry-schedule.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { insertEvent, insertPayment, type Payment } from './payments.repository.ts'

/** Writes down the intent to have an order paid (Rial), before the gateway is asked for anything. */
export async function openPayment(
  tx: Tx,
  deps: Pick<PaymentDeps, 'clock' | 'gateway'>,
  { orderId, amount }: { orderId: Id<'ord'>; amount: Rial },
): Promise<Payment> {
  const now = deps.clock.now()
  const payment = await insertPayment(tx, {
    id: newId('pay'),
    orderId,
    gateway: deps.gateway.name,
    amount,
    createdAt: now,
    nextInquiryAt: nextInquiry(now, now),
  })
  await insertEvent(tx, { paymentId: payment.id, kind: 'created', at: now, data: { amount } })
  return payment
}
