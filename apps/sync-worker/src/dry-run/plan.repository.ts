import type { SyncPlanView } from '@hybrid-store/contracts'
import { type Queryable, sql } from '@hybrid-store/database'

/** What a rehearsal has shown. */
export type Summary = Omit<SyncPlanView, 'id' | 'askedAt' | 'finishedAt' | 'failure'>

const NOTHING: Summary = {
  changes: [],
  sends: [],
  calls: 0,
  conflicts: 0,
  warnings: [],
  zeroPrices: 0,
  prices: [],
  entries: [],
}

interface Row {
  id: number
  askedAt: Date
  finishedAt: Date | null
  failure: string | null
  summary: Summary | null
}

/** A plan, finished or not; the newest one for null. */
export async function readPlan(db: Queryable, id: number | null): Promise<SyncPlanView | null> {
  const row = await db.row<Row>(sql`
    select id, asked_at as "askedAt", finished_at as "finishedAt", failure, summary from sync.plan
    where ${id}::bigint is null or id = ${id} order by id desc limit 1`)
  return (
    row && {
      ...(row.summary ?? NOTHING),
      id: row.id,
      askedAt: row.askedAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
      failure: row.failure,
    }
  )
}

export async function insertPlan(db: Queryable, who: string): Promise<number> {
  const row = await db.row<{ id: number }>(sql`insert into sync.plan (asked_by) values (${who}) returning id`)
  if (!row) throw new Error('the plan was not stored')
  return row.id
}

/** Ends a plan; its answers are needed no more. */
export async function finishPlan(db: Queryable, id: number, end: { summary: Summary } | { failure: string }) {
  const [summary, failure] = 'summary' in end ? [JSON.stringify(end.summary), null] : [null, end.failure]
  await db.run(sql`
    update sync.plan set finished_at = clock_timestamp(), summary = ${summary}::jsonb, failure = ${failure}
    where id = ${id}`)
  await db.run(sql`delete from sync.plan_line where plan_id = ${id}`)
}
