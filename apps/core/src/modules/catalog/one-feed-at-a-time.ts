import { sql, type Tx } from '@hybrid-store/database'

const LOCK_KEY = 7_214_002

/**
 * Feeds of the books write the catalog one after the other: a product and its variants may come in two feeds at once, and
 * what is derived from both would miss the one that the other cannot see yet.
 */
export async function oneFeedAtATime(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${LOCK_KEY})`)
}
