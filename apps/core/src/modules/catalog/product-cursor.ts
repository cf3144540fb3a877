import { PRODUCT_SORTS } from '@hybrid-store/contracts'
import { z } from 'zod'
import { isSlug } from './choose-slugs.ts'

/**
 * Where a page of a product list ends. `value` is what the list is sorted by before the id, null for lists by id alone;
 * `match` is how the query's words were matched, so that all pages of a list are matched alike.
 */
const productCursor = z.strictObject({
  sort: z.enum(PRODUCT_SORTS),
  match: z.enum(['words', 'similar']),
  value: z.int().nullable(),
  id: z.string().max(40).refine(isSlug),
})

export type ProductCursor = z.infer<typeof productCursor>

export const encodeCursor = (cursor: ProductCursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

/** The cursor that `encodeCursor` made, or null for anything else. */
export function decodeCursor(text: string): ProductCursor | null {
  try {
    return productCursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data ?? null
  } catch {
    return null
  }
}
