import { tidyPersian } from '@hybrid-store/kernel'
import { z } from 'zod'
import { storable } from './storable.ts'

// Schemas of single members of Mahak's rows. Each accepts its own output, for rows are kept in the form they were parsed to.

/** A key given by Mahak's cloud. */
export const remoteId = z.int().positive()

/** A reference that may be absent; Mahak also writes 0 for none. */
export const optionalId = z
  .int()
  .nullish()
  .transform((value) => (value && value > 0 ? value : null))

/** A whole number of any sign; absent means 0. */
export const integer = z
  .int()
  .nullish()
  .transform((value) => value ?? 0)

/** A key chosen by a client; 0 means that no client has chosen one. */
export const clientId = z
  .int()
  .nullish()
  .transform((value) => value || null)

export const quantity = z
  .number()
  .nullish()
  .transform((value) => value ?? 0)

/** Money in the currency of the books, never negative. */
export const amount = z
  .number()
  .nonnegative()
  .nullish()
  .transform((value) => value ?? 0)

/** Text as people should see it (Arabic letters and stray blanks come from the desktop, Mahak API reference §4.1). */
export const text = z
  .string()
  .nullish()
  .transform((value) => tidyPersian(storable(value ?? '')))

/** Text that is no prose, kept as it is. */
export const rawText = z
  .string()
  .nullish()
  .transform((value) => storable(value ?? ''))

/** What every row has (Mahak API reference §4.1). */
export const common = { Deleted: z.boolean(), RowVersion: z.int().nonnegative() }
