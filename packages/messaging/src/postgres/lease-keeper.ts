import type { Database } from '@hybrid-store/database'
import type { BusLogger } from '../message-bus.ts'
import { errorText } from '../retry-policy.ts'
import { type ClaimedJob, extendLeases } from './jobs.repository.ts'

/** Extends the leases of the `held` jobs three times per lease, so that a long handler keeps its job and a dead one loses it. */
export function keepLeases(
  db: Database,
  held: ReadonlySet<ClaimedJob>,
  leaseMs: number,
  logger: BusLogger,
): { stop(): void } {
  const beat = () => {
    if (held.size === 0) return
    extendLeases(db, [...held], leaseMs).catch((error: unknown) => {
      logger.warn({ error: errorText(error) }, 'leases could not be extended')
    })
  }
  const timer = setInterval(beat, leaseMs / 3)
  return { stop: () => clearInterval(timer) }
}
