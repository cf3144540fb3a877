import { type Database, sql } from '@hybrid-store/database'
import { insertAudit } from '../operator/audit.repository.ts'

const MINUTES = 15

/** A person's word that the stopped deletions of `entity` are right; it holds for the next 15 minutes. False without such an entity. */
export function allowDeletions(db: Database, entity: string, who: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx.rows<{ until: Date }>(sql`
      update sync.watermark set deletions_allowed_until = now() + ${MINUTES} * interval '1 minute'
      where entity = ${entity} returning deletions_allowed_until as until`)
    await insertAudit(
      tx,
      who,
      'allow_deletions',
      rows.map(({ until }) => ({ entity, recordId: '*', before: {}, after: { until } })),
    )
    return rows.length > 0
  })
}
