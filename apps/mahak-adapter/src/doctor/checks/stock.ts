import type { EntityName } from '@hybrid-store/mahak-client'
import { type Finding, found } from '../finding.ts'
import type { Books } from '../reading/books.ts'
import { forSale } from './for-sale.ts'

const NEEDED: readonly EntityName[] = ['ProductDetails', 'ProductDetailStoreAssets']

/** Goods without any stock row. Nothing can be said of them where not all rows were read. */
export function judgeStock(books: Books): Finding[] {
  if (books.partial.some((entity) => NEEDED.includes(entity))) return []
  const variants = forSale(books)
  const missing = variants.filter(({ id }) => !books.stocked.has(id)).length
  return missing === 0
    ? [found('stock_there', { variants: variants.length })]
    : [found('stock_missing', { missing, variants: variants.length })]
}
