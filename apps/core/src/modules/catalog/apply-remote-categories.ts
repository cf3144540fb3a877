import { type Tx, toKeyOrder } from '@hybrid-store/database'
import { slugify, tidyPersian } from '@hybrid-store/kernel'
import { productsOfCategories, refreshProducts } from './derived.repository.ts'
import { oneFeedAtATime } from './one-feed-at-a-time.ts'
import { upsertCategories } from './remote.repository.ts'
import type { ApplyOutcome, RemoteCategory } from './remote-rows.ts'
import { searchKey } from './search-key.ts'
import { slugsFor } from './slugs.repository.ts'

/** Takes over categories of the books; products of changed ones are found by the new name from then on. */
export async function applyRemoteCategories(tx: Tx, rows: readonly RemoteCategory[]): Promise<ApplyOutcome> {
  if (rows.length === 0) return { changed: 0, unchanged: 0 }
  await oneFeedAtATime(tx)
  const tidy = toKeyOrder(rows, (row) => row.id).map((row) => ({ ...row, name: tidyPersian(row.name) }))
  const slugs = await slugsFor(
    tx,
    'category',
    tidy.map(({ id, name }) => ({ id, slug: slugify(name, 'دسته') })),
  )
  const changed = await upsertCategories(
    tx,
    tidy.map((row, index) => ({ ...row, slug: slugs[index] ?? row.id, searchKey: searchKey(row.name) })),
  )
  await refreshProducts(tx, await productsOfCategories(tx, changed))
  return { changed: changed.length, unchanged: rows.length - changed.length }
}
