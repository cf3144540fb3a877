import { type Queryable, type Sql, sql } from '@hybrid-store/database'
import type { PulledEntity } from '../../data-transformer/remote-entities.ts'
import { isPending } from '../../upsert-engine/pending.repository.ts'

/** A record with its row of Mahak as it was last read. */
export interface LinkedRow {
  localId: string
  mahakId: number
  doc: unknown
  deleted: boolean
  moving: boolean
}

/** What the mirror says of records that have a row of their own. */
export const mirrorOf = (accountId: number, entity: PulledEntity): Sql => sql`
  select l.local_id as id, concat(m.hash, ${isPending}) as content
  from sync.link l join sync.mirror m on m.account_id = l.account_id and m.entity = l.entity and m.mahak_id = l.mahak_id
  where l.account_id = ${accountId} and l.entity = ${entity}`

/** Whether record `entity` of the dirty set waits, is given up or was ignored. */
export const isDirty = (entity: string, localId: Sql): Sql =>
  sql`exists (select from sync.dirty d where d.entity = ${entity} and d.local_id = ${localId})`

/**
 * These records with their rows. One is moving while the shop has not taken its row over, the books have not heard of its
 * change, a sending is unsettled, or the row was not read since it was saved last.
 */
export const selectLinkedRows = (
  db: Queryable,
  accountId: number,
  entity: PulledEntity,
  record: string | null,
  localIds: readonly string[],
): Promise<LinkedRow[]> =>
  db.rows(sql`
    select l.local_id as "localId", l.mahak_id as "mahakId", m.doc, m.deleted,
      ${isPending} or l.send_state <> 'idle' or (m.version > 0 and m.version < coalesce(l.pushed_version, 0))
        or ${record === null ? sql`false` : isDirty(record, sql`l.local_id`)} as moving
    from sync.link l join sync.mirror m on m.account_id = l.account_id and m.entity = l.entity and m.mahak_id = l.mahak_id
    where l.account_id = ${accountId} and l.entity = ${entity} and l.local_id = any(${localIds}::text[])`)
