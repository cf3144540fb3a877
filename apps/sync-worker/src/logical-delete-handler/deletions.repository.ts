import { type Queryable, sql } from '@hybrid-store/database'
import type { Account } from '../sync-deps.ts'

/** How many rows of an entity the shop has, and how many of them are about to be deleted. Other visitors' rows do not count. */
export async function countDeletions(
  db: Queryable,
  account: Account,
  entity: string,
): Promise<{ deletions: number; live: number }> {
  const ours = sql`(entity <> 'VisitorProducts' or m.other_id = ${account.visitorId})`
  const deletions = await count(
    db,
    sql`select count(*) as count from sync.pending p join sync.mirror m using (account_id, entity, mahak_id)
      where account_id = ${account.id} and entity = ${entity} and p.state = 'pending' and m.deleted
        and p.former_deleted = false and ${ours}`,
  )
  if (deletions === 0) return { deletions, live: 0 }
  const live = await count(
    db,
    sql`select count(*) as count from sync.mirror m left join sync.pending p using (account_id, entity, mahak_id)
      where account_id = ${account.id} and entity = ${entity} and ${ours}
        and not case when p.mahak_id is null then m.deleted else coalesce(p.former_deleted, true) end`,
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
