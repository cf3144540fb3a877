import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import { textColumn } from './text-column.ts'

export interface LedgerEntry {
  entity: string
  rowId: number | null
  clientId: number | null
  action: 'insert' | 'update' | 'delete' | 'refused'
  reason: string | null
}

export interface LedgerLine extends LedgerEntry {
  id: number
  at: Date
  visitorId: number
  syncId: number
}

/** Writes down what a client's upload did, row by row. */
export async function addToLedger(
  tx: Tx,
  upload: { at: Date; visitorId: number; syncId: number },
  entries: readonly LedgerEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const column = (key: keyof LedgerEntry) => textColumn(entries.map((entry) => entry[key]))
  await tx.run(sql`
    insert into mahak.ledger (at, visitor_id, sync_id, entity, row_id, client_id, action, reason)
    select ${upload.at}::timestamptz, ${upload.visitorId}::int, ${upload.syncId}::bigint, entry.*
    from unnest(${column('entity')}, ${column('rowId')}::int[], ${column('clientId')}::bigint[], ${column('action')},
      ${column('reason')}) as entry`)
}

/** The newest lines first. */
export const readLedger = (db: Queryable, options: { limit: number; before: number | null }): Promise<LedgerLine[]> =>
  db.rows(sql`
    select id, at, visitor_id as "visitorId", sync_id as "syncId", entity, row_id as "rowId", client_id as "clientId", action, reason
    from mahak.ledger where ${options.before}::bigint is null or id < ${options.before} order by id desc limit ${options.limit}`)
