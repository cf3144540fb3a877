import { type Queryable, sql } from '@hybrid-store/database'
import { foldPersian, toAsciiDigits } from '@hybrid-store/kernel'

export interface EntityCount {
  entity: string
  total: number
  deleted: number
}

export const countRows = (db: Queryable): Promise<EntityCount[]> =>
  db.rows(sql`select entity, count(*) as total, count(*) filter (where deleted) as deleted
              from mahak.row group by entity order by entity`)

export async function countOrders(db: Queryable): Promise<{ open: number; converted: number }> {
  const row = await db.row<{ open: number; converted: number }>(sql`
    select count(*) filter (where code = 0) as open, count(*) filter (where code <> 0) as converted
    from mahak.row where entity = 'Orders' and not deleted`)
  return row ?? { open: 0, converted: 0 }
}

/** The newest orders first; with `open` only those that are not in the books yet, the oldest first. */
export async function listOrderIds(
  db: Queryable,
  options: { open: boolean; limit: number; offset: number },
): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    options.open
      ? sql`select id from mahak.row where entity = 'Orders' and code = 0 and not deleted
            order by id limit ${options.limit} offset ${options.offset}`
      : sql`select id from mahak.row where entity = 'Orders' order by id desc limit ${options.limit} offset ${options.offset}`,
  )
  return rows.map((row) => row.id)
}

/** Open orders of known people that arrived before `before`, the oldest first; those of nobody would be refused for ever. */
export async function listOrdersOlderThan(db: Queryable, before: Date): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    select r.id from mahak.row r
    where r.entity = 'Orders' and r.code = 0 and not r.deleted
      and exists (select from mahak.row p where p.entity = 'People' and p.id = r.parent_id)
      and exists (select from mahak.ledger l
        where l.entity = 'Orders' and l.action = 'insert' and l.row_id = r.id and l.at <= ${before})
    order by r.id`)
  return rows.map((row) => row.id)
}

/** Ids of products whose folded name holds all the words (letters and digits only), or whose code is the number. The newest come last. */
export async function searchProducts(
  db: Queryable,
  query: { words: readonly string[]; code: number | null; limit: number; offset: number },
): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    select id from mahak.row where entity = 'Products'
      and (search like all(${query.words.map((word) => `%${word}%`)}::text[])
           or code = ${query.code ?? -1})
    order by id limit ${query.limit} offset ${query.offset}`)
  return rows.map((row) => row.id)
}

/** Ids of people whose folded last name, or whose mobile, holds the text; the newest first. */
export async function searchPeople(
  db: Queryable,
  query: { q: string; limit: number; offset: number },
): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    select id from mahak.row where entity = 'People'
      and (search like ${`%${foldPersian(query.q)}%`} or ${query.q.trim()} = '' or doc::json ->> 'Mobile' like ${`%${toAsciiDigits(query.q).replace(/\D/g, '') || '-'}%`})
    order by id desc limit ${query.limit} offset ${query.offset}`)
  return rows.map((row) => row.id)
}

/** Receipts that are not in the books yet and that no order names. */
export async function listOpenReceiptIds(db: Queryable, limit: number): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    select r.id from mahak.row r
    where r.entity = 'Receipts' and r.code = 0 and not r.deleted and r.parent_id is null and not exists (
      select from mahak.row o where o.entity = 'Orders' and o.code = 0
        and (o.doc::json ->> 'ReceiptId')::int = r.id)
    order by r.id limit ${limit}`)
  return rows.map((row) => row.id)
}
