import { type Queryable, type Sql, sql, type Tx } from '@hybrid-store/database'
import type { Entity, WireRow } from '../entities/index.ts'
import { textColumn } from './text-column.ts'

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

/** Rows by the numbers their creator gave them; `createdBy` null looks at those of all creators. */
export const findByClientIds = (
  db: Queryable,
  entity: Entity,
  clientIds: readonly number[],
  createdBy: number | null,
): Promise<StoredRow[]> =>
  clientIds.length === 0
    ? Promise.resolve([])
    : find(
        db,
        entity,
        sql`client_id = any(${clientIds}::bigint[]) and (${createdBy}::int is null or created_by = ${createdBy}) order by id`,
      )

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

/** The next rows by id, for walks over all of them. */
export const findPage = (db: Queryable, entity: Entity, { after, limit }: { after: number; limit: number }) =>
  find(db, entity, sql`id > ${after} order by id limit ${limit}`)

/** The row that stands at this share of the way from the lowest id to the highest; undefined if there is none. */
export async function findNearest(db: Queryable, entity: Entity, share: number): Promise<StoredRow | undefined> {
  const [row] = await find(
    db,
    entity,
    sql`id >= (select min(id) + floor((max(id) - min(id)) * ${share}::float8)::int from mahak.row where entity = ${entity.list})
        order by id limit 1`,
  )
  return row
}

/** The highest number that a row of the entity has inside the desktop program; 0 if none has one. */
export async function highestCode(db: Queryable, entity: Entity): Promise<number> {
  const row = await db.row<{ code: number | null }>(
    sql`select max(code) as code from mahak.row where entity = ${entity.list} and code <> 0`,
  )
  return row?.code ?? 0
}

/** The JSON texts of these rows, by id. */
export async function readDocs(db: Queryable, entity: Entity, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.rows<{ id: number; doc: string }>(
    sql`select id, doc from mahak.row where entity = ${entity.list} and id = any(${ids}::int[])`,
    { prepare: true },
  )
  return new Map(rows.map((row) => [row.id, row.doc]))
}

const CHUNK = 2_000

/**
 * Inserts or replaces rows in their order, a few thousand per statement. While the database works at one statement the
 * next is made ready; only these two are in memory.
 */
export async function upsertRows(tx: Tx, records: Iterable<RowRecord>): Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  for (const chunk of chunksOf(records, CHUNK)) {
    const statement = upsertStatement(chunk)
    await running
    running = tx.run(statement)
    // Its failure is met by the next `await`; until then it is not an unhandled one.
    running.catch(() => undefined)
  }
  await running
}

export function* chunksOf<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let chunk: Item[] = []
  for (const item of items) {
    chunk.push(item)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

function upsertStatement(rows: readonly RowRecord[]): Sql {
  const column = (key: keyof RowRecord) => textColumn(rows.map((row) => row[key]))
  return sql`
    insert into mahak.row (entity, id, created_by, client_id, code, natural_key, owner_id, parent_id, search, row_version, deleted, doc)
    select * from unnest(${column('entity')}, ${column('id')}::int[], ${column('createdBy')}::int[],
      ${column('clientId')}::bigint[], ${column('code')}::int[], ${column('naturalKey')}, ${column('ownerId')}::int[],
      ${column('parentId')}::int[], ${column('search')}, ${column('rowVersion')}::bigint[], ${column('deleted')}::boolean[],
      ${column('doc')})
    on conflict (entity, id) do update set code = excluded.code, natural_key = excluded.natural_key, owner_id = excluded.owner_id,
      parent_id = excluded.parent_id, search = excluded.search, row_version = excluded.row_version, deleted = excluded.deleted,
      doc = excluded.doc`
}
