/** A largest version, and when it was first seen (ms since 1970). */
export type Observation = readonly [observedAt: number, version: number]

export interface Progress {
  /** Everything up to here has been read: the next reading starts at `safe - 1`. */
  safe: number
  /** Largest version ever seen. */
  seen: number
  /** Observations that wait for the settle time, oldest first. */
  ring: readonly Observation[]
}

/**
 * Mahak numbers a row when it is written but shows it when it is committed, so a row with a smaller version may appear after
 * one with a larger. A version is therefore safe only once a reading that started `settleMs` after its first sighting is
 * complete. `started` and `finished` are ms since 1970 of one complete reading that saw `largest` (0 = nothing).
 */
export function settle(
  progress: Progress,
  reading: { started: number; finished: number; largest: number },
  settleMs: number,
): Progress {
  const seen = Math.max(progress.seen, reading.largest)
  const ring = seen > progress.seen ? [...progress.ring, [reading.finished, seen] as const] : progress.ring
  const settled = ring.filter(([observedAt]) => observedAt + settleMs <= reading.started)
  const safe = settled.reduce((highest, [, version]) => Math.max(highest, version), progress.safe)
  return { safe, seen, ring: ring.filter(([, version]) => version > safe) }
}

/** Where a reading starts: one below what is safe, for it is not certain whether Mahak includes the bound (reference §3.3). */
export const readFrom = (safe: number): number => Math.max(0, safe - 1)
