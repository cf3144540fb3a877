import type { SessionAudience } from '@hybrid-store/contracts'

const HOUR_MS = 3_600_000

export interface SessionPolicy {
  lifetimeMs: number
  /** Whether each use begins the lifetime anew; a working shift of staff ends at its hour, whatever happens in it. */
  sliding: boolean
}

export const SESSION_POLICIES: Record<SessionAudience, SessionPolicy> = {
  customer: { lifetimeMs: 60 * 24 * HOUR_MS, sliding: true },
  staff: { lifetimeMs: 12 * HOUR_MS, sliding: false },
}

/** Browsers send several requests at once with the same cookie: for so long a rotated token is a race, not a theft. */
export const ROTATION_GRACE_MS = 10_000

export const isReuse = (rotatedAt: Date, now: Date): boolean => now.getTime() - rotatedAt.getTime() > ROTATION_GRACE_MS
