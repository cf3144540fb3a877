import { type Queryable, sql } from '@hybrid-store/database'

/** Forgets what earlier complete readings of these entities have shown. */
export async function forgetSeen(db: Queryable, accountId: number, entities: readonly string[]): Promise<void> {
  await db.run(sql`delete from sync.seen where account_id = ${accountId} and entity = any(${entities}::text[])`)
}

/** Notes rows that the running reading has shown, usable or not; null stands for one that did not even tell its id. */
export async function noteSeen(
  db: Queryable,
  accountId: number,
  entity: string,
  ids: readonly (number | null)[],
): Promise<void> {
  const named = ids.filter((id) => id !== null)
  await db.run(sql`
    insert into sync.seen (account_id, entity, ids, nameless)
    values (${accountId}, ${entity}, ${named}::bigint[], ${ids.length - named.length})`)
}

export interface AbsentRow {
  entity: string
  mahakId: number
  localId: string | null
}

/** Absent rows of an entity that are told of; a database that was changed for another is told by fewer. */
const TOLD = 10_000

/**
 * Live rows of the mirror that the last complete reading of their entity did not show. Nothing is absent from a reading that
 * showed nothing, or rows without an id. The shop's record is that of the row's link.
 */
export const selectAbsent = (db: Queryable, accountId: number, entity: string): Promise<AbsentRow[]> =>
  db.rows(sql`
    with shown as materialized (
      select unnest(ids) as id from sync.seen where account_id = ${accountId} and entity = ${entity}
    )
    select m.entity, m.mahak_id as "mahakId", l.local_id as "localId"
    from sync.mirror m left join shown s on s.id = m.mahak_id
    left join sync.link l on l.mahak_id = m.mahak_id and l.entity = m.entity and l.account_id = m.account_id
    where m.account_id = ${accountId} and m.entity = ${entity} and not m.deleted and s.id is null
      and coalesce(l.send_state, 'idle') = 'idle'
      and (select coalesce(sum(cardinality(ids)), 0) > 0 and coalesce(sum(nameless), 0) = 0 from sync.seen
        where account_id = ${accountId} and entity = ${entity})
    order by m.mahak_id limit ${TOLD}`)
