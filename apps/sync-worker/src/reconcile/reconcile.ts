import { selectAccount } from '../account/account.repository.ts'
import { LOCK_SPACE, withLock } from '../advisory-lock.ts'
import { type EntityGroup, entityGroups } from '../pull/entity-groups.ts'
import type { PullOutcome } from '../pull/pull-group.ts'
import type { SyncDeps } from '../sync-deps.ts'
import { compare } from './compare.ts'
import { closeReport, openReport } from './report.repository.ts'

/** Groups that could not be read in full, or nothing if another worker is comparing. */
export type ReconcileOutcome = { kind: 'compared'; reportId: number | null; notRead: EntityGroup[] } | { kind: 'busy' }

/**
 * Reads everything again, compares it with the shop and writes the report. What could not be read in full is not compared.
 * It deletes nothing and mends nothing: late rows are taken over like any others, drift waits for a person.
 */
export async function reconcile(
  deps: SyncDeps,
  readAll: (group: EntityGroup) => Promise<PullOutcome>,
): Promise<ReconcileOutcome> {
  const outcome = await withLock(deps.db, LOCK_SPACE.reconcile, 'reconcile', () => reconcileAlone(deps, readAll))
  return outcome ?? { kind: 'busy' }
}

async function reconcileAlone(
  deps: SyncDeps,
  readAll: (group: EntityGroup) => Promise<PullOutcome>,
): Promise<ReconcileOutcome> {
  const known = await selectAccount(deps.db)
  const reportId = known ? await openReport(deps.db, known.id) : null
  const end = { read: {}, notRead: [] as EntityGroup[], lateRows: 0 }
  const complete = new Set<EntityGroup>()
  for (const group of entityGroups) {
    const outcome = await readAll(group)
    if (outcome.kind !== 'complete') {
      end.notRead.push(group)
      continue
    }
    complete.add(group)
    end.lateRows += outcome.late
    Object.assign(end.read, outcome.read)
  }
  // Of the very first reading there is nothing to compare: it has just filled the shop.
  if (!known || reportId === null) return { kind: 'compared', reportId, notRead: end.notRead }
  await compare(deps, known, complete, reportId)
  await deps.db.transaction((tx) => closeReport(tx, reportId, end))
  deps.logger.info({ reportId, lateRows: end.lateRows, notRead: end.notRead }, 'compared with the books')
  return { kind: 'compared', reportId, notRead: end.notRead }
}
