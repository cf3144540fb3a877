import { type Queryable, sql } from '@hybrid-store/database'

const OVERDUE_HOURS = 26

/** Whether some entity that is read was not read in full for more than a day. */
export async function isReconcileOverdue(db: Queryable): Promise<boolean> {
  const overdue = await db.row(sql`
    select from sync.watermark where full_pull_at < now() - ${OVERDUE_HOURS} * interval '1 hour' limit 1`)
  return overdue !== null
}
