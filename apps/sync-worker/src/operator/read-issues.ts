import type { SyncIssueGroups, SyncIssuePage, SyncIssueQuery, SyncIssueView } from '@hybrid-store/contracts'
import { type Queryable, type Sql, sql } from '@hybrid-store/database'

const GROUPS_SHOWN = 200

type Dated<View, Key extends keyof View> = Omit<View, Key> & { [K in Key]: Date | Extract<View[K], null> }

/** Open issues by their kind, the latest first. */
export async function readIssueGroups(db: Queryable): Promise<SyncIssueGroups> {
  const groups = await db.rows<Dated<SyncIssueGroups['groups'][number], 'firstAt' | 'lastAt'>>(sql`
    select entity, code, field, (array_agg(message order by last_at desc))[1] as message,
      count(distinct record_id) as records, sum(count)::bigint as count,
      min(first_at) as "firstAt", max(last_at) as "lastAt"
    from sync.standing_issue group by entity, code, field order by max(last_at) desc limit ${GROUPS_SHOWN}`)
  return { groups: groups.map((group) => ({ ...group, ...inUtc(group) })) }
}

/** Open issues of one kind, the newest first; the cursor is the id of the last one seen. */
export async function readIssuePage(
  db: Queryable,
  { entity, code, field, cursor, limit }: SyncIssueQuery,
): Promise<SyncIssuePage> {
  const found = await select(
    db,
    sql`sync.standing_issue where entity = ${entity} and code = ${code} and field = ${field}
      and id < ${cursor ?? Number.MAX_SAFE_INTEGER} order by id desc limit ${limit + 1}`,
  )
  const items = found.slice(0, limit)
  return { items, nextCursor: found.length > limit ? String(items.at(-1)?.id) : null }
}

/** Everything that was ever wrong with a record, the newest first. */
export const issuesOf = (db: Queryable, entity: string, recordId: string, limit: number): Promise<SyncIssueView[]> =>
  select(
    db,
    sql`sync.issue where entity = ${entity} and record_id = ${recordId} order by last_at desc, id desc limit ${limit}`,
  )

async function select(db: Queryable, from: Sql): Promise<SyncIssueView[]> {
  const rows = await db.rows<Dated<SyncIssueView, 'firstAt' | 'lastAt' | 'ignoredUntil'>>(sql`
    select id, entity, record_id as "recordId", code, field, status, message, detail, note,
      ignored_until as "ignoredUntil", count, first_at as "firstAt", last_at as "lastAt" from ${from}`)
  return rows.map((row) => ({ ...row, ...inUtc(row), ignoredUntil: row.ignoredUntil?.toISOString() ?? null }))
}

const inUtc = ({ firstAt, lastAt }: { firstAt: Date; lastAt: Date }) => ({
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
})
