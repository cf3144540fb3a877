import { tidyPersian } from '@hybrid-store/kernel'
import { z } from 'zod'
import { storable } from './storable.ts'

const part = z.union([z.string(), z.number()]).nullish()
const entrySchema = z.object({ C: part, V: part, c: part, v: part })

export interface VariantOption {
  /** PropertyDescriptionCode, which leads to the attribute's title. */
  code: number
  value: string
}

/**
 * `ProductDetail.Properties`: JSON in a text, `[{"C":"3","V":"مشکی"}]` (Mahak API reference §4.3). Null, blank and `[]` mean
 * no options; parts without code or value are left out; anything that is no such list gives null.
 */
export function parseProperties(properties: string): VariantOption[] | null {
  if (properties.trim() === '') return []
  const parsed = z.array(entrySchema).nullable().safeParse(parseJson(properties))
  if (!parsed.success) return null
  return (parsed.data ?? []).flatMap((entry) => {
    const code = Number(entry.C ?? entry.c ?? Number.NaN)
    const value = tidyPersian(storable(String(entry.V ?? entry.v ?? '')))
    return Number.isSafeInteger(code) && value !== '' ? [{ code, value }] : []
  })
}

/** Options as `parseProperties` reads them; null for none, as the desktop writes it. */
export const formatProperties = (options: readonly VariantOption[]): string | null =>
  options.length === 0 ? null : JSON.stringify(options.map(({ code, value }) => ({ C: String(code), V: value })))

/** The member as a row carries it, refused when its JSON is broken. */
export const propertiesText = z
  .string()
  .nullish()
  .transform((value) => storable(value ?? ''))
  .refine((value) => parseProperties(value) !== null)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
