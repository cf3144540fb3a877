import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { MirrorRow } from '../data-transformer/remote-entities.ts'
import type { PendingRow } from './applier.ts'

export interface KnownRow {
  id: number
  version: number
  hash: string
}

/** What the mirror has of these rows. */
export const selectKnown = (
  db: Queryable,
  accountId: number,
  entity: string,
  ids: readonly number[],
): Promise<KnownRow[]> =>
  db.rows(sql`
    select mahak_id as id, version, hash from sync.mirror
    where account_id = ${accountId} and entity = ${entity} and mahak_id = any(${ids}::bigint[])`)

/**
 * Takes rows into the mirror as `pending`, in id order. A row that became newer meanwhile stays. Gives how many of them
 * were not known before.
 */
export async function upsertMirror(
  tx: Tx,
  accountId: number,
  entity: string,
  rows: readonly MirrorRow[],
): Promise<{ inserted: number }> {
  const written = await tx.rows<{ inserted: boolean }>(sql`
    insert into sync.mirror as m (account_id, entity, mahak_id, version, hash, doc, deleted, parent_id, other_id,
      client_id, match_key)
    select ${accountId}, ${entity}, t.* from json_to_recordset(${JSON.stringify(rows)}::json) as t(
      "id" bigint, "version" bigint, "hash" text, "doc" jsonb, "deleted" boolean, "parentId" bigint, "otherId" bigint,
      "clientId" bigint, "matchKey" text)
    on conflict (account_id, entity, mahak_id) do update set
      version = greatest(m.version, excluded.version), hash = excluded.hash, doc = excluded.doc, deleted = excluded.deleted,
      parent_id = excluded.parent_id, other_id = excluded.other_id, client_id = excluded.client_id,
      match_key = excluded.match_key, state = 'pending', received_at = now()
    where m.version <= excluded.version or excluded.version = 0
    returning (xmax = 0) as inserted`)
  return { inserted: written.filter((row) => row.inserted).length }
}

// Rows of an answer that is still being read, or was cut off, are newer than the last complete reading of their entity.
const APPLICABLE = sql`sync.mirror m join sync.watermark w on w.account_id = m.account_id and w.entity = m.entity
  and m.received_at <= w.pull_finished_at`

/** Tells the planner how the mirror looks now; without it a mirror that was just filled is taken for an empty one. */
export async function analyzeMirror(db: Queryable): Promise<void> {
  await db.run(sql`analyze sync.mirror`)
}

/** Entities that have pending rows. */
export const selectPendingEntities = (db: Queryable, accountId: number): Promise<{ entity: string }[]> =>
  db.rows(sql`
    select distinct m.entity from ${APPLICABLE} where m.account_id = ${accountId} and m.state = 'pending'`)

/** Pending rows after `after`, in id order. */
export async function selectPendingIds(
  db: Queryable,
  accountId: number,
  entity: string,
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    select m.mahak_id as id from ${APPLICABLE}
    where m.account_id = ${accountId} and m.entity = ${entity} and m.state = 'pending' and m.mahak_id > ${after}
    order by m.mahak_id limit ${limit}`)
  return rows.map((row) => row.id)
}

/** Locks those of the rows that are still pending, in id order, and gives their content. */
export function lockPending(tx: Tx, accountId: number, entity: string, ids: readonly number[]): Promise<PendingRow[]> {
  return tx.rows(sql`
    select mahak_id as id, doc, applied_parent_id as "formerParentId", applied_other_id as "formerOtherId"
    from sync.mirror
    where account_id = ${accountId} and entity = ${entity} and state = 'pending' and mahak_id = any(${ids}::bigint[])
    order by mahak_id for update`)
}

/** Notes that the shop has taken over the rows as they are. */
export async function setApplied(tx: Tx, accountId: number, entity: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`
    update sync.mirror set state = 'applied', applied_deleted = deleted, applied_parent_id = parent_id,
      applied_other_id = other_id
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
    update sync.mirror set state = ${state}
    where account_id = ${accountId} and entity = ${entity} and mahak_id = any(${ids}::bigint[])`)
}

/** Gives rows that could not be applied another chance. */
export async function setBadPending(tx: Tx, accountId: number, entities: readonly string[]): Promise<void> {
  await tx.run(sql`
    update sync.mirror set state = 'pending'
    where account_id = ${accountId} and entity = any(${entities}::text[]) and state = 'bad'`)
}

/** Marks every row of these entities for another application. */
export async function setAllPending(tx: Tx, accountId: number, entities: readonly string[]): Promise<void> {
  await tx.run(sql`
    update sync.mirror set state = 'pending' where account_id = ${accountId} and entity = any(${entities}::text[])`)
}
