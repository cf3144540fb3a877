import type { ObjectStore } from '@hybrid-store/object-store'
import type { Breaker } from '../retry-error-manager/breaker.ts'
import type { SyncDeps } from '../sync-deps.ts'

export interface PushDeps extends SyncDeps {
  objects: ObjectStore
  /** One for all lanes: an outage is Mahak's, not a lane's. */
  breaker: Breaker
  /** The name under which this process holds leases; it holds the lock of this name as long as it lives. */
  workerId: string
  /** Whether the worker is about to close and begins nothing new. */
  closing(): boolean
}

/** A lease outlasts the longest call twice, so that only the dead lose theirs. */
export const leaseMsOf = (deadlineMs: number): number => 2 * deadlineMs + 30_000
