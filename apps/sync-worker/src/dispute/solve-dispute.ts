import { sql } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import type { z } from 'zod'
import { checkAccount } from '../account/check-account.ts'
import type { DisputePort, MahakFailure } from '../mahak-port.ts'
import { type EntityGroup, groupOf } from '../pull/entity-groups.ts'
import { failureIssue } from '../retry-error-manager/failure-issue.ts'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import type { disputeBody } from '../scheduler/doorbells.ts'
import type { Account, SyncDeps } from '../sync-deps.ts'
import { readKnown } from './dispute.repository.ts'

export type DisputeDeps = SyncDeps & { mahak: DisputePort }
type Dispute = z.infer<typeof disputeBody>

/**
 * Tells Mahak the complete list of what is known of an entity, in one call: it touches every row it has otherwise, so a part
 * of the list would touch all the others. Gives the group that has to be read now.
 */
export async function solveDispute(
  deps: DisputeDeps,
  dispute: Dispute,
): Promise<Result<EntityGroup, { code: string }>> {
  const account = await checkAccount(deps)
  if (!account.ok) return fail({ code: account.error.reason })
  const answer = await tell(deps, account.value, dispute)
  if (!answer.ok) {
    await openIssues(deps.db, [failureIssue('dispute', answer.error, dispute.entity)])
    return fail({ code: answer.error.code })
  }
  await resolveIssues(deps.db, 'dispute', [dispute.entity])
  deps.logger.info({ entity: dispute.entity, kind: dispute.kind }, 'a dispute was solved')
  return ok(groupOf(dispute.entity))
}

/** A row to be shown again whatever its version is told in version 0, which no row has. */
async function tell(
  { db, mahak }: DisputeDeps,
  { id }: Account,
  { entity, kind, again }: Dispute,
): Promise<Result<unknown, MahakFailure>> {
  if (kind === 'order_codes') {
    const codes = await readKnown(db, id, entity, sql`coalesce((doc ->> 'OrderCode')::bigint, 0)`)
    return mahak.solveOrderDispute(codes.map((pair) => ({ id: pair.id, code: pair.figure })))
  }
  const wanted = new Set(again)
  const versions = await readKnown(db, id, entity, sql`version`)
  return mahak.solveDispute(
    entity,
    versions.map((pair) => ({ id: pair.id, rowVersion: wanted.has(pair.id) ? 0 : pair.figure })),
  )
}
