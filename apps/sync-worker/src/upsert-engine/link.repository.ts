import { type Queryable, sql, type Tx } from '@hybrid-store/database'

/** Local ids by Mahak's ids, for those that have a link. */
export async function selectLocalIds(
  db: Queryable,
  accountId: number,
  entity: string,
  mahakIds: Iterable<number | null>,
): Promise<Map<number, string>> {
  const wanted = [...new Set(mahakIds)].filter((id) => id !== null)
  if (wanted.length === 0) return new Map()
  const rows = await db.rows<{ mahakId: number; localId: string }>(sql`
    select mahak_id as "mahakId", local_id as "localId" from sync.link
    where account_id = ${accountId} and entity = ${entity} and mahak_id = any(${wanted}::bigint[])`)
  return new Map(rows.map((row) => [row.mahakId, row.localId]))
}

/** Mahak's ids by local ids, for those that Mahak knows. */
export async function selectMahakIds(
  db: Queryable,
  accountId: number,
  entity: string,
  localIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db.rows<{ mahakId: number; localId: string }>(sql`
    select mahak_id as "mahakId", local_id as "localId" from sync.link
    where account_id = ${accountId} and entity = ${entity} and local_id = any(${localIds}::text[])
      and mahak_id is not null`)
  return new Map(rows.map((row) => [row.localId, row.mahakId]))
}

/** Links rows of Mahak to the given local ids; a row that has a link keeps it. */
export async function insertRemoteLinks(
  tx: Tx,
  accountId: number,
  entity: string,
  pairs: readonly { mahakId: number; localId: string }[],
): Promise<void> {
  if (pairs.length === 0) return
  await tx.run(sql`
    insert into sync.link (account_id, entity, local_id, mahak_id)
    select ${accountId}, ${entity}, t.* from unnest(
      ${pairs.map((pair) => pair.localId)}::text[], ${pairs.map((pair) => pair.mahakId)}::bigint[]) as t
    on conflict do nothing`)
}
