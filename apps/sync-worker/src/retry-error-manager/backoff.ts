/** How often a record may fail for reasons of its own before a person has to look at it. */
export const MAX_ATTEMPTS = 12

const BASE_MS = 5_000
const CAP_MS = 10 * 60_000

/** Full jitter: anything between 0 and `base · 2^failures`, at most ten minutes, so that retries do not come in waves. */
export const backoffMs = (failures: number, random: () => number = Math.random): number =>
  Math.round(random() * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures, 20)))
