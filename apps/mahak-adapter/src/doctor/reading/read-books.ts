import { ok } from '@hybrid-store/kernel'
import type { EntityName, MahakClient, Outcome } from '@hybrid-store/mahak-client'
import { type Books, emptyBooks } from './books.ts'
import { noteRow } from './note-row.ts'
import { type Bounds, readBounded } from './read-bounded.ts'

/** Enough of a catalogue to judge it by. */
export const MOST_ROWS = 20_000
const BOUNDS: Bounds = { rows: MOST_ROWS, ms: 60_000 }

/** What is read together. Large entities have calls of their own, so that one can be left without missing the next. */
const READINGS: readonly (readonly EntityName[])[] = [
  ['Stores', 'Banks', 'Cashes', 'PersonGroups', 'CostLevelNames'],
  ['People'],
  ['Products'],
  ['ProductDetails'],
  ['VisitorProducts'],
  ['ProductDetailStoreAssets'],
]

/** Reads what the visitor may see, of each kind the first rows only. */
export async function readBooks(mahak: MahakClient, bounds = BOUNDS): Promise<Outcome<Books>> {
  const books = emptyBooks()
  for (const entities of READINGS) {
    const read = await readBounded(mahak, entities, bounds, (change) => noteRow(books, change))
    if (!read.ok) return read
    if (!read.value.complete) books.partial.push(...entities)
    const [entity] = read.value.unreadable
    if (entity) books.unreadable = { entity, count: (books.unreadable?.count ?? 0) + read.value.unreadable.length }
  }
  return ok(books)
}
