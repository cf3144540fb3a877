import type { CatalogueProduct, CatalogueVariant } from '../catalogue.ts'
import { FAMILIES } from './families.ts'
import { seeded } from './random.ts'

export interface GeneratedGoods {
  count: number
  /** Names of the stores that each variant lies in. */
  stores: readonly string[]
  /** User names of the visitors they are assigned to. */
  visitors: readonly string[]
  seed?: number
}

const KINDS = ['سفید', 'مشکی', 'آبی']

/** Made-up goods in any number, the same for the same seed: two or three variants each, no pictures. */
export function* generateProducts({
  count,
  stores,
  visitors,
  seed = 1405,
}: GeneratedGoods): Generator<CatalogueProduct> {
  const random = seeded(seed)
  for (let number = 1; number <= count; number += 1) {
    const family = FAMILIES[number % FAMILIES.length]
    const item = family?.items[number % family.items.length] ?? ''
    const prices = [random.between(10, 900) * 100_000, random.between(8, 9) * 1_000_000]
    const variantOf = (kind: string): CatalogueVariant => ({
      properties: { رنگ: kind },
      prices,
      defaultLevel: 1,
      barcode: `626${1_000_000_000 + random.between(0, 999_999_999)}`,
      stock: Object.fromEntries(stores.map((store) => [store, random.between(0, 100)])),
    })
    yield {
      name: `${item} مدل ${number}`,
      category: family?.category ?? '',
      unit: family?.unit ?? 'عدد',
      description: null,
      deleted: false,
      visitors: [...visitors],
      pictures: 0,
      variants: KINDS.slice(0, 2 + (number % 2)).map(variantOf),
    }
  }
}
