import { type Queryable, sql } from '@hybrid-store/database'
import type { AccountAnswer } from '../mahak-port.ts'

export interface AccountRecord {
  id: number
  databaseId: number
  visitorId: number
  mapping: string
}

/** The account this installation belongs to, or null before the first contact. */
export const selectAccount = (db: Queryable): Promise<AccountRecord | null> =>
  db.row(sql`
    select id, database_id as "databaseId", visitor_id as "visitorId", mapping from sync.account order by id limit 1`)

export async function insertAccount(db: Queryable, answer: AccountAnswer): Promise<void> {
  await db.run(sql`
    insert into sync.account (database_id, visitor_id, title, credit_day)
    values (${answer.databaseId}, ${answer.visitorId}, ${answer.title}, ${answer.creditDay})
    on conflict do nothing`)
}

export async function updateAccount(db: Queryable, id: number, answer: AccountAnswer): Promise<void> {
  await db.run(sql`
    update sync.account set title = ${answer.title}, credit_day = ${answer.creditDay}, checked_at = clock_timestamp()
    where id = ${id}`)
}

export async function updateMapping(db: Queryable, id: number, mapping: string): Promise<void> {
  await db.run(sql`update sync.account set mapping = ${mapping} where id = ${id}`)
}
