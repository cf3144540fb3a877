import { sql, type Tx } from '@hybrid-store/database'
import { originMahak } from '../origin.ts'

/** Marks records as changed by the shop though the worker itself changed them, in a transaction of the books' origin. */
export async function markOwnNews(tx: Tx, entity: string, localIds: readonly string[]): Promise<void> {
  await tx.run(sql`select set_config('sync.origin', '', true)`)
  await tx.run(sql`select sync.mark_dirty(${entity}, id) from unnest(${localIds}::text[]) as id`)
  await tx.run(originMahak)
}
