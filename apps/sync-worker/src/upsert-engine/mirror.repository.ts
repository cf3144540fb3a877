import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { MirrorRow } from '../data-transformer/remote-entities.ts'

export interface KnownRow {
  id: number
  version: number
  hash: string
  deleted: boolean
  parentId: number | null
  otherId: number | null
}

/** What the mirror has of these rows. */
export const selectKnown = (
  db: Queryable,
  accountId: number,
  entity: string,
  ids: readonly number[],
): Promise<KnownRow[]> =>
  db.rows(sql`
    select mahak_id as id, version, hash, deleted, parent_id as "parentId", other_id as "otherId" from sync.mirror
    where account_id = ${accountId} and entity = ${entity} and mahak_id = any(${ids}::bigint[])`)

/**
 * Takes rows into the mirror, in id order. A row that became newer meanwhile stays. Gives how many of them
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
    select ${accountId}, ${entity}, t.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(
      "id" bigint, "version" bigint, "hash" text, "doc" jsonb, "deleted" boolean, "parentId" bigint, "otherId" bigint,
      "clientId" bigint, "matchKey" text)
    on conflict (account_id, entity, mahak_id) do update set
      version = greatest(m.version, excluded.version), hash = excluded.hash, doc = excluded.doc, deleted = excluded.deleted,
      parent_id = excluded.parent_id, other_id = excluded.other_id, client_id = excluded.client_id,
      match_key = excluded.match_key
    where m.version <= excluded.version or excluded.version = 0
    returning (xmax = 0) as inserted`)
  return { inserted: written.filter((row) => row.inserted).length }
}
