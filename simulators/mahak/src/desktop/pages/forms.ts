import { toAsciiDigits } from '@hybrid-store/kernel'
import { z } from 'zod'
import { type CatalogueProduct, productSchema } from '../../catalogue/catalogue.ts'

const formSchema = z.record(z.string(), z.string())

/** The fields of a posted form by name. */
export const readForm = (body: unknown): Record<string, string> => formSchema.catch({}).parse(body)

/** A number as people write it: Persian digits, separators of thousands, U+2212 as minus. NaN if it is none. */
export function readNumber(text: string): number {
  const plain = toAsciiDigits(text)
    .replace(/[,٬\s\u200e\u200f]/g, '')
    .replace(/^−/, '-')
  return plain === '' ? Number.NaN : Number(plain)
}

export interface VariantForm {
  prices: { level: number; price: number }[]
  counts: { storeId: number; count: number }[]
}

/** The row of a variant: `price<level>` in Rial and `stock<StoreId>`; empty stock means "no row". Null if a number is wrong. */
export function readVariantForm(body: unknown): VariantForm | null {
  const entries = Object.entries(readForm(body))
  const pick = (name: string) =>
    entries.flatMap(([key, text]) => {
      const match = new RegExp(`^${name}(\\d+)$`).exec(key)
      return match && text.trim() !== '' ? [{ number: Number(match[1]), value: readNumber(text) }] : []
    })
  const [prices, counts] = [pick('price'), pick('stock')]
  const isRight =
    prices.every(({ number, value }) => number >= 1 && number <= 10 && value >= 0 && value <= 1e15) &&
    counts.every(({ value }) => Math.abs(value) <= 1e9)
  if (!isRight) return null
  return {
    prices: prices.map(({ number, value }) => ({ level: number, price: value })),
    counts: counts.map(({ number, value }) => ({ storeId: number, count: value })),
  }
}

/** The form of a new product; each value of the first property with each of the second is a variant. */
export function readProductForm(body: unknown, store: string): z.ZodSafeParseResult<CatalogueProduct> {
  const form = readForm(body)
  const variant = { prices: [readNumber(form.price1 ?? '')], stock: { [store]: readNumber(form.stock || '0') } }
  const kinds = [1, 2].reduce<Record<string, string>[]>(
    (known, number) => {
      const title = (form[`property${number}`] ?? '').trim()
      const values = splitValues(form[`values${number}`] ?? '')
      if (!title || values.length === 0) return known
      return known.flatMap((kind) => values.map((value) => ({ ...kind, [title]: value })))
    },
    [{}],
  )
  return productSchema.safeParse({
    name: (form.name ?? '').trim(),
    category: (form.category ?? '').trim(),
    variants: kinds.map((properties) => ({ ...variant, properties })),
  })
}

const splitValues = (text: string): string[] => [
  ...new Set(
    text
      .split(/[،,]/)
      .map((value) => value.trim())
      .filter(Boolean),
  ),
]
