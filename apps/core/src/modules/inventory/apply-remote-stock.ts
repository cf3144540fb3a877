import { type Tx, toKeyOrder } from '@hybrid-store/database'
import { refreshOnHand } from './refresh-on-hand.ts'
import type { ApplyOutcome, RemoteStock } from './remote-rows.ts'
import { upsertStock } from './remote-stock.repository.ts'

/**
 * Takes over stock rows of the books and sets `on_hand` of their variants to the sum over all selling stores. Rows older
 * than what is known are skipped, so repeating or reordering feeds changes nothing.
 */
export async function applyRemoteStock(tx: Tx, rows: readonly RemoteStock[]): Promise<ApplyOutcome> {
  const newest = toKeyOrder(
    rows.toSorted((a, b) => a.version - b.version),
    (row) => `${row.variantId} ${row.locationId}`,
  )
  const changed = await upsertStock(tx, newest)
  await refreshOnHand(tx, [...new Set(changed)])
  return { changed: changed.length, unchanged: rows.length - changed.length }
}
