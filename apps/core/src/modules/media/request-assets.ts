import { type Tx, toKeyOrder } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { upsertWanted } from './media.repository.ts'

export interface AssetRequest {
  assetId: Id<'img'>
  /** Where the picture is to be had: its address at the books. */
  source: string
}

/** Asks for pictures. One that is known from the same source is left as it is, whatever its state. */
export async function requestAssets(
  tx: Tx,
  rows: readonly AssetRequest[],
): Promise<{ changed: number; unchanged: number }> {
  const changed = await upsertWanted(
    tx,
    toKeyOrder(rows, (row) => row.assetId),
  )
  return { changed, unchanged: rows.length - changed }
}
