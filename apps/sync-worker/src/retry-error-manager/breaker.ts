import { backoffMs } from './backoff.ts'

/** Pauses a lane while Mahak is out of order, so that an outage costs a few probes and no record's attempts. */
export interface Breaker {
  /** Whether calls may be made now. */
  isClosed(): boolean
  /** How long no call may be made, in ms; 0 when calls may be made. */
  pauseMs(): number
  /** Whether the last call failed, so that the next one only tries whether Mahak is back. */
  isProbing(): boolean
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
    isProbing: () => failures > 0,
    pauseMs: () => Math.max(0, Math.ceil(openUntil - now())),
    succeeded: () => {
      failures = 0
      openUntil = Number.NEGATIVE_INFINITY
    },
    failed: (retryAfterMs = 0) => {
      const wish = Math.min(retryAfterMs, LONGEST_WISH_MS)
      // Of calls that failed side by side the longer pause holds.
      openUntil = Math.max(openUntil, now() + Math.max(wish, backoffMs(failures, random)))
      failures += 1
    },
  }
}
