import { type Rial, rial } from '@hybrid-store/kernel'
import { z } from 'zod'

/** An amount of Rial as a JSON integer. */
export const rialSchema = z.int().transform((amount): Rial => rial(amount))
/** Money that goes out: the same integer, described without a transformation so that OpenAPI can show it. */
export const money = z.int().describe('Rial')

export const idSchema = <Prefix extends string>(prefix: Prefix) =>
  z.templateLiteral([`${prefix}_`, z.string().regex(/^[0-9a-z]{26}$/)]).describe(`Id with prefix ${prefix}_`)

export const cursorQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(24),
})

export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** Instants travel as ISO 8601 in UTC. */
export const instant = z.iso.datetime()

export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof problemSchema>
