import { type Queryable, sql } from '@hybrid-store/database'

/** The database's time. Whatever several workers compare is measured by this one clock, never by their own. */
export async function databaseTime(db: Queryable): Promise<Date> {
  const row = await db.row<{ now: Date }>(sql`select clock_timestamp() as now`)
  if (!row) throw new Error('the database did not tell the time')
  return row.now
}
