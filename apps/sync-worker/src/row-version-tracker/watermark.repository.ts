import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import { z } from 'zod'
import type { Progress } from './settle-rule.ts'

export interface Watermark extends Progress {
  entity: string
  /** When the last complete reading of this entity began and ended. */
  pullStartedAt: Date | null
  pullFinishedAt: Date | null
}

const ringSchema = z.array(z.tuple([z.number(), z.number()]))

interface Row extends Omit<Watermark, 'ring'> {
  ring: unknown
}

/** The watermarks of these entities; one that was never read stands at 0. */
export async function selectWatermarks(
  db: Queryable,
  accountId: number,
  entities: readonly string[],
): Promise<Watermark[]> {
  const rows = await db.rows<Row>(sql`
    select e.entity, coalesce(w.safe_version, 0) as safe, coalesce(w.seen_version, 0) as seen,
      coalesce(w.ring, '[]') as ring, w.pull_started_at as "pullStartedAt", w.pull_finished_at as "pullFinishedAt"
    from unnest(${entities}::text[]) as e(entity)
    left join sync.watermark w on w.account_id = ${accountId} and w.entity = e.entity`)
  return rows.map((row) => ({ ...row, ring: ringSchema.parse(row.ring) }))
}

export interface Advance {
  entity: string
  progress: Progress
  started: Date
  finished: Date
  /** Whether everything was read, from version 0. */
  full: boolean
  inserted: number
  late: number
}

/** Moves a watermark after a complete reading. It never moves back. */
export async function advanceWatermark(tx: Tx, accountId: number, advance: Advance): Promise<void> {
  const { progress, started, finished } = advance
  const fullAt = advance.full ? finished : null
  await tx.run(sql`
    insert into sync.watermark as w (account_id, entity, safe_version, seen_version, ring, pull_started_at,
      pull_finished_at, full_pull_at, rows_total, late_rows)
    values (${accountId}, ${advance.entity}, ${progress.safe}, ${progress.seen}, ${JSON.stringify(progress.ring)}::jsonb,
      ${started}, ${finished}, ${fullAt}::timestamptz, ${advance.inserted}, ${advance.late})
    on conflict (account_id, entity) do update set
      safe_version = greatest(w.safe_version, excluded.safe_version),
      seen_version = greatest(w.seen_version, excluded.seen_version), ring = excluded.ring,
      pull_started_at = excluded.pull_started_at, pull_finished_at = excluded.pull_finished_at,
      full_pull_at = coalesce(excluded.full_pull_at, w.full_pull_at),
      rows_total = w.rows_total + excluded.rows_total, late_rows = w.late_rows + excluded.late_rows`)
}
