import { z } from 'zod'

/** Text that something can be told by: not empty, and without the NUL that the storage cannot hold. */
const name = z.string().refine((text) => text.trim() !== '' && !text.includes('\u0000'), 'must not be empty')

const price = z.number().min(0).max(1e15)

const variantSchema = z.strictObject({
  /** Title of the property → value, e.g. رنگ → مشکی. None for a product that comes in one kind. */
  properties: z.record(name, name).default({}),
  /** Price levels from the first on, in Rial; at most ten. */
  prices: z.array(price).min(1).max(10),
  defaultLevel: z.int().min(-1).max(10).default(1),
  barcode: z.string().default(''),
  /** Name of the store → count. */
  stock: z.record(name, z.number()).default({}),
})

export const productSchema = z.strictObject({
  code: z.int().positive().optional(),
  name,
  /** Its category; a tree is written «خانه > آشپزخانه», the last part is the category. */
  category: name,
  unit: name.default('عدد'),
  description: z.string().nullable().default(null),
  deleted: z.boolean().default(false),
  /** Visitors it is assigned to, by user name; all of them unless told. */
  visitors: z.array(name).optional(),
  /** How many pictures the simulator draws for it. */
  pictures: z.int().min(0).max(9).default(1),
  variants: z.array(variantSchema).min(1).max(200),
})

/** What a shop has besides its goods; each part can be left out of a file. */
export const shopSchema = z.strictObject({
  visitors: z
    .array(z.strictObject({ userName: name, password: name, title: name }))
    .min(1)
    .default([
      { userName: 'shop1', password: 'shop1', title: 'فروشگاه اینترنتی' },
      { userName: 'seller2', password: 'seller2', title: 'ویزیتور حضوری' },
    ]),
  stores: z.array(name).min(1).default(['انبار مرکزی', 'فروشگاه ولیعصر']),
  priceLevels: z.array(name).max(10).default(['قیمت فروش', 'همکار', 'عمده', 'ویژه']),
  banks: z.array(name).default(['ملت', 'ملی', 'سامان']),
  cashes: z.array(name).default(['صندوق فروشگاه']),
  personGroups: z.array(name).default(['مشتریان', 'همکاران']),
  people: z
    .array(z.strictObject({ firstName: z.string(), lastName: name, mobile: z.string().default('') }))
    .default([]),
})

export type CatalogueProduct = z.infer<typeof productSchema>
export type CatalogueVariant = z.infer<typeof variantSchema>
export type Shop = z.infer<typeof shopSchema>

export interface Catalogue {
  shop: Shop
  products: CatalogueProduct[]
}

/** A part of a file that was left out, and why. */
export interface SkippedRow {
  /** Line of the file, or the product's place in a JSON list; both from 1. */
  line: number
  reason: string
}
