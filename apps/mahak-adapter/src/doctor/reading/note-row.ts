import { tidyPersian } from '@hybrid-store/kernel'
import type { EntityName, ProductDetail, RowOf } from '@hybrid-store/mahak-client'
import type { Books, Variant } from './books.ts'
import type { RowChange } from './read-bounded.ts'

const MOST_NAMES = 1_000

/** What matters of a row, entity by entity. */
const NOTES: { [E in EntityName]?: (books: Books, row: RowOf<E>) => void } = {
  Stores: ({ stores }, row) => keepName(stores, row.StoreCode, row.Name),
  Banks: ({ banks }, row) => keepName(banks, row.BankCode, row.Name),
  Cashes: ({ cashes }, row) => keepName(cashes, row.CashCode, row.Name),
  PersonGroups: ({ groups }, row) => keepName(groups, row.PersonGroupCode, row.Name),
  CostLevelNames: ({ levels }, row) => keepName(levels, row.CostLevelNameCode, row.Name),
  People: (books) => {
    books.persons++
  },
  Products: (books, { ProductId, ProductCode, Name }) => {
    books.products++
    if (books.names.size < MOST_NAMES)
      books.names.set(ProductId, { code: ProductCode ?? 0, name: tidyPersian(Name ?? '') })
  },
  ProductDetails: (books, row) => {
    books.variants.push(variantOf(row))
  },
  VisitorProducts: (books) => {
    books.assigned++
  },
  ProductDetailStoreAssets: (books, row) => {
    books.stockRows++
    books.stocked.add(row.ProductDetailId ?? 0)
  },
}

/** Adds what matters of a row to the books. */
export function noteRow(books: Books, { entity, row }: RowChange): void {
  // The entity and its row belong together, which is lost when they are looked up apart.
  const note = NOTES[entity] as ((books: Books, of: typeof row) => void) | undefined
  note?.(books, row)
}

function keepName(names: Map<number, string>, code: number | null, name: string | null): void {
  names.set(code ?? 0, tidyPersian(name ?? ''))
}

function variantOf(row: ProductDetail): Variant {
  const level = row.DefaultSellPriceLevel ?? 1
  return {
    id: row.ProductDetailId,
    productId: row.ProductId ?? 0,
    prices: PRICES.map((field) => row[field] ?? 0),
    // -1 and 0 stand for the first level (Mahak API reference §4.3).
    ownLevel: level >= 1 && level <= PRICES.length ? level : 1,
    isBase: ['', '[]'].includes(row.Properties?.trim() ?? ''),
  }
}

const PRICES = [
  'Price1',
  'Price2',
  'Price3',
  'Price4',
  'Price5',
  'Price6',
  'Price7',
  'Price8',
  'Price9',
  'Price10',
] as const
