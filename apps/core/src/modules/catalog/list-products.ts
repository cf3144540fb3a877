import type { ProductCard, ProductQuery } from '@hybrid-store/contracts'
import type { Queryable } from '@hybrid-store/database'
import { fail, foldPersian, ok, type Result } from '@hybrid-store/kernel'
import { imageUrls } from '../media/index.ts'
import { isSlug } from './choose-slugs.ts'
import { pickImage } from './pick-image.ts'
import { decodeCursor, encodeCursor, type ProductCursor } from './product-cursor.ts'
import { type CardRow, type ListRequest, readCards } from './product-list.repository.ts'

interface ProductPage {
  items: ProductCard[]
  nextCursor: string | null
}

/**
 * A page of the products on sale, in at most three queries. All words of `q` have to occur in a product; when none has them
 * all, products that resemble the query are listed instead. A cursor that was not made for this list is a failure.
 */
export async function listProducts(
  db: Queryable,
  query: ProductQuery,
): Promise<Result<ProductPage, { code: 'invalid_cursor' }>> {
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor)
  if (query.cursor !== undefined && cursor?.sort !== query.sort) return fail({ code: 'invalid_cursor' })

  const folded = query.q?.trim() ? foldPersian(query.q) : null
  if (folded === '' || (query.category !== undefined && !isSlug(query.category)))
    return ok({ items: [], nextCursor: null })

  const { rows, match } = await findCards(db, requestOf(query, folded, cursor), cursor)
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  return ok({
    items: await toCards(db, shown),
    nextCursor: last ? encodeCursor({ sort: query.sort, match, value: last.value, id: last.id }) : null,
  })
}

/** One row more than the page holds tells whether there is another page. */
const requestOf = (query: ProductQuery, folded: string | null, cursor: ProductCursor | null): ListRequest => ({
  sort: query.sort,
  match: cursor?.match ?? 'words',
  category: query.category ?? null,
  query: folded,
  onlyAvailable: query.available === 'true',
  after: cursor,
  limit: query.limit + 1,
})

async function findCards(
  db: Queryable,
  request: ListRequest,
  cursor: ProductCursor | null,
): Promise<{ rows: CardRow[]; match: ProductCursor['match'] }> {
  const rows = await readCards(db, request)
  if (rows.length > 0 || cursor || request.query === null) return { rows, match: request.match }
  return { rows: await readCards(db, { ...request, match: 'similar' }), match: 'similar' }
}

async function toCards(db: Queryable, rows: readonly CardRow[]): Promise<ProductCard[]> {
  const urls = await imageUrls(
    db,
    rows.flatMap((row) => row.assetIds),
  )
  return rows.map(({ assetIds, value: _, ...card }) => ({
    ...card,
    imageUrl: pickImage(assetIds, urls)?.mediumUrl ?? null,
  }))
}
