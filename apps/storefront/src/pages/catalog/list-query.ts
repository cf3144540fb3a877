import { PRODUCT_SORTS } from '@hybrid-store/contracts'
import { z } from 'zod'

export type Sort = (typeof PRODUCT_SORTS)[number]
export interface ListQuery {
  q: string | undefined
  sort: Sort
  cursor: string | undefined
}

const querySchema = z.object({
  q: z.string().trim().max(120).optional().catch(undefined),
  sort: z.enum(PRODUCT_SORTS).optional().catch(undefined),
  cursor: z.string().max(400).optional().catch(undefined),
})

/** The list a visitor asks for; what cannot be understood counts as not said. */
export function listQuery(query: unknown): ListQuery {
  const { q, sort, cursor } = querySchema.parse(query)
  return { q: q || undefined, sort: orderOf(sort, q), cursor: cursor || undefined }
}

/** Relevance needs something to be relevant to. */
function orderOf(sort: Sort | undefined, q: string | undefined): Sort {
  if (!q) return sort && sort !== 'relevance' ? sort : 'newest'
  return sort ?? 'relevance'
}
