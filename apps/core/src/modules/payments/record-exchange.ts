import type { PaymentDeps } from './payment-deps.ts'
import type { Exchange } from './payment-gateway.ts'
import { insertEvent } from './payments.repository.ts'

/** Keeps what was said to and by the gateway, before anything is concluded from it and whatever becomes of that. */
export async function recordExchange(
  deps: Pick<PaymentDeps, 'db' | 'clock'>,
  paymentId: string,
  { call, ...data }: Exchange,
): Promise<void> {
  await deps.db.transaction((tx) => insertEvent(tx, { paymentId, kind: call, at: deps.clock.now(), data }))
}
