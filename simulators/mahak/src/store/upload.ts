import { type Database, sql, type Tx } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import { takeNumbers } from './counters.repository.ts'

/** One batch of writes: a client's save or an act of the desktop. */
export interface Upload {
  at: Date
  /** Who writes; 0 is the desktop. */
  visitorId: number
  syncId: number
  /** Whether all rows written together share one RowVersion. */
  equalVersions: boolean
}

export interface UploadDeps {
  db: Database
  clock: Clock
  switches: { current(): { equalVersions: boolean } }
}

export const DESKTOP = 0

const WRITE_LOCK = 7_214_057

/**
 * Runs one batch in a transaction. Writers take turns: so two saves of one client id make one row, and versions become
 * visible in the order of their numbers.
 */
export function upload<T>(
  deps: UploadDeps,
  visitorId: number,
  work: (tx: Tx, upload: Upload) => Promise<T>,
): Promise<T> {
  return deps.db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(${WRITE_LOCK}::bigint)`)
    const syncId = await takeNumbers(tx, 'sync', 250_000_001, 1)
    return work(tx, { at: deps.clock.now(), visitorId, syncId, equalVersions: deps.switches.current().equalVersions })
  })
}
