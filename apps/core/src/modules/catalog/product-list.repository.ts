import { join, type Queryable, type Sql, sql } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'
import { inStock } from '../inventory/index.ts'
import { assetIdsOf } from './catalog.repository.ts'
import type { ProductCursor } from './product-cursor.ts'
import { wordPatterns } from './search-key.ts'

export interface CardRow {
  id: Id<'prd'>
  slug: string
  name: string
  priceFrom: Rial
  priceTo: Rial
  available: boolean
  assetIds: Id<'img'>[]
  /** What the list is sorted by before the id. */
  value: number | null
}

export interface ListRequest {
  sort: ProductCursor['sort']
  match: ProductCursor['match']
  /** Slug of a category, or null for all. */
  category: string | null
  /** The folded query, or null when nothing is searched. */
  query: string | null
  onlyAvailable: boolean
  after: { value: number | null; id: string } | null
  limit: number
}

/** Cards of visible products, sorted and cut off after `limit`. One query, whatever is asked for. */
export function readCards(db: Queryable, request: ListRequest): Promise<CardRow[]> {
  const { value, descending } = orderOf(request)
  const direction = descending ? sql`desc` : sql`asc`
  const key = value ? sql`${value} ${direction}, p.id ${direction}` : sql`p.id ${direction}`
  return db.rows(
    sql`select p.id, p.slug, p.name, p.price_from as "priceFrom", p.price_to as "priceTo", ${AVAILABLE} as available,
          ${assetIdsOf(sql`p.id`)} as "assetIds", ${value ?? sql`null::bigint`} as value
        from catalog.product p
        where ${join(conditionsOf(request, value, descending), ' and ')}
        order by ${key} limit ${request.limit}`,
    { prepare: true },
  )
}

const VARIANT_IN_STOCK = sql`from catalog.variant v where v.product_id = p.id and v.sellable and ${inStock(sql`v.id`)}`
// Asked with EXISTS, the planner would hash all variants of the shop for a page of 24 cards: 90 ms instead of 1 at 60,000.
const AVAILABLE = sql`coalesce((select true ${VARIANT_IN_STOCK} limit 1), false)`

// Single letters occur in nearly all goods and rank none of them: to compare them all took a second at 60,000 products.
const RANKABLE = /[^ ]{2}/

function orderOf({ sort, query }: ListRequest): { value: Sql | null; descending: boolean } {
  if (sort === 'cheapest') return { value: sql`p.price_from`, descending: false }
  if (sort === 'dearest') return { value: sql`p.price_from`, descending: true }
  return {
    value: sort === 'relevance' && query !== null && RANKABLE.test(query) ? relevanceTo(query) : null,
    descending: true,
  }
}

/** Thousandths, so that a cursor can hold it exactly: how much of the query the name contains, and how little else. */
const relevanceTo = (query: string): Sql => sql`
  (1000 * (word_similarity(catalog.sound(${query}), p.name_sound) + similarity(catalog.sound(${query}), p.name_sound)
    + word_similarity(catalog.sound(${query}), p.search_sound)))::bigint`

function conditionsOf(request: ListRequest, value: Sql | null, descending: boolean): Sql[] {
  const { category, query, match, onlyAvailable, after } = request
  const conditions = [sql`p.visible`]
  if (category !== null)
    conditions.push(
      sql`p.category_id = (select c.id from catalog.category c where c.slug = ${category} and not c.deleted)`,
    )
  if (query !== null && match === 'words') conditions.push(...containsWords(query))
  if (query !== null && match === 'similar') conditions.push(sql`p.id in (select catalog.resembling(${query}))`)
  if (onlyAvailable) conditions.push(sql`exists (select ${VARIANT_IN_STOCK})`)
  if (after) conditions.push(isAfter(after, value, descending))
  return conditions
}

/** The index knows words by their sound; letters that only sound alike are then told apart by the text itself. */
function containsWords(query: string): Sql[] {
  return wordPatterns(query).flatMap((pattern) => [
    sql`p.search_sound like catalog.sound(${pattern})`,
    sql`p.search_text like ${pattern}`,
  ])
}

function isAfter(after: { value: number | null; id: string }, value: Sql | null, descending: boolean): Sql {
  const comparison = descending ? sql`<` : sql`>`
  return value ? sql`(${value}, p.id) ${comparison} (${after.value}, ${after.id})` : sql`p.id ${comparison} ${after.id}`
}
