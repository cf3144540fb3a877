import { type Tx, toKeyOrder } from '@hybrid-store/database'
import { tidyPersian } from '@hybrid-store/kernel'
import { productsOfVariants, refreshProducts } from './derived.repository.ts'
import { oneFeedAtATime } from './one-feed-at-a-time.ts'
import { upsertVariants } from './remote.repository.ts'
import type { ApplyOutcome, RemoteVariant } from './remote-rows.ts'
import { searchKey } from './search-key.ts'

/** Takes over variants of the books and refreshes the products they belong to, and those they have left. */
export async function applyRemoteVariants(tx: Tx, rows: readonly RemoteVariant[]): Promise<ApplyOutcome> {
  if (rows.length === 0) return { changed: 0, unchanged: 0 }
  await oneFeedAtATime(tx)
  const tidy = toKeyOrder(rows, (row) => row.id).map(tidyVariant)
  const left = await productsOfVariants(
    tx,
    tidy.map((row) => row.id),
  )
  const changed = await upsertVariants(
    tx,
    tidy.map((row) => ({ ...row, searchKey: searchKeyOf(row) })),
  )
  if (changed > 0) await refreshProducts(tx, [...new Set([...left, ...tidy.map((row) => row.productId)])])
  return { changed, unchanged: rows.length - changed }
}

function tidyVariant(row: RemoteVariant): RemoteVariant {
  const known = row.sellPriceLevel >= 1 && row.sellPriceLevel <= 10
  return {
    ...row,
    sellPriceLevel: known ? row.sellPriceLevel : 1,
    barcode: tidyPersian(row.barcode),
    options: row.options.map(({ code, value }) => ({ code, value: tidyPersian(value) })),
  }
}

const searchKeyOf = ({ options, barcode }: RemoteVariant): string =>
  [...options.map(({ value }) => searchKey(value)), searchKey(barcode)].filter(Boolean).join(' ')
