import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, sql, type Tx } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import type { Switches } from '../switches/switches.ts'
import { takeNumbers } from './counters.repository.ts'
import { type ReservedVersions, reserveVersions } from './row-version.ts'

/** One batch of writes: a client's save or an act of the desktop. */
export interface Upload {
  at: Date
  /** Who writes; 0 is the desktop. */
  visitorId: number
  syncId: number
  /** As they were when the batch began. */
  switches: Switches
  /** What its rows take their versions from if it commits late. */
  reserved: ReservedVersions | null
}

export interface UploadDeps {
  db: Database
  clock: Clock
  switches: { current(): Switches; takeLateCommit(): number }
}

export const DESKTOP = 0

const WRITE_LOCK = 7_214_057

/**
 * Runs one batch in a transaction. Writers take turns: so two saves of one client id make one row, and versions become
 * visible in the order of their numbers unless the switch `lateCommitMs` is set.
 */
export async function upload<T>(
  deps: UploadDeps,
  visitorId: number,
  work: (tx: Tx, upload: Upload) => Promise<T>,
): Promise<T> {
  const at = deps.clock.now()
  const reserved = await waitToCommitLate(deps)
  return deps.db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(${WRITE_LOCK}::bigint)`)
    const syncId = await takeNumbers(tx, 'sync', 250_000_001, 1)
    return work(tx, { at, visitorId, syncId, switches: deps.switches.current(), reserved })
  })
}

/**
 * A version is given when a row is written and seen when its transaction commits, so a long transaction leaves a hole
 * that fills later. Here the versions are taken first and the whole work is done late; writers still take turns.
 */
async function waitToCommitLate({ db, switches }: UploadDeps): Promise<ReservedVersions | null> {
  const lateMs = switches.takeLateCommit()
  if (lateMs === 0) return null
  const reserved = await db.transaction(reserveVersions)
  await sleep(lateMs)
  return reserved
}
