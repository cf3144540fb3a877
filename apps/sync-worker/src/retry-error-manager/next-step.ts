import { backoffMs, MAX_ATTEMPTS } from './backoff.ts'
import type { FailureClass } from './classify.ts'

/** What happens to a record after a failed sending. Only what is the record's own fault counts as an attempt. */
export type NextStep =
  | { kind: 'settle'; counts: boolean }
  | { kind: 'retry'; delayMs: number; counts: boolean }
  | { kind: 'dead' }

const PATIENCE_MS: Partial<Record<FailureClass, number>> = { config: 5 * 60_000, dependency: 30_000, auth: 30_000 }

/**
 * The next step for a record whose rows were refused. `partial`: some of its rows are stored already, so it is tried again
 * with the same ClientIds rather than left half done. `attempts`: counted failures before this one.
 */
export function nextStep(
  failure: FailureClass,
  record: { attempts: number; partial: boolean },
  random: () => number = Math.random,
): NextStep {
  if (failure === 'uncertain') return { kind: 'settle', counts: false }
  const patience = PATIENCE_MS[failure]
  if (patience !== undefined) return { kind: 'retry', delayMs: patience, counts: false }
  if (failure === 'rate_limited') return { kind: 'retry', delayMs: backoffMs(0, random), counts: false }
  const hopeless = failure === 'immutable' || (failure === 'permanent' && !record.partial)
  if (hopeless || record.attempts + 1 >= MAX_ATTEMPTS) return { kind: 'dead' }
  return { kind: 'retry', delayMs: backoffMs(record.attempts, random), counts: true }
}

/**
 * The next step for the records of a call that failed as a whole, which is hardly ever their own fault: the lane's breaker
 * decides when the next call is made. Only a record that Mahak refuses alone counts an attempt, for Mahak also says no in a
 * bad moment, and that must not give up every order at once; one that Mahak leaves unanswered alone counts when Mahak took
 * others meanwhile (`singledOut`).
 */
export function stepAfterFailedCall(
  failure: FailureClass,
  record: { attempts: number; singledOut: boolean },
  random: () => number = Math.random,
): NextStep {
  const counts = failure === 'batch_rejected' || record.singledOut
  if (counts && record.attempts + 1 >= MAX_ATTEMPTS) return { kind: 'dead' }
  if (failure === 'uncertain') return { kind: 'settle', counts }
  return { kind: 'retry', delayMs: backoffMs(counts ? record.attempts : 0, random), counts }
}
