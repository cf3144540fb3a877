import { z } from 'zod'
import { cursorQuery, idSchema, money, page } from './common.ts'

export const categoryView = z.object({ id: idSchema('cat'), slug: z.string(), name: z.string(), productCount: z.int() })
export const categoryList = z.object({ items: z.array(categoryView) })

export const productCard = z.object({
  id: idSchema('prd'),
  slug: z.string(),
  name: z.string(),
  imageUrl: z.string().nullable(),
  priceFrom: money,
  priceTo: money,
  available: z.boolean(),
})

export const PRODUCT_SORTS = ['newest', 'cheapest', 'dearest', 'relevance'] as const
export const productQuery = cursorQuery.extend({
  category: z.string().max(120).optional().describe('slug of a category'),
  q: z.string().max(120).optional(),
  sort: z.enum(PRODUCT_SORTS).default('newest'),
  available: z.enum(['true', 'false']).optional(),
})
export const productPage = page(productCard)

export const optionValue = z.object({ name: z.string(), value: z.string() })
export const variantView = z.object({
  id: idSchema('var'),
  options: z.array(optionValue),
  price: money,
  /** How many can be bought now, never more than 10 is told. */
  available: z.int(),
})
export const imageView = z.object({ url: z.string(), smallUrl: z.string(), width: z.int(), height: z.int() })
export const productView = z.object({
  id: idSchema('prd'),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  unit: z.string(),
  category: categoryView.pick({ id: true, slug: true, name: true }).nullable(),
  images: z.array(imageView),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(variantView),
})

export type CategoryView = z.infer<typeof categoryView>
export type ProductCard = z.infer<typeof productCard>
export type ProductQuery = z.infer<typeof productQuery>
export type ProductView = z.infer<typeof productView>
export type VariantView = z.infer<typeof variantView>
