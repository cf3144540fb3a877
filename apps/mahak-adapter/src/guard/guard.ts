import type { Clock } from '@hybrid-store/kernel'
import type { MahakFailureCode, Outcome } from '@hybrid-store/mahak-client'
import { bindCorrelationId } from '@hybrid-store/observability/correlation'
import { BulkheadRejectedError, bulkhead } from 'cockatiel'
import { createBreaker } from './breaker.ts'

/** `bulk` is for reading changes and pictures, `quick` for saves and everything somebody waits for. */
export type Lane = 'bulk' | 'quick'

/**
 * Makes a call to Mahak when it is its turn in its lane and the breaker lets it. A call that is given up (`signal`) tells
 * the breaker nothing.
 */
export type Guard = <Value>(
  lane: Lane,
  call: () => Promise<Outcome<Value>>,
  signal?: AbortSignal,
) => Promise<Outcome<Value>>

const MAX_WAITING = 200
const RETRY_WHEN_FULL_MS = 1_000

/** What speaks of an outage, as opposed to a refusal. */
const OUTAGES: ReadonlySet<MahakFailureCode> = new Set(['unavailable', 'timeout', 'malformed'])

/** One guard per account: it limits how many calls run at once, with lanes that do not wait for each other. */
export function createGuard(options: { concurrency: number; clock: Clock }): Guard {
  const breaker = createBreaker(options.clock)
  const quick = Math.max(1, Math.floor(options.concurrency / 2))
  const lanes = {
    quick: bulkhead(quick, MAX_WAITING),
    bulk: bulkhead(Math.max(1, options.concurrency - quick), MAX_WAITING),
  }

  const callOnce = async <Value>(
    call: () => Promise<Outcome<Value>>,
    signal?: AbortSignal,
  ): Promise<Outcome<Value>> => {
    const permit = breaker.enter()
    if (!permit.granted) return notNow('Mahak is out of order; calls are paused', permit.retryAfterMs)
    let report: 'success' | 'failure' | 'neutral' = 'neutral'
    try {
      const outcome = await call()
      if (!signal?.aborted) report = !outcome.ok && OUTAGES.has(outcome.error.code) ? 'failure' : 'success'
      return outcome
    } finally {
      permit.report(report)
    }
  }

  return async (lane, call, signal) => {
    try {
      // Whoever leaves the lane calls the next one in.
      return await lanes[lane].execute(bindCorrelationId(() => callOnce(call, signal)))
    } catch (error) {
      if (!(error instanceof BulkheadRejectedError)) throw error
      return notNow('too many calls are waiting for Mahak', RETRY_WHEN_FULL_MS)
    }
  }
}

function notNow(message: string, retryAfterMs: number): Outcome<never> {
  return { ok: false, error: { code: 'unavailable', message, retryAfterMs, sent: false } }
}
