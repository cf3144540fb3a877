import { type Queryable, sql, type Tx } from '@hybrid-store/database'

/** Opens the report of a compare; gives its number. */
export async function openReport(db: Queryable, accountId: number): Promise<number> {
  const row = await db.row<{ id: number }>(sql`
    insert into sync.drift_report (account_id) values (${accountId}) returning id`)
  if (!row) throw new Error('the report was not stored')
  return row.id
}

export interface ReportEnd {
  /** Rows that were read, by entity. */
  read: Readonly<Record<string, number>>
  /** Groups that could not be read in full and were not compared. */
  notRead: readonly string[]
  lateRows: number
}

/** Ends a report with what stands now. */
export async function closeReport(tx: Tx, reportId: number, { read, notRead, lateRows }: ReportEnd): Promise<void> {
  await tx.run(sql`
    update sync.drift_report r set finished_at = clock_timestamp(), read = ${JSON.stringify(read)}::jsonb,
      not_read = ${notRead}::text[], late_rows = ${lateRows},
      counts = coalesce((select jsonb_agg(jsonb_build_object('entity', entity, 'class', class, 'count', count)
        order by entity, class) from (
          select d.entity, d.class, count(*) as count from sync.standing_drift d
          where d.account_id = r.account_id group by d.entity, d.class) found), '[]')
    where id = ${reportId}`)
}
