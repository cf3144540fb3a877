import type { Tx } from '@hybrid-store/database'
import { refreshProducts } from './derived.repository.ts'
import { type SharedFields, updateShared } from './made-here.repository.ts'
import { searchKey } from './search-key.ts'

/** Writes what a merge with the books has made of products; they are locked already. */
export async function writeSharedFields(tx: Tx, rows: readonly SharedFields[]): Promise<void> {
  if (rows.length === 0) return
  await updateShared(
    tx,
    rows.map((row) => ({ ...row, searchKey: searchKey(row.name) })),
  )
  await refreshProducts(
    tx,
    rows.map(({ id }) => id),
  )
}
