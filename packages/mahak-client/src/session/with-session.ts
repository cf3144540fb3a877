import { failure, type MahakFailure, type Outcome } from '../failure.ts'
import type { Session } from './log-in.ts'
import type { Sessions } from './sessions.ts'

/** How one try of a call ended; `tokenRefused` if it failed in a way that a new token may mend. */
export type Attempt<Value> = Outcome<Value> | { ok: false; error: MahakFailure; tokenRefused: true }

/**
 * Makes a call with the session in use and, if Mahak refuses the token, once more with a new one (§2.3). An account whose
 * subscription has expired is not used, as in the official plugin.
 */
export async function withSession<Value>(
  sessions: Sessions,
  attempt: (session: Session) => Promise<Attempt<Value>>,
): Promise<Outcome<Value>> {
  const first = await sessions.current()
  if (!first.ok) return first
  if ((first.value.account.creditDay ?? 0) < 0) {
    return failure('subscription_expired', 'the Mahak subscription has expired', false)
  }
  const outcome = await attempt(first.value)
  if (!('tokenRefused' in outcome)) return outcome
  const renewed = await sessions.renew(first.value)
  if (!renewed.ok) return { ok: false, error: { ...renewed.error, sent: outcome.error.sent } }
  const repeated = await attempt(renewed.value)
  const sent = outcome.error.sent || (!repeated.ok && repeated.error.sent)
  return repeated.ok ? repeated : { ok: false, error: { ...repeated.error, sent } }
}
