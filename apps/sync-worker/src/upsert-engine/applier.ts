import type { Tx } from '@hybrid-store/database'
import { z } from 'zod'
import type { SyncConfig } from '../config.ts'
import type { Issue } from '../retry-error-manager/issue.repository.ts'
import type { Account } from '../sync-deps.ts'
import type { Orphan } from './orphan.repository.ts'

export interface ApplyContext {
  account: Account
  config: SyncConfig
}

export interface Applied {
  /** Rows that could not be taken over because the row they hang on is not there yet. */
  orphans?: Orphan[]
  /** Rows that were taken over, but are to be taken over again when another row comes. */
  waits?: Orphan[]
  issues?: Issue[]
}

/** A pending row of the mirror: its id at Mahak, its content, and where it hung when the shop last took it over. */
export interface PendingRow {
  id: number
  doc: unknown
  formerParentId: number | null
  formerOtherId: number | null
}

/** Takes rows of one entity over into the shop, set by set, within the transaction that marks them as applied. */
export type Applier = (tx: Tx, context: ApplyContext, rows: readonly PendingRow[]) => Promise<Applied>

/** An applier whose rows are read from the mirror by `schema`. */
export const applier =
  <Row>(
    schema: z.ZodType<Row>,
    apply: (tx: Tx, context: ApplyContext, rows: Row[], pending: readonly PendingRow[]) => Promise<Applied | undefined>,
  ): Applier =>
  async (tx, context, pending) =>
    (await apply(tx, context, z.array(schema).parse(pending.map((row) => row.doc)), pending)) ?? {}

/** For entities of which only the mirror is wanted. */
export const keepOnly: Applier = async () => ({})
