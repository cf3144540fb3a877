import { type Database, sql } from '@hybrid-store/database'

const ATTEMPT_DAYS = 30
const ISSUE_DAYS = 90
const CONFLICT_DAYS = 90
const DRIFT_DAYS = 90

/** Forgets calls, conflicts, closed issues and old compares that nobody will ask for any more. */
export async function housekeeping(db: Database): Promise<void> {
  await db.run(sql`delete from sync.attempt where started_at < now() - ${ATTEMPT_DAYS} * interval '1 day'`)
  await db.run(sql`
    delete from sync.issue where status = 'resolved' and last_at < now() - ${ISSUE_DAYS} * interval '1 day'`)
  await db.run(sql`delete from sync.conflict where at < now() - ${CONFLICT_DAYS} * interval '1 day'`)
  await db.run(sql`delete from sync.drift where closed_at < now() - ${DRIFT_DAYS} * interval '1 day'`)
  await db.run(sql`delete from sync.drift_report where started_at < now() - ${DRIFT_DAYS} * interval '1 day'`)
}
