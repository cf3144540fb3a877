import { z } from 'zod'
import { optionValue } from './catalog.ts'
import { idSchema, money } from './common.ts'

export const cartLineView = z.object({
  variantId: idSchema('var'),
  productSlug: z.string(),
  productName: z.string(),
  options: z.array(optionValue),
  imageUrl: z.string().nullable(),
  unitPrice: money,
  quantity: z.int(),
  /** How many can be bought now; less than `quantity` means the line cannot be ordered as it is. */
  available: z.int(),
  total: money,
})
export const cartView = z.object({
  id: idSchema('cart'),
  lines: z.array(cartLineView),
  itemsTotal: money,
  itemCount: z.int(),
})

export const MAX_LINE_QUANTITY = 100
/** Different goods in one cart. */
export const MAX_CART_LINES = 100
export const quantity = z.int().min(1).max(MAX_LINE_QUANTITY)
export const addLineBody = z.strictObject({ variantId: idSchema('var'), quantity: quantity.default(1) })
/** Sets the quantity of a line; 0 removes it. */
export const setLineBody = z.strictObject({ quantity: z.int().min(0).max(MAX_LINE_QUANTITY) })

export type CartView = z.infer<typeof cartView>
export type CartLineView = z.infer<typeof cartLineView>
