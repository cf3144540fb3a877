import { formatToman, type Rial } from '@hybrid-store/kernel'
import type { Examination, ShopSettings } from '../examination.ts'
import { type Bilingual, type Finding, found, grouped, idOf, inPersian } from '../finding.ts'
import type { Books, Variant } from '../reading/books.ts'
import { forSale, priceOf } from './for-sale.ts'

const SAMPLES = 3

/** Some prices for the operator to compare with the desktop program (Mahak API reference §9.10, §9.11). */
export function judgeSamples(books: Books, { input: { shop } }: Examination): Finding[] {
  return samplesOf(books, shop).map((variant) => {
    const { name, code } = books.names.get(variant.productId) ?? { name: '?', code: 0 }
    return found('price_sample', {
      name,
      code: idOf(code),
      prices: pricesOf(variant, books, shop),
      shown: shownOf(priceOf(variant, shop)),
    })
  })
}

/** One variant each of some products, those with a price first. */
function samplesOf(books: Books, shop: ShopSettings): Variant[] {
  const ofProduct = new Map<number, Variant>()
  for (const variant of forSale(books)) {
    const known = ofProduct.get(variant.productId)
    if (books.names.has(variant.productId) && (!known || priceOf(known, shop) === 0))
      ofProduct.set(variant.productId, variant)
  }
  const candidates = [...ofProduct.values()]
  const isPriced = (variant: Variant) => priceOf(variant, shop) > 0
  return [...candidates.filter(isPriced), ...candidates.filter((one) => !isPriced(one))].slice(0, SAMPLES)
}

/** The prices of all levels that have one or a name; names are told in Persian only, as they are. */
function pricesOf(variant: Variant, { levels }: Books, shop: ShopSettings): Bilingual {
  const chosen = shop.priceLevel ?? variant.ownLevel
  const entries = variant.prices
    .map((_, index) => index + 1)
    .map((level) => ({ level, price: priceOf(variant, shop, level), mark: level === chosen ? '*' : '' }))
    .filter(({ level, price }) => price > 0 || level === chosen || levels.has(level))
  return {
    en: entries.map(({ level, price, mark }) => `${mark}${level}: ${grouped(price)}`).join('; '),
    fa: entries
      .map(
        ({ level, price, mark }) =>
          `${mark}${[idOf(level).fa, levels.get(level)].join(' ').trim()}: ${inPersian(price)}`,
      )
      .join('؛ '),
  }
}

const shownOf = (price: Rial): Bilingual =>
  price > 0
    ? { en: `${grouped(price / 10)} Toman`, fa: formatToman(price) }
    : { en: 'nothing, for it has no price', fa: 'هیچ، چون قیمت ندارد' }
