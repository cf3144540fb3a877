import { type Queryable, sql } from '@hybrid-store/database'
import type { Account } from '../sync-deps.ts'

/** How many rows of an entity the shop has, and how many of them are about to be deleted. Other visitors' rows do not count. */
export async function countDeletions(
  db: Queryable,
  account: Account,
  entity: string,
): Promise<{ deletions: number; live: number }> {
  const deletions = await count(
    db,
    sql`select count(*) as count from sync.mirror where account_id = ${account.id} and entity = ${entity}
      and state = 'pending' and deleted and applied_deleted = false
      and (entity <> 'VisitorProducts' or other_id = ${account.visitorId})`,
  )
  if (deletions === 0) return { deletions, live: 0 }
  const live = await count(
    db,
    sql`select count(*) as count from sync.mirror where account_id = ${account.id} and entity = ${entity}
      and applied_deleted = false and (entity <> 'VisitorProducts' or other_id = ${account.visitorId})`,
  )
  return { deletions, live }
}

const count = async (db: Queryable, query: ReturnType<typeof sql>): Promise<number> =>
  (await db.row<{ count: number }>(query))?.count ?? 0

export async function deletionsAllowed(db: Queryable, accountId: number, entity: string): Promise<boolean> {
  const allowed = await db.row(sql`
    select from sync.watermark
    where account_id = ${accountId} and entity = ${entity} and deletions_allowed_until > now()`)
  return allowed !== null
}
