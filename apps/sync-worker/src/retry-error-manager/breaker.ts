import { backoffMs } from './backoff.ts'

/** Pauses a lane while Mahak is out of order, so that an outage costs a few probes and no record's attempts. */
export interface Breaker {
  /** Whether calls may be made now. */
  isClosed(): boolean
  succeeded(): void
  /** `retryAfterMs`: how long Mahak asks us to wait. */
  failed(retryAfterMs?: number): void
}

const LONGEST_WISH_MS = 60 * 60_000

/** `now` is a monotonic clock in ms. */
export function createBreaker(
  now: () => number = () => performance.now(),
  random: () => number = Math.random,
): Breaker {
  let failures = 0
  let openUntil = Number.NEGATIVE_INFINITY
  return {
    isClosed: () => now() >= openUntil,
    succeeded: () => {
      failures = 0
      openUntil = Number.NEGATIVE_INFINITY
    },
    failed: (retryAfterMs = 0) => {
      const wish = Math.min(retryAfterMs, LONGEST_WISH_MS)
      openUntil = now() + Math.max(wish, backoffMs(failures, random))
      failures += 1
    },
  }
}
