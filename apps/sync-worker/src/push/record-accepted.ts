import type { Tx } from '@hybrid-store/database'
import { resolveIssues } from '../retry-error-manager/issue.repository.ts'
import type { Account } from '../sync-deps.ts'
import type { Lane } from './lane.ts'
import { setAccepted } from './sending.repository.ts'

/** All rows of these records are at Mahak as they were sent last, whether its answer says so or the read-back. */
export async function recordAccepted(tx: Tx, lane: Lane, account: Account, localIds: readonly string[]): Promise<void> {
  if (localIds.length === 0) return
  await setAccepted(tx, account.id, lane.root, localIds)
  await lane.accepted(tx, localIds)
  await resolveIssues(tx, lane.entity, localIds)
}
