import type { Tx } from '@hybrid-store/database'
import { resolveIssues } from '../retry-error-manager/issue.repository.ts'
import type { Account } from '../sync-deps.ts'
import type { Lane } from './lane.ts'
import { setAccepted } from './sending.repository.ts'

/**
 * All rows of these records are at Mahak as they were sent last, whether its answer says so or the read-back; of those in
 * `noted` the links say so already.
 */
export async function recordAccepted(
  tx: Tx,
  lane: Lane,
  account: Account,
  localIds: readonly string[],
  noted: ReadonlySet<string> = new Set(),
): Promise<void> {
  if (localIds.length === 0) return
  const rest = localIds.filter((id) => !noted.has(id))
  await setAccepted(tx, account.id, lane.root, rest)
  await lane.accepted(tx, localIds)
  await resolveIssues(tx, lane.entity, localIds)
}
