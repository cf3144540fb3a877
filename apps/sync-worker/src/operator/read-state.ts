import type { SyncStateView } from '@hybrid-store/contracts'
import { countDirty, type Queryable, sql } from '@hybrid-store/database'
import { type NotedProgress, progressView } from './reading-progress.ts'

const ISSUES_SHOWN = 100

/** Where the synchronisation stands, for operators: account, checkpoints, what waits and what needs a person. */
export async function syncState(db: Queryable): Promise<SyncStateView> {
  return {
    account: await readAccount(db),
    pulls: await readPulls(db),
    readings: await readReadings(db),
    waiting: await countDirty(db),
    uncertain: (await db.row<{ count: number }>(countUncertain))?.count ?? 0,
    issues: await readIssues(db),
  }
}

const countUncertain = sql`select count(*) as count from sync.link where send_state = 'uncertain'`

async function readAccount(db: Queryable): Promise<SyncStateView['account']> {
  const account = await db.row<Omit<NonNullable<SyncStateView['account']>, 'checkedAt'> & { checkedAt: Date }>(sql`
    select visitor_id as "visitorId", database_id as "databaseId", title, credit_day as "creditDay",
      checked_at as "checkedAt"
    from sync.account order by id limit 1`)
  return account && { ...account, checkedAt: account.checkedAt.toISOString() }
}

async function readPulls(db: Queryable): Promise<SyncStateView['pulls']> {
  const rows = await db.rows<Omit<SyncStateView['pulls'][number], 'lastPullAt'> & { lastPullAt: Date | null }>(sql`
    select entity, safe_version as "safeVersion", seen_version as "seenVersion", rows_total as "rowsTotal",
      pull_finished_at as "lastPullAt"
    from sync.watermark order by entity`)
  return rows.map((row) => ({ ...row, lastPullAt: row.lastPullAt?.toISOString() ?? null }))
}

async function readReadings(db: Queryable): Promise<SyncStateView['readings']> {
  const rows = await db.rows<NotedProgress>(sql`
    select entity, started_at as "startedAt", received, expected, read_at as "readAt", to_apply as "toApply",
      applying_at as "applyingAt", applied, finished_at as "finishedAt", updated_at as "updatedAt"
    from sync.progress order by entity`)
  return rows.map(progressView)
}

async function readIssues(db: Queryable): Promise<SyncStateView['issues']> {
  const rows = await db.rows<Omit<SyncStateView['issues'][number], 'lastAt'> & { lastAt: Date }>(sql`
    select id, entity, record_id as "recordId", code, message, count, last_at as "lastAt"
    from sync.standing_issue order by last_at desc limit ${ISSUES_SHOWN}`)
  return rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() }))
}
