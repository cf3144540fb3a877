import { type Finding, found } from '../finding.ts'
import type { Books } from '../reading/books.ts'
import { MOST_ROWS } from '../reading/read-books.ts'

/** How much the visitor may see. */
export function judgeCounts(books: Books): Finding[] {
  const { products, persons, stockRows, stores, levels, banks, cashes, groups, variants } = books
  return [
    found('rows_counted', {
      products,
      variants: variants.length,
      stockRows,
      persons,
      stores: stores.size,
      levels: levels.size,
      banks: banks.size,
      cashes: cashes.size,
      groups: groups.size,
    }),
    ...(books.partial.length > 0 ? [found('only_part_read', { limit: MOST_ROWS })] : []),
    ...(books.unreadable ? [found('rows_unreadable', books.unreadable)] : []),
  ]
}

/** Whether there is anything to sell. */
export function judgeGoods({ products, variants, assigned }: Books): Finding[] {
  if (products === 0 || variants.length === 0) return [found('goods_none')]
  return assigned === 0 ? [found('goods_not_assigned')] : []
}
