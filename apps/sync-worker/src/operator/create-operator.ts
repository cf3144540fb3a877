import type {
  SyncConflictPage,
  SyncDisputeBody,
  SyncDisputeQuery,
  SyncDriftChoice,
  SyncDriftQuery,
  SyncIssueChoice,
  SyncIssueQuery,
} from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { askDispute, previewDispute } from '../dispute/ask-dispute.ts'
import { askPlan } from '../dry-run/ask-plan.ts'
import { readPlan } from '../dry-run/plan.repository.ts'
import { allowDeletions } from '../logical-delete-handler/allow-deletions.ts'
import { readConflicts } from '../merge/conflict.repository.ts'
import { resolveConflict } from '../merge/resolve-conflict.ts'
import { readDrift } from '../reconcile/read-drift.ts'
import { repairDrift } from '../reconcile/repair-drift.ts'
import { ignoreIssues, type Reason } from './ignore-issues.ts'
import { readIssueGroups, readIssuePage } from './read-issues.ts'
import { readRecord } from './read-record.ts'
import { syncState } from './read-state.ts'
import { retryIssues } from './retry-issues.ts'

export type SyncOperator = ReturnType<typeof createSyncOperator>

/**
 * Everything that people can see and do about the exchange, through the API and the command line alike. It needs the database
 * only, so it works while the worker is down. Each action is audited under `who` in its own transaction.
 */
export const createSyncOperator = (db: Database) => ({
  state: () => syncState(db),
  issueGroups: () => readIssueGroups(db),
  issues: (query: SyncIssueQuery) => readIssuePage(db, query),
  record: (entity: string, recordId: string) => readRecord(db, entity, recordId),
  conflicts: (query: { cursor?: number | undefined; limit: number }) => conflictPage(db, query),
  retry: (choice: SyncIssueChoice, who: string) => retryIssues(db, choice, who),
  ignore: (choice: SyncIssueChoice, reason: Reason, who: string) => ignoreIssues(db, choice, reason, who),
  resolveConflict: (id: number, winner: 'store' | 'mahak', who: string) => resolveConflict(db, id, winner, who),
  allowDeletions: (entity: string, who: string) => allowDeletions(db, entity, who),
  drift: (query: SyncDriftQuery) => readDrift(db, query),
  repair: (choice: SyncDriftChoice, who: string) => repairDrift(db, choice, who),
  previewDispute: (query: SyncDisputeQuery) => previewDispute(db, query),
  dispute: (dispute: SyncDisputeBody, who: string) => askDispute(db, dispute, who),
  dryRun: (who: string) => askPlan(db, who),
  plan: (id: number | null) => readPlan(db, id),
})

async function conflictPage(
  db: Database,
  { cursor, limit }: { cursor?: number | undefined; limit: number },
): Promise<SyncConflictPage> {
  const found = await readConflicts(db, limit + 1, cursor ?? null)
  const items = found.slice(0, limit).map((conflict) => ({
    ...conflict,
    at: conflict.at.toISOString(),
    resolvedAt: conflict.resolvedAt?.toISOString() ?? null,
  }))
  return { items, nextCursor: found.length > limit ? String(items.at(-1)?.id) : null }
}
