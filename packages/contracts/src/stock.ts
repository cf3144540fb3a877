import { z } from 'zod'
import { optionValue } from './catalog.ts'
import { idSchema, instant } from './common.ts'
import { ORDER_STATES } from './orders.ts'

export const stockQuery = z.object({
  /** Id of a variant (`var_…`) or its barcode. */
  variant: z.string().trim().min(1).max(100),
})

/** An order that keeps goods of a variant. */
const keeper = {
  orderId: idSchema('ord'),
  orderNumber: z.int().nullable(),
  orderState: z.enum(ORDER_STATES).nullable(),
  quantity: z.int(),
}

/** Where the number a customer sees comes from: `onHand - pending - reserved - safety`, never told below 0. */
export const stockView = z.object({
  variantId: idSchema('var'),
  productName: z.string(),
  options: z.array(optionValue),
  /** Mahak's figure by store with the version of its row; the selling ones add up to `onHand`, its fraction cut off. */
  books: z.array(
    z.object({
      locationId: idSchema('loc'),
      /** Null until the store itself has come from Mahak. */
      name: z.string().nullable(),
      sells: z.boolean(),
      quantity: z.number(),
      version: z.int(),
    }),
  ),
  onHand: z.int(),
  /** Sold and not yet in Mahak's figure; `confirmedAt` tells since when Mahak has an invoice of it. */
  sales: z.array(z.object({ ...keeper, invoiceNumber: z.int().nullable(), confirmedAt: instant.nullable() })),
  pending: z.int(),
  holds: z.array(z.object({ ...keeper, until: instant })),
  reserved: z.int(),
  safety: z.int(),
  available: z.int(),
})
export const stockAnswer = z.object({ items: z.array(stockView) })

export type StockView = z.infer<typeof stockView>
