import { type Queryable, type Sql, sql } from '@hybrid-store/database'
import type { Entity } from '../entities/index.ts'

export type FromSemantics = 'exclusive' | 'inclusive' | 'link-aware'

export interface ChangesQuery {
  visitorId: number
  /** The client's checkpoint; 0 asks for everything. */
  from: number
  semantics: FromSemantics
  /** Only orders of these types; null for all. */
  orderTypes?: readonly number[] | null
}

/**
 * Ids of the rows of `entity` that changed after `from` and that the visitor may see, by RowVersion. Rows that are seen
 * through a link count as changed when the link did (§3.3: an old product newly assigned must be delivered).
 */
export async function changedIds(db: Queryable, entity: Entity, query: ChangesQuery): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    select r.id from mahak.row r
    where r.entity = ${entity.list} and ${isChanged(entity, query)} and ${isVisible(entity, query.visitorId)}
      and ${isOfType(entity, query.orderTypes ?? null)}
    order by r.row_version, r.id`)
  return rows.map((row) => row.id)
}

/** The rows of `entity` that the visitor may see, with the version each has now. */
export const visibleVersions = (
  db: Queryable,
  entity: Entity,
  visitorId: number,
): Promise<{ id: number; rowVersion: number }[]> =>
  db.rows(sql`select r.id, r.row_version as "rowVersion" from mahak.row r
              where r.entity = ${entity.list} and ${isVisible(entity, visitorId)} order by r.id`)

/** Those of `ids` that the visitor may see. */
export async function visibleOf(
  db: Queryable,
  entity: Entity,
  visitorId: number,
  ids: readonly number[],
): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    select r.id from mahak.row r
    where r.entity = ${entity.list} and r.id = any(${ids}::int[]) and ${isVisible(entity, visitorId)}`)
  return rows.map((row) => row.id)
}

const isOfType = (entity: Entity, orderTypes: readonly number[] | null): Sql =>
  entity.list === 'Orders' && orderTypes
    ? sql`(r.doc::json ->> 'OrderType')::int = any(${orderTypes}::int[])`
    : sql`true`

function isChanged(entity: Entity, { from, semantics, visitorId }: ChangesQuery): Sql {
  if (from <= 0) return sql`true`
  if (semantics === 'inclusive') return sql`r.row_version >= ${from}`
  const touched = semantics === 'link-aware' ? touchedByLink(entity, visitorId, from) : null
  if (!touched) return sql`r.row_version > ${from}`
  return sql`r.id in (select id from mahak.row where entity = ${entity.list} and row_version > ${from} union ${touched})`
}

/** The rows that assign an entity's rows to visitors. */
const LINKS: Record<string, string> = {
  Banks: 'VisitorBanks',
  Cashes: 'VisitorCashes',
  Incomes: 'VisitorIncomes',
  Expenses: 'VisitorExpenses',
  People: 'VisitorPeople',
  ProductDetails: 'VisitorProducts',
}

/** Ids of rows whose link to the visitor changed after `from`; null for entities that have no link. */
function touchedByLink(entity: Entity, visitorId: number, from: number): Sql | null {
  const touched = (list: string) =>
    sql`select l.parent_id from mahak.row l
        where l.entity = ${LINKS[list]} and l.owner_id = ${visitorId} and l.row_version > ${from}`
  if (entity.scope === 'linked') return touched(entity.list)
  if (entity.scope !== 'product') return null
  return sql`select d.parent_id from mahak.row d where d.entity = 'ProductDetails' and d.id in (${touched('ProductDetails')})`
}

/**
 * The rows a visitor may see. A deleted link still shows its row: the client learns of the removal from the link. What
 * the visitor saved itself it always sees.
 */
function isVisible(entity: Entity, visitorId: number): Sql {
  const linked = (list: string, id: Sql) => sql`exists (
    select from mahak.row l where l.entity = ${LINKS[list]} and l.parent_id = ${id} and l.owner_id = ${visitorId})`
  const own = sql`r.created_by = ${visitorId}`
  switch (entity.scope) {
    case 'all':
      return sql`true`
    case 'own':
      return sql`(r.owner_id = ${visitorId} or ${own})`
    case 'shared':
      return sql`(r.owner_id is null or r.owner_id in (0, ${visitorId}))`
    case 'child':
      return sql`(${own} or exists (select from mahak.row p where p.entity = ${entity.parentEntity} and p.id = r.parent_id
                  and p.owner_id = ${visitorId}))`
    case 'linked':
      return sql`(${own} or ${linked(entity.list, sql`r.id`)})`
    case 'of-person':
      return sql`(${own} or ${linked('People', sql`r.parent_id`)})`
    case 'stock':
      return linked('ProductDetails', sql`r.parent_id`)
    case 'product':
      return sql`(${own} or exists (select from mahak.row d where d.entity = 'ProductDetails' and d.parent_id = r.id
                  and ${linked('ProductDetails', sql`d.id`)}))`
  }
}
