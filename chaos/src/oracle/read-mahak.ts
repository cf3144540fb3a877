import { type Queryable, sql } from '@hybrid-store/database'

export interface MahakRow {
  id: number
  clientId: number | null
  /** 0 is the desktop. */
  createdBy: number
  /** The number inside the desktop program: of an order, its invoice. */
  code: number
  deleted: boolean
  doc: Readonly<Record<string, unknown>>
}

/** Mahak's rows as they lie in its storage, read without its API, its adapter or anything of the worker. */
export interface MahakBooks {
  visitorId: number
  of(entity: string): MahakRow[]
  /** ClientIds of rows that Mahak refused to store for the moment. */
  refusedForTheMoment: ReadonlySet<number>
}

export async function readMahak(db: Queryable, userName: string): Promise<MahakBooks> {
  const rows = await db.rows<MahakRow & { entity: string; doc: string }>(sql`
    select entity, id, client_id as "clientId", created_by as "createdBy", code, deleted, doc
    from mahak.row order by entity, id`)
  const login = await db.row<{ visitorId: number }>(
    sql`select visitor_id as "visitorId" from mahak.login where user_name = ${userName}`,
  )
  const refused = await db.rows<{ clientId: number }>(sql`
    select distinct client_id as "clientId" from mahak.ledger
    where action = 'refused' and reason like '%خطای سیستم%' and client_id is not null`)
  const all = rows.map((row) => ({ ...row, doc: JSON.parse(row.doc) as Record<string, unknown> }))
  return {
    visitorId: login?.visitorId ?? 0,
    of: (entity) => all.filter((row) => row.entity === entity),
    refusedForTheMoment: new Set(refused.map(({ clientId }) => clientId)),
  }
}

export const numberOf = ({ doc }: MahakRow, member: string): number => Number(doc[member] ?? 0)

/** A text as people should see it: Persian letters, no blanks around it. */
export const textOf = ({ doc }: MahakRow, member: string): string =>
  String(doc[member] ?? '')
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .trim()
