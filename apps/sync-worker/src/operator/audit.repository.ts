import { type Queryable, sql, type Tx } from '@hybrid-store/database'

export type AuditedAction =
  | 'retry'
  | 'ignore'
  | 'resolve_conflict'
  | 'allow_deletions'
  | 'repair'
  | 'dispute'
  | 'dry_run'

/** What a deed changed of a record. */
export interface Deed {
  entity: string
  recordId: string
  before: object
  after: object
}

export interface AuditEntry {
  at: Date
  who: string
  action: string
  before: unknown
  after: unknown
}

/** Keeps what an operator did, in the transaction of the deed. */
export async function insertAudit(tx: Tx, who: string, action: AuditedAction, deeds: readonly Deed[]): Promise<void> {
  if (deeds.length === 0) return
  await tx.run(sql`
    insert into sync.audit (who, action, entity, record_id, before, after)
    select ${who}, ${action}, t.* from unnest(
      ${deeds.map(({ entity }) => entity)}::text[], ${deeds.map(({ recordId }) => recordId)}::text[],
      ${deeds.map(({ before }) => JSON.stringify(before))}::jsonb[],
      ${deeds.map(({ after }) => JSON.stringify(after))}::jsonb[]) as t`)
}

/** What was done with a record, the newest first. */
export const readAudit = (db: Queryable, entity: string, recordId: string, limit: number): Promise<AuditEntry[]> =>
  db.rows(sql`
    select at, who, action, before, after from sync.audit
    where entity = ${entity} and record_id = ${recordId} order by id desc limit ${limit}`)
