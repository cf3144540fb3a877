import { type Queryable, type Sql, sql, type Tx } from '@hybrid-store/database'
import type { Entity, WireRow } from '../entities/index.ts'

/** A row as it lies in the storage; `members` are those of its JSON text, the common ones included. */
export interface StoredRow {
  id: number
  createdBy: number
  clientId: number | null
  code: number
  deleted: boolean
  rowVersion: number
  members: WireRow
}

/** A row ready to be written. */
export interface RowRecord {
  entity: string
  id: number
  createdBy: number
  clientId: number | null
  code: number
  naturalKey: string | null
  ownerId: number | null
  parentId: number | null
  search: string | null
  rowVersion: number
  deleted: boolean
  doc: string
}

interface RawRow extends Omit<StoredRow, 'members'> {
  doc: string
}

const columns = sql`id, created_by as "createdBy", client_id as "clientId", code, deleted, row_version as "rowVersion", doc`

/** Own texts only come back from the storage, so they are rows. */
const parseDoc = (doc: string): WireRow => JSON.parse(doc) as WireRow

async function find(db: Queryable, entity: Entity, condition: Sql): Promise<StoredRow[]> {
  const rows = await db.rows<RawRow>(
    sql`select ${columns} from mahak.row where entity = ${entity.list} and ${condition}`,
  )
  return rows.map(({ doc, ...row }) => ({ ...row, members: parseDoc(doc) }))
}

export const findByIds = (db: Queryable, entity: Entity, ids: readonly number[]) =>
  ids.length === 0 ? Promise.resolve([]) : find(db, entity, sql`id = any(${ids}::int[])`)

export const findByClientIds = (db: Queryable, entity: Entity, createdBy: number, clientIds: readonly number[]) =>
  clientIds.length === 0
    ? Promise.resolve([])
    : find(db, entity, sql`created_by = ${createdBy} and client_id = any(${clientIds}::bigint[])`)

export const findByCodes = (db: Queryable, entity: Entity, codes: readonly number[]) =>
  codes.length === 0
    ? Promise.resolve([])
    : find(db, entity, sql`code = any(${codes}::int[]) and code <> 0 order by id`)

/** Natural keys with the id of the row that holds each. */
export async function findNaturalKeys(db: Queryable, entity: Entity, keys: readonly string[]): Promise<StoredRow[]> {
  return keys.length === 0 ? [] : find(db, entity, sql`natural_key = any(${keys}::text[])`)
}

export const findByParents = (db: Queryable, entity: Entity, parentIds: readonly number[]) =>
  find(db, entity, sql`parent_id = any(${parentIds}::int[]) order by id`)

export const findAll = (db: Queryable, entity: Entity, options: { ownerId?: number; limit: number; offset: number }) =>
  find(
    db,
    entity,
    sql`(${options.ownerId ?? null}::int is null or owner_id = ${options.ownerId ?? null})
        order by id limit ${options.limit} offset ${options.offset}`,
  )

/** The JSON texts of these rows, by id. */
export async function readDocs(db: Queryable, entity: Entity, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.rows<{ id: number; doc: string }>(
    sql`select id, doc from mahak.row where entity = ${entity.list} and id = any(${ids}::int[])`,
    { prepare: true },
  )
  return new Map(rows.map((row) => [row.id, row.doc]))
}

const CHUNK = 5_000

/** JSON has no such character unescaped, and a joined text spares the driver the escaping of an array of long texts. */
const SEPARATOR = '\u001e'

/** Inserts or replaces rows, a few thousand per statement. */
export async function upsertRows(tx: Tx, records: readonly RowRecord[]): Promise<void> {
  for (let start = 0; start < records.length; start += CHUNK) await upsertChunk(tx, records.slice(start, start + CHUNK))
}

function upsertChunk(tx: Tx, rows: readonly RowRecord[]): Promise<number> {
  const column = <Key extends keyof RowRecord>(key: Key) => rows.map((row) => row[key])
  return tx.run(sql`
    insert into mahak.row (entity, id, created_by, client_id, code, natural_key, owner_id, parent_id, search, row_version, deleted, doc)
    select * from unnest(${column('entity')}::text[], ${column('id')}::int[], ${column('createdBy')}::int[],
      ${column('clientId')}::bigint[], ${column('code')}::int[], ${column('naturalKey')}::text[], ${column('ownerId')}::int[],
      ${column('parentId')}::int[], ${column('search')}::text[], ${column('rowVersion')}::bigint[], ${column('deleted')}::boolean[],
      string_to_array(${column('doc').join(SEPARATOR)}, ${SEPARATOR}))
    on conflict (entity, id) do update set code = excluded.code, natural_key = excluded.natural_key, owner_id = excluded.owner_id,
      parent_id = excluded.parent_id, search = excluded.search, row_version = excluded.row_version, deleted = excluded.deleted,
      doc = excluded.doc`)
}
