import { type Tx, toKeyOrder } from '@hybrid-store/database'
import { productsOfVariants, refreshProducts } from './derived.repository.ts'
import { oneFeedAtATime } from './one-feed-at-a-time.ts'
import { upsertAssignments } from './remote.repository.ts'
import type { ApplyOutcome, RemoteAssignment } from './remote-rows.ts'

/** Takes over which variants the books assign to this shop; they may come before the variants themselves. */
export async function applyRemoteAssignments(tx: Tx, rows: readonly RemoteAssignment[]): Promise<ApplyOutcome> {
  const ordered = toKeyOrder(rows, (row) => row.variantId)
  await oneFeedAtATime(tx)
  const changed = await upsertAssignments(tx, ordered)
  const variantIds = ordered.map((row) => row.variantId)
  if (changed > 0) await refreshProducts(tx, await productsOfVariants(tx, variantIds))
  return { changed, unchanged: rows.length - changed }
}
