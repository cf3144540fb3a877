import type { Clock } from '@hybrid-store/kernel'

/** Leave to make one call; `report` has to be called when it is over. `neutral` is a call that says nothing about Mahak. */
export interface Permit {
  granted: true
  report(outcome: 'success' | 'failure' | 'neutral'): void
}

export interface Refusal {
  granted: false
  retryAfterMs: number
}

export interface Breaker {
  enter(): Permit | Refusal
}

const WINDOW_MS = 30_000
const MIN_FAILURES = 5
const MAX_FAILURE_SHARE = 0.5
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 600_000
const RETRY_DURING_PROBE_MS = 1_000

/**
 * Spares a Mahak that is out of order: after five failures within 30 s that are half of all calls it refuses calls for 30 s,
 * then lets one probe through; each failed probe doubles the pause up to ten minutes. Our own, because callers are told
 * exactly when to come back and must never wait for somebody else's probe.
 */
export function createBreaker(clock: Clock): Breaker {
  let samples: { at: number; failed: boolean }[] = []
  let pause: { until: number; ms: number; probing: boolean } | null = null

  const open = (ms: number) => {
    pause = { until: now() + ms, ms, probing: false }
    samples = []
  }

  const count = (failed: boolean) => {
    samples = samples.filter(({ at }) => now() - at < WINDOW_MS)
    samples.push({ at: now(), failed })
    const failures = samples.filter((sample) => sample.failed).length
    if (failures >= MIN_FAILURES && failures / samples.length >= MAX_FAILURE_SHARE) open(FIRST_PAUSE_MS)
  }

  const now = () => clock.now().getTime()

  const permit: Permit = {
    granted: true,
    report: (outcome) => {
      // Calls that began before the pause tell nothing new about what comes after it.
      if (outcome !== 'neutral' && !pause) count(outcome === 'failure')
    },
  }

  const probe = (ended: { ms: number }): Permit => ({
    granted: true,
    report: (outcome) => {
      if (outcome === 'success') pause = null
      else if (outcome === 'failure') open(Math.min(ended.ms * 2, LONGEST_PAUSE_MS))
      else if (pause) pause.probing = false
    },
  })

  return {
    enter: () => {
      if (!pause) return permit
      if (now() < pause.until) return { granted: false, retryAfterMs: pause.until - now() }
      if (pause.probing) return { granted: false, retryAfterMs: RETRY_DURING_PROBE_MS }
      pause.probing = true
      return probe(pause)
    },
  }
}
