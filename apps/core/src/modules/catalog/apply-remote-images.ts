import { type Tx, toKeyOrder } from '@hybrid-store/database'
import { oneFeedAtATime } from './one-feed-at-a-time.ts'
import { selectOwnPictures, withOwn } from './pictures.repository.ts'
import { replaceImages } from './remote.repository.ts'
import type { ApplyOutcome, RemoteImages } from './remote-rows.ts'

/**
 * Gives each product exactly these pictures in this order; an empty list takes all away. What was uploaded here and is not in
 * the list yet stays behind them.
 */
export async function applyRemoteImages(tx: Tx, rows: readonly RemoteImages[]): Promise<ApplyOutcome> {
  const ordered = toKeyOrder(rows, (row) => row.productId)
  await oneFeedAtATime(tx)
  const own = await selectOwnPictures(
    tx,
    ordered.map((row) => row.productId),
  )
  const changed = await replaceImages(tx, withOwn(ordered, own))
  return { changed, unchanged: rows.length - changed }
}
