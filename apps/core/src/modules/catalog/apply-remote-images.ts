import { type Tx, toKeyOrder } from '@hybrid-store/database'
import { oneFeedAtATime } from './one-feed-at-a-time.ts'
import { replaceImages } from './remote.repository.ts'
import type { ApplyOutcome, RemoteImages } from './remote-rows.ts'

/** Gives each product exactly these pictures in this order; an empty list takes all away. */
export async function applyRemoteImages(tx: Tx, rows: readonly RemoteImages[]): Promise<ApplyOutcome> {
  const ordered = toKeyOrder(rows, (row) => row.productId)
  await oneFeedAtATime(tx)
  const changed = await replaceImages(tx, ordered)
  return { changed, unchanged: rows.length - changed }
}
