import { toPersianDigits } from '@hybrid-store/kernel'
import type { Examination, ShopSettings } from '../examination.ts'
import { type Bilingual, type Finding, found } from '../finding.ts'
import type { Books, Variant } from '../reading/books.ts'
import { forSale, priceOf } from './for-sale.ts'

const TOLERATED_SHARE = 0.1
/** Rial. A median outside of these is far from what shops sell, and a factor of ten is the likeliest cause (§9.11). */
const FEW_RIAL = 200_000
const MANY_RIAL = 1_000_000_000

/** Whether the goods have prices at the level they are sold at, and whether these look like Rial. */
export function judgePrices(books: Books, { input: { shop } }: Examination): Finding[] {
  const variants = forSale(books)
  const prices = pricesAt(variants, shop, shop.priceLevel)
  return [
    ...judgeMissing(variants.length, prices.length, levelText(shop.priceLevel, books.levels)),
    ...(isMissingMany(variants.length, prices.length) ? betterLevel(variants, prices.length, books, shop) : []),
    ...judgeCurrency(prices, shop),
  ]
}

/** The prices above 0, in ascending order. */
const pricesAt = (variants: readonly Variant[], shop: ShopSettings, level: number | null): number[] =>
  variants
    .map((variant) => priceOf(variant, shop, level))
    .filter((price) => price > 0)
    .sort((one, other) => one - other)

const isMissingMany = (variants: number, priced: number): boolean => variants - priced > variants * TOLERATED_SHARE

function judgeMissing(variants: number, priced: number, level: Bilingual): Finding[] {
  const zero = variants - priced
  if (priced === 0) return [found('prices_none', { level })]
  if (!isMissingMany(variants, priced)) return [found('prices_there', { priced, variants, level })]
  return [found('prices_missing', { zero, variants, percent: Math.round((zero / variants) * 100), level })]
}

/** The level with the most prices, where it has more of them than the chosen one. */
function betterLevel(variants: readonly Variant[], priced: number, { levels }: Books, shop: ShopSettings): Finding[] {
  const counts = Array.from({ length: 10 }, (_, index) => pricesAt(variants, shop, index + 1).length)
  const most = Math.max(...counts)
  if (most <= priced) return []
  const number = counts.indexOf(most) + 1
  const level = levelText(number, levels)
  return [found('price_level_better', { level, priced: most, variants: variants.length, number: String(number) })]
}

function judgeCurrency(prices: readonly number[], { booksCurrency }: ShopSettings): Finding[] {
  const median = prices[Math.floor(prices.length / 2)]
  if (median === undefined) return []
  if (booksCurrency === 'rial' && median < FEW_RIAL) return [found('prices_like_toman', { median: FEW_RIAL })]
  return booksCurrency === 'toman' && median > MANY_RIAL ? [found('prices_like_rial', { median: MANY_RIAL })] : []
}

function levelText(level: number | null, names: ReadonlyMap<number, string>): Bilingual {
  if (level === null) return { en: 'its own price level', fa: 'سطح قیمت خود کالا' }
  const name = names.get(level)
  const called = name ? ` («${name}»)` : ''
  return { en: `price level ${level}${called}`, fa: `سطح قیمت ${toPersianDigits(level)}${called}` }
}
