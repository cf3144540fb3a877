import type { DirtyRecord, Tx } from '@hybrid-store/database'
import type { Aggregate, PushedEntity } from '../bulk-saver/aggregate.ts'
import type { SyncConfig } from '../config.ts'
import type { Office } from '../data-transformer/to-books.ts'
import type { Issue } from '../retry-error-manager/issue.repository.ts'
import type { Account } from '../sync-deps.ts'
import type { PushDeps } from './push-deps.ts'

export interface BuildContext {
  account: Account
  config: SyncConfig
  office: Office
}

/** What became of claimed records when their rows were put together. */
export interface Built {
  ready: Aggregate[]
  /** Nothing to send: both sides agree already. */
  done: DirtyRecord[]
  /** Cannot be sent as they are; a person has to look at them. */
  refused: { record: DirtyRecord; issue: Issue }[]
  /** Wait for another record that has to be sent before them. */
  waiting: { record: DirtyRecord; delayMs: number }[]
}

/** One kind of record that is pushed, with its own queue, so that no kind waits for another. */
export interface Lane {
  /** As it is named in the dirty set. */
  entity: 'customer' | 'address' | 'product' | 'picture' | 'gallery' | 'order' | 'return' | 'refund' | 'collection'
  /** The entity of the record's own row, whose link carries the state of sending. */
  root: PushedEntity
  /** What has to be at Mahak before these records: the lane it is sent in, and what of it is not there yet. */
  before?: {
    lane: Lane
    missing(tx: Tx, context: BuildContext, records: readonly DirtyRecord[]): Promise<string[]>
  }
  /**
   * Calls that have to be made before rows can be put together, outside of any transaction. What became of them is for
   * `build` to find in the database; it is repeated after a crash.
   */
  deliver?(deps: PushDeps, context: BuildContext, records: readonly DirtyRecord[]): Promise<void>
  /** Reads back rows that have no ClientId: the links of these records get Mahak's ids, as far as the mirror shows them. */
  readBack?(tx: Tx, account: Account, localIds: readonly string[]): Promise<void>
  build(tx: Tx, context: BuildContext, records: readonly DirtyRecord[]): Promise<Built>
  /** All rows of these records are stored at Mahak. */
  accepted(tx: Tx, localIds: readonly string[]): Promise<void>
  /** These records do not go on by themselves. */
  needsAttention(tx: Tx, localIds: readonly string[]): Promise<void>
  /**
   * Mahak refuses these edits for it has made invoices of the records; gives those whose change goes another way, so that
   * nothing is left to send of them.
   */
  registered?(tx: Tx, localIds: readonly string[]): Promise<readonly string[]>
}
