import { sql, type Tx } from '@hybrid-store/database'
import type { Drift } from './drift.ts'

/** Writes down what a compare has found; what was found before is seen once more, in its present form. */
export async function saveDrift(tx: Tx, accountId: number, reportId: number, drifts: readonly Drift[]): Promise<void> {
  if (drifts.length === 0) return
  await tx.run(sql`
    insert into sync.drift as d (account_id, report_id, entity, record_id, mahak_id, local_id, class, field, here, there)
    select ${accountId}, ${reportId}, * from unnest(
      ${drifts.map((drift) => drift.entity)}::text[], ${drifts.map((drift) => drift.recordId)}::text[],
      ${drifts.map((drift) => drift.mahakId)}::bigint[], ${drifts.map((drift) => drift.localId)}::text[],
      ${drifts.map((drift) => drift.class)}::text[], ${drifts.map((drift) => drift.field)}::text[],
      ${drifts.map((drift) => JSON.stringify(drift.here))}::jsonb[],
      ${drifts.map((drift) => JSON.stringify(drift.there))}::jsonb[])
    on conflict (account_id, entity, record_id, class, field) where closed_at is null do update set
      sightings = d.sightings + case when d.report_id < excluded.report_id then 1 else 0 end,
      report_id = excluded.report_id, here = excluded.here, there = excluded.there, last_seen = now(),
      -- Somebody asked for its repair before this compare began: it did not help, so it may be asked for again.
      repaired_at = case when d.report_id < excluded.report_id then null else d.repaired_at end`)
}

/** Records with news on their way: what was found of them before is neither confirmed nor over. */
export async function keepDrift(
  tx: Tx,
  accountId: number,
  reportId: number,
  localIds: readonly string[],
): Promise<void> {
  if (localIds.length === 0) return
  await tx.run(sql`
    update sync.drift set report_id = ${reportId}
    where account_id = ${accountId} and closed_at is null and local_id = any(${localIds}::text[])`)
}

/** Closes what a compare of everything of these entities did not find again. */
export async function closeDrift(
  tx: Tx,
  accountId: number,
  reportId: number,
  entities: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update sync.drift set closed_at = now() where account_id = ${accountId} and closed_at is null
      and entity = any(${entities}::text[]) and report_id < ${reportId}`)
}
