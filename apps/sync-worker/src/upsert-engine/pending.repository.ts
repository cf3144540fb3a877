import { type Queryable, type Sql, sql, type Tx } from '@hybrid-store/database'
import type { PendingRow } from './applier.ts'
import type { KnownRow } from './mirror.repository.ts'

// Rows of an answer that is still being read, or was cut off, are newer than the last complete reading of their entity.
const APPLICABLE = sql`p.state = 'pending' and p.received_at <= w.pull_finished_at`

/** Notes that the content of these rows is new. What is known of a row is what the shop has, unless it was pending already. */
export async function addPending(
  tx: Tx,
  accountId: number,
  entity: string,
  ids: readonly number[],
  known: ReadonlyMap<number, KnownRow>,
): Promise<void> {
  const former = ids.map((id) => known.get(id))
  await tx.run(sql`
    insert into sync.pending (account_id, entity, mahak_id, received_at, former_deleted, former_parent_id, former_other_id)
    select ${accountId}, ${entity}, t.id, now(), t.deleted, t.parent_id, t.other_id from unnest(${ids}::bigint[],
      ${former.map((row) => row?.deleted)}::boolean[], ${former.map((row) => row?.parentId)}::bigint[],
      ${former.map((row) => row?.otherId)}::bigint[]) as t(id, deleted, parent_id, other_id)
    on conflict (account_id, entity, mahak_id) do update set state = 'pending', received_at = excluded.received_at`)
}

/** Whether the shop has yet to take over row `m` of the mirror as it is. */
export const isPending: Sql = sql`exists (
  select from sync.pending p where p.account_id = m.account_id and p.entity = m.entity and p.mahak_id = m.mahak_id)`

/** Tells the planner how mirror and pending rows look now; without it what was just filled is taken for empty. */
export async function analyzeReceived(db: Queryable): Promise<void> {
  await db.run(sql`analyze sync.mirror, sync.pending`)
}

/** Entities that have applicable rows. */
export const selectPendingEntities = (db: Queryable, accountId: number): Promise<{ entity: string }[]> =>
  db.rows(sql`
    select w.entity from sync.watermark w where w.account_id = ${accountId} and exists (
      select from sync.pending p where p.account_id = w.account_id and p.entity = w.entity and ${APPLICABLE})`)

/** Applicable rows after `after`, in id order. */
export async function selectPendingIds(
  db: Queryable,
  accountId: number,
  entity: string,
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    select p.mahak_id as id from sync.pending p join sync.watermark w using (account_id, entity)
    where p.account_id = ${accountId} and p.entity = ${entity} and p.mahak_id > ${after} and ${APPLICABLE}
    order by p.mahak_id limit ${limit}`)
  return rows.map((row) => row.id)
}

/** Locks those of the rows that are still pending, in id order, and gives their content. */
export async function lockPending(
  tx: Tx,
  accountId: number,
  entity: string,
  ids: readonly number[],
): Promise<PendingRow[]> {
  const locked = await tx.rows<{ id: number }>(sql`
    select mahak_id as id from sync.pending
    where account_id = ${accountId} and entity = ${entity} and state = 'pending' and mahak_id = any(${ids}::bigint[])
    order by mahak_id for update`)
  // A statement of its own: the first one may have waited for a newer row, which its snapshot would not show.
  return tx.rows(sql`
    select mahak_id as id, m.doc, p.former_parent_id as "formerParentId", p.former_other_id as "formerOtherId"
    from sync.pending p join sync.mirror m using (account_id, entity, mahak_id)
    where p.account_id = ${accountId} and p.entity = ${entity}
      and p.mahak_id = any(${locked.map((row) => row.id)}::bigint[])
    order by mahak_id`)
}

/** Notes that the shop has taken over the rows as they are. */
export async function setApplied(tx: Tx, accountId: number, entity: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`
    delete from sync.pending
    where account_id = ${accountId} and entity = ${entity} and mahak_id = any(${ids}::bigint[])`)
}

/** Puts rows aside: `orphan` until the row they wait for comes, `bad` until Mahak changes them or everything is read again. */
export async function setAside(
  tx: Tx,
  accountId: number,
  entity: string,
  ids: readonly number[],
  state: 'orphan' | 'bad',
): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`
    update sync.pending set state = ${state}
    where account_id = ${accountId} and entity = ${entity} and mahak_id = any(${ids}::bigint[])`)
}

/** Gives rows that could not be applied another chance. */
export async function setBadPending(tx: Tx, accountId: number, entities: readonly string[]): Promise<void> {
  await tx.run(sql`
    update sync.pending set state = 'pending'
    where account_id = ${accountId} and entity = any(${entities}::text[]) and state = 'bad'`)
}

/** Marks every row of these entities for another application. */
export async function setAllPending(tx: Tx, accountId: number, entities: readonly string[]): Promise<void> {
  await tx.run(pendAgain(sql`sync.mirror m where m.account_id = ${accountId} and m.entity = any(${entities}::text[])`))
}

/** Makes rows pending whose content the shop has had, or could have had, before: those of the mirror `m` in a FROM clause. */
export const pendAgain = (mirrorRows: Sql): Sql => sql`
  insert into sync.pending (account_id, entity, mahak_id, received_at, former_deleted, former_parent_id, former_other_id)
  select m.account_id, m.entity, m.mahak_id, '-infinity', m.deleted, m.parent_id, m.other_id from ${mirrorRows}
  order by m.entity, m.mahak_id
  on conflict (account_id, entity, mahak_id) do update set state = 'pending'`
