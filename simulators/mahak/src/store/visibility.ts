import { type Queryable, type Sql, sql } from '@hybrid-store/database'
import type { Entity } from '../entities/index.ts'

export type FromSemantics = 'exclusive' | 'inclusive' | 'link-aware'

export interface ChangesQuery {
  visitorId: number
  /** The client's checkpoint; 0 asks for everything. */
  from: number
  semantics: FromSemantics
}

/**
 * Ids of the rows of `entity` that changed after `from` and that the visitor may see, by RowVersion. Rows that are seen
 * through a link count as changed when the link did (§3.3: an old product newly assigned must be delivered).
 */
export async function changedIds(db: Queryable, entity: Entity, query: ChangesQuery): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    select r.id from mahak.row r
    where r.entity = ${entity.list} and ${isChanged(entity, query)} and ${isVisible(entity, query.visitorId)}
    order by r.row_version, r.id`)
  return rows.map((row) => row.id)
}

function isChanged(entity: Entity, { from, semantics, visitorId }: ChangesQuery): Sql {
  if (from <= 0) return sql`true`
  if (semantics === 'inclusive') return sql`r.row_version >= ${from}`
  const touched = semantics === 'link-aware' ? touchedByLink(entity, visitorId, from) : null
  if (!touched) return sql`r.row_version > ${from}`
  return sql`r.id in (select id from mahak.row where entity = ${entity.list} and row_version > ${from} union ${touched})`
}

/** Ids of rows whose link to the visitor changed after `from`; null for entities that have no link. */
function touchedByLink(entity: Entity, visitorId: number, from: number): Sql | null {
  const links = (list: string) =>
    sql`from mahak.row l where l.entity = ${list} and l.owner_id = ${visitorId} and l.row_version > ${from}`
  if (entity.scope === 'person') return sql`select l.parent_id ${links('VisitorPeople')}`
  if (entity.scope === 'detail') return sql`select l.parent_id ${links('VisitorProducts')}`
  if (entity.scope !== 'product') return null
  return sql`select d.parent_id from mahak.row d where d.entity = 'ProductDetails'
             and d.id in (select l.parent_id ${links('VisitorProducts')})`
}

/**
 * The rows a visitor may see. A deleted link still shows its row: the client learns of the removal from the link. What
 * the visitor saved itself it always sees.
 */
function isVisible(entity: Entity, visitorId: number): Sql {
  const link = (list: string, id: Sql) => sql`exists (
    select from mahak.row l where l.entity = ${list} and l.parent_id = ${id} and l.owner_id = ${visitorId})`
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
    case 'person':
      return sql`(${own} or ${link('VisitorPeople', sql`r.id`)})`
    case 'address':
      return sql`(${own} or ${link('VisitorPeople', sql`r.parent_id`)})`
    case 'detail':
      return sql`(${own} or ${link('VisitorProducts', sql`r.id`)})`
    case 'stock':
      return link('VisitorProducts', sql`r.parent_id`)
    case 'product':
      return sql`(${own} or exists (select from mahak.row d where d.entity = 'ProductDetails' and d.parent_id = r.id
                  and ${link('VisitorProducts', sql`d.id`)}))`
  }
}
