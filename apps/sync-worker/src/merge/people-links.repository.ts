import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import { pendAgain } from '../upsert-engine/pending.repository.ts'

/** Links rows of Mahak that carry our ClientIds to the records they were made from. */
export async function adoptByClientId(
  tx: Tx,
  accountId: number,
  entity: 'People' | 'PersonAddresses' | 'Products' | 'ProductDetails' | 'Pictures',
  mahakIds: readonly number[],
): Promise<void> {
  await tx.run(sql`
    update sync.link l set mahak_id = m.mahak_id from sync.mirror m
    where m.account_id = ${accountId} and m.entity = ${entity} and m.mahak_id = any(${mahakIds}::bigint[])
      and l.account_id = m.account_id and l.entity = m.entity and l.client_id = m.client_id and l.mahak_id is null
      and not exists (select from sync.link other where other.account_id = l.account_id and other.entity = l.entity
        and other.mahak_id = m.mahak_id)`)
}

/** Notes which of these persons are deleted at Mahak and which are not. */
export async function noteDeletions(
  tx: Tx,
  accountId: number,
  rows: readonly { id: number; deleted: boolean }[],
): Promise<void> {
  await tx.run(sql`
    update sync.link l set deleted_at = case when t.deleted then coalesce(l.deleted_at, now()) end
    from unnest(${rows.map((row) => row.id)}::bigint[], ${rows.map((row) => row.deleted)}::boolean[]) as t(id, deleted)
    where l.account_id = ${accountId} and l.entity = 'People' and l.mahak_id = t.id
      and t.deleted <> (l.deleted_at is not null)`)
}

/** Those of these customers whose person Mahak has deleted. */
export async function selectDeleted(
  db: Queryable,
  accountId: number,
  customerIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`
    select local_id as id from sync.link where account_id = ${accountId} and entity = 'People'
      and local_id = any(${customerIds}::text[]) and deleted_at is not null`)
  return new Set(rows.map((row) => row.id))
}

/**
 * Lets these customers go on without their deleted persons; the old ids stay buried and are never used again. Gives Mahak's
 * ids of the persons.
 */
export async function buryPersons(tx: Tx, accountId: number, customerIds: readonly string[]): Promise<number[]> {
  if (customerIds.length === 0) return []
  const rows = await tx.rows<{ entity: string; mahakId: number | null }>(sql`
    with buried as (
      delete from sync.link where account_id = ${accountId} and entity in ('People', 'VisitorPeople')
        and local_id = any(${customerIds}::text[]) returning account_id, entity, mahak_id, client_id, local_id
    )
    insert into sync.tombstone (account_id, entity, mahak_id, client_id, local_id) select * from buried
    returning entity, mahak_id as "mahakId"`)
  return rows.flatMap(({ entity, mahakId }) => (entity === 'People' && mahakId !== null ? [mahakId] : []))
}

/** Those of these customers whom an order waits for. */
export async function selectAwaited(db: Queryable, customerIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(
    sql`select local_id as id from sync.awaited_customer where local_id = any(${customerIds}::text[])`,
  )
  return new Set(rows.map((row) => row.id))
}

export async function forgetAwaited(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await tx.run(sql`delete from sync.awaited_customer where local_id = any(${customerIds}::text[])`)
}

/** Those of these records that are not linked to a row of Mahak. */
export async function selectUnlinked(
  db: Queryable,
  accountId: number,
  entity: string,
  localIds: readonly string[],
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from unnest(${localIds}::text[]) as id where not exists (select from sync.link l
      where l.account_id = ${accountId} and l.entity = ${entity} and l.local_id = id and l.mahak_id is not null)`)
  return rows.map((row) => row.id)
}

/** Lets persons who have just been found to be customers bring what hangs on them: terms, addresses and statement. */
export async function takeOverAgain(tx: Tx, accountId: number, customerIds: readonly string[]): Promise<void> {
  await tx.run(
    pendAgain(sql`sync.link l join sync.mirror m on m.account_id = l.account_id and m.parent_id = l.mahak_id
      and m.entity in ('PersonAddresses', 'Transactions')
    where l.account_id = ${accountId} and l.entity = 'People' and l.local_id = any(${customerIds}::text[])`),
  )
}

/** Mobile numbers several persons were found to share, one of whom is among these. */
export async function selectSharedMobiles(
  db: Queryable,
  accountId: number,
  personIds: readonly number[],
): Promise<string[]> {
  const rows = await db.rows<{ mobile: string }>(sql`
    select distinct m.match_key as mobile from sync.issue i
    join sync.mirror m on m.account_id = ${accountId} and m.entity = 'People' and m.match_key is not null
      and m.mahak_id = any(string_to_array(i.detail, ', ')::bigint[])
    where i.entity = 'People' and i.code = 'ambiguous_person' and i.status = 'open'
      and i.record_id = any(${personIds.map(String)}::text[])`)
  return rows.map((row) => row.mobile)
}
