import { z } from 'zod'
import { ACTS, type ActName, USUAL_RATES } from '../background/busy-day/acts.ts'

export const priceLevelSchema = z.int().min(1).max(10)

export const raiseSchema = z.strictObject({
  level: priceLevelSchema.default(1),
  percent: z.number().min(-99).max(1_000),
})

export const textSchema = z.string().refine((value) => !value.includes('\u0000'), 'must not hold a NUL')
export const nameSchema = textSchema.refine((value) => value.trim() !== '', 'must not be empty')

export const personSchema = z.strictObject({
  firstName: textSchema.optional(),
  lastName: nameSchema.optional(),
  mobile: textSchema.optional(),
  personGroupId: z.int().positive().optional(),
  credit: z.number().min(0).max(1e15).optional(),
  sellPriceLevel: z.int().min(0).max(10).optional(),
})
export const importSchema = z.strictObject({
  products: z.int().min(1).max(1_000_000),
  seed: z.int().min(0).max(2_147_483_647).default(1405),
})

const actNames = Object.keys(ACTS) as [ActName, ...ActName[]]
const rate = z.number().min(0).max(100_000)

export const busyDaySchema = z.strictObject({
  seed: z.int().min(0).max(2_147_483_647).default(1),
  seconds: z.number().min(0).max(86_400).default(60),
  steps: z.int().min(1).max(1_000_000).nullable().default(null),
  /** Acts per minute by kind; those that are not named do not happen. The usual ones unless told. */
  rates: z
    .partialRecord(z.enum(actNames), rate)
    .transform((given) => ({ ...NO_RATES, ...given }))
    .default(USUAL_RATES),
})

const NO_RATES = Object.fromEntries(actNames.map((name) => [name, 0])) as Record<ActName, number>
