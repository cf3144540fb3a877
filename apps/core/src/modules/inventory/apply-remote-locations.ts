import { type Tx, toKeyOrder } from '@hybrid-store/database'
import { tidyPersian } from '@hybrid-store/kernel'
import { refreshOnHand } from './refresh-on-hand.ts'
import type { ApplyOutcome, RemoteLocation } from './remote-rows.ts'
import { upsertLocations, variantsAt } from './remote-stock.repository.ts'

/** Takes over the books' stores. What lies in a deleted store is no longer sold. */
export async function applyRemoteLocations(tx: Tx, rows: readonly RemoteLocation[]): Promise<ApplyOutcome> {
  const tidy = toKeyOrder(rows, (row) => row.id).map((row) => ({ ...row, name: tidyPersian(row.name) }))
  const changed = await upsertLocations(tx, tidy)
  if (changed.length > 0) await refreshOnHand(tx, await variantsAt(tx, changed))
  return { changed: changed.length, unchanged: rows.length - changed.length }
}
