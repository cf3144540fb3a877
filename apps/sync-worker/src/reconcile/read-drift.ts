import type { SyncDriftPage, SyncDriftQuery, SyncDriftReport, SyncDriftView } from '@hybrid-store/contracts'
import { type Queryable, sql } from '@hybrid-store/database'
import { repairOf } from './repair-rule.ts'

type ReportRow = Omit<SyncDriftReport, 'startedAt' | 'finishedAt'> & { startedAt: Date; finishedAt: Date | null }

/** The last compare that ended; null before the first one. */
export async function readReport(db: Queryable): Promise<SyncDriftReport | null> {
  const row = await db.row<ReportRow>(sql`
    select id, started_at as "startedAt", finished_at as "finishedAt", read, not_read as "notRead",
      late_rows as "lateRows", counts
    from sync.drift_report where finished_at is not null order by id desc limit 1`)
  return row && { ...row, startedAt: row.startedAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null }
}

type DriftRow = Omit<SyncDriftView, 'repair' | 'firstSeen' | 'lastSeen' | 'repairedAt'> & {
  firstSeen: Date
  lastSeen: Date
  repairedAt: Date | null
}

/** What differs now, newest first, with the compare that found it; the cursor is the id of the last row seen. */
export async function readDrift(db: Queryable, query: SyncDriftQuery): Promise<SyncDriftPage> {
  const { entity = null, class: kind = null, cursor, limit } = query
  const found = await db.rows<DriftRow>(sql`
    select id, entity, record_id as "recordId", local_id as "localId", class, field, here, there,
      first_seen as "firstSeen", last_seen as "lastSeen", repaired_at as "repairedAt"
    from sync.standing_drift
    where (${entity}::text is null or entity = ${entity}) and (${kind}::text is null or class = ${kind})
      and id < ${cursor ?? Number.MAX_SAFE_INTEGER}
    order by id desc limit ${limit + 1}`)
  const items = found.slice(0, limit).map((row) => ({
    ...row,
    repair: repairOf(row),
    firstSeen: row.firstSeen.toISOString(),
    lastSeen: row.lastSeen.toISOString(),
    repairedAt: row.repairedAt?.toISOString() ?? null,
  }))
  return { report: await readReport(db), items, nextCursor: found.length > limit ? String(items.at(-1)?.id) : null }
}
