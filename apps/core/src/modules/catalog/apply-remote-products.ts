import { type Tx, toKeyOrder } from '@hybrid-store/database'
import { slugify, tidyPersian } from '@hybrid-store/kernel'
import { productsWithVariants, refreshProducts } from './derived.repository.ts'
import { oneFeedAtATime } from './one-feed-at-a-time.ts'
import { upsertProducts } from './remote.repository.ts'
import type { ApplyOutcome, RemoteProduct } from './remote-rows.ts'
import { searchKey } from './search-key.ts'
import { slugsFor } from './slugs.repository.ts'

/**
 * Takes over products of the books, texts tidied. The slug follows the first name and stays when the name changes. What is
 * derived waits for the first variant: nobody sees or finds a product without one.
 */
export async function applyRemoteProducts(tx: Tx, rows: readonly RemoteProduct[]): Promise<ApplyOutcome> {
  if (rows.length === 0) return { changed: 0, unchanged: 0 }
  await oneFeedAtATime(tx)
  const tidy = toKeyOrder(rows, (row) => row.id).map(tidyProduct)
  const slugs = await slugsFor(
    tx,
    'product',
    tidy.map(({ id, name, code }) => ({ id, slug: slugify(name, `کالا-${code}`) })),
  )
  const changed = await upsertProducts(
    tx,
    tidy.map((row, index) => ({ ...row, slug: slugs[index] ?? row.id, searchKey: searchKey(row.name) })),
  )
  await refreshProducts(tx, await productsWithVariants(tx, changed))
  return { changed: changed.length, unchanged: rows.length - changed.length }
}

const tidyProduct = (row: RemoteProduct): RemoteProduct => ({
  ...row,
  name: tidyPersian(row.name),
  description: tidyPersian(row.description),
  unit: tidyPersian(row.unit),
  tags: tidyPersian(row.tags),
})
