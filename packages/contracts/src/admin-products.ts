import { z } from 'zod'
import { idSchema, money } from './common.ts'
import { FIELD_OWNERS } from './field-owners.ts'

/** Largest picture that is uploaded, in bytes. */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024

const name = z.string().max(200)
const price = z.int().positive().max(9_000_000_000_000)

export const newVariantBody = z.strictObject({
  /** Titles of options as the books have them, each with a value; none for a product without variants. */
  options: z.array(z.strictObject({ name, value: z.string().max(100) })).max(6),
  barcode: z.string().max(60).default(''),
  price: price.describe('Rial'),
})

export const newProductBody = z.strictObject({
  name,
  categoryId: idSchema('cat').nullable().default(null),
  unit: z.string().max(50).default('عدد'),
  description: z.string().max(4_000).default(''),
  tags: z.string().max(500).default(''),
  weight: z.number().nonnegative().max(1_000_000).default(0),
  variants: z.array(newVariantBody).min(1).max(100),
})

/** What of a product is changed; absent members stay. Which may be, the product's `owners` say. */
export const editProductBody = z.strictObject({
  name: name.optional(),
  unit: z.string().max(50).optional(),
  description: z.string().max(4_000).optional(),
  tags: z.string().max(500).optional(),
  weight: z.number().nonnegative().max(1_000_000).optional(),
})

const owner = z.enum(FIELD_OWNERS)

export const createdProduct = z.object({ id: idSchema('prd') })
export const createdPicture = z.object({ id: idSchema('img') })

/** What the form of a new product offers. */
export const productFormView = z.object({
  categories: z.array(z.object({ id: idSchema('cat'), name: z.string() })),
  /** Titles of the kinds of options the books know. */
  options: z.array(z.string()),
})

/** A product as staff see it, on sale or not. */
export const adminProductView = z.object({
  id: idSchema('prd'),
  name: z.string(),
  unit: z.string(),
  description: z.string(),
  tags: z.string(),
  weight: z.number(),
  /** Number in the books; 0 until they have given one. */
  code: z.int(),
  visible: z.boolean(),
  /** Who changes which field; what is `mahak`'s cannot be changed here. */
  owners: z.object({ name: owner, unit: owner, description: owner, tags: owner, weight: owner }),
  images: z.array(z.object({ url: z.string(), smallUrl: z.string(), width: z.int(), height: z.int() })),
  variants: z.array(
    z.object({
      id: idSchema('var'),
      options: z.array(z.object({ name: z.string(), value: z.string() })),
      barcode: z.string(),
      price: money,
      available: z.int(),
    }),
  ),
})

export type NewProductBody = z.infer<typeof newProductBody>
export type ProductFormView = z.infer<typeof productFormView>
export type AdminProductView = z.infer<typeof adminProductView>
export type EditProductBody = z.infer<typeof editProductBody>
