import type {
  SyncConflictPage,
  SyncDisputeBody,
  SyncDisputePreview,
  SyncDisputeQuery,
  SyncDriftChoice,
  SyncDriftPage,
  SyncDriftQuery,
  SyncIssueChoice,
  SyncIssueGroups,
  SyncIssuePage,
  SyncIssueQuery,
  SyncPlanView,
  SyncRecordView,
  SyncStateView,
} from '@hybrid-store/contracts'
import type { Result } from '@hybrid-store/kernel'

/** What staff see and do about the exchange with Mahak. The sync worker, whose tables tell of it, provides it. */
export interface SyncOperator {
  state(): Promise<SyncStateView>
  issueGroups(): Promise<SyncIssueGroups>
  issues(query: SyncIssueQuery): Promise<SyncIssuePage>
  /** Null if the exchange never heard of the record. */
  record(entity: string, recordId: string): Promise<SyncRecordView | null>
  conflicts(query: { cursor?: number | undefined; limit: number }): Promise<SyncConflictPage>
  /** The actions are audited under `who`; they give how many records or issues they changed. */
  retry(choice: SyncIssueChoice, who: string): Promise<number>
  ignore(choice: SyncIssueChoice, reason: { note: string; until: Date }, who: string): Promise<number>
  resolveConflict(
    id: number,
    winner: 'store' | 'mahak',
    who: string,
  ): Promise<Result<void, { code: 'not_found' | 'mobile_taken' }>>
  /** False if the entity is not one that is read. */
  allowDeletions(entity: string, who: string): Promise<boolean>
  /** What differs between the two sides, with the compare that found it. */
  drift(query: SyncDriftQuery): Promise<SyncDriftPage>
  repair(choice: SyncDriftChoice, who: string): Promise<number>
  /** Null if there is nothing of that kind to compare. */
  previewDispute(query: SyncDisputeQuery): Promise<SyncDisputePreview | null>
  dispute(
    dispute: SyncDisputeBody,
    who: string,
  ): Promise<Result<SyncDisputePreview, { code: 'not_found' | 'too_many_rows' }>>
  /** Gives the number of the plan that is being made. */
  dryRun(who: string): Promise<number>
  /** The newest one for null. */
  plan(id: number | null): Promise<SyncPlanView | null>
}
