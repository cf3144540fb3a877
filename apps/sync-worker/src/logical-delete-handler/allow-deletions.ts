import { type Queryable, sql } from '@hybrid-store/database'

const MINUTES = 15

/** A person's word that the stopped deletions of `entity` are right; it holds for the next 15 minutes. */
export async function allowDeletions(db: Queryable, entity: string): Promise<void> {
  await db.run(sql`
    update sync.watermark set deletions_allowed_until = now() + ${MINUTES} * interval '1 minute' where entity = ${entity}`)
}
