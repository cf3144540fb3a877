import {
  type Catalogue,
  type CatalogueProduct,
  type CatalogueVariant,
  productSchema,
  shopSchema,
} from '../catalogue.ts'
import { addDirt } from './dirt.ts'
import { FAMILIES, type Family } from './families.ts'
import { type Random, seeded } from './random.ts'

export const PRODUCTS_PER_CATEGORY = 17

/** A believable Persian shop: 25 categories with 17 products each, always the same. */
export function demoCatalogue(): Catalogue {
  const random = seeded(1405)
  const shop = shopSchema.parse({ people: PEOPLE })
  const products = FAMILIES.flatMap((family) => productsOf(family, random, shop.stores))
  return { shop, products: addDirt(products) }
}

const PEOPLE = [
  { firstName: 'رضا', lastName: 'محمدي', mobile: '09121110001' },
  { firstName: 'مریم', lastName: 'كاظمی ', mobile: '09121110002' },
  { firstName: 'علی', lastName: 'حسینی', mobile: '09121110003' },
  { firstName: 'زهرا', lastName: 'اکبری', mobile: '' },
  { firstName: '', lastName: 'شرکت پخش آفتاب', mobile: '02188880005' },
]

function productsOf(family: Family, random: Random, stores: readonly string[]): CatalogueProduct[] {
  const names = family.items.flatMap((item) => family.styles.map((style) => `${item} ${style}`))
  return random
    .shuffle(names)
    .slice(0, PRODUCTS_PER_CATEGORY)
    .map((name) =>
      productSchema.parse({
        name,
        category: family.category,
        unit: family.unit ?? 'عدد',
        description: `${name}؛ ${DESCRIPTIONS[random.between(0, DESCRIPTIONS.length - 1)]}`,
        pictures: random.between(1, 2),
        variants: variantsOf(family, random, stores),
      }),
    )
}

const DESCRIPTIONS = [
  'با هفت روز ضمانت بازگشت کالا.',
  'انتخابی مناسب برای هدیه.',
  'تولید کارگاه‌های داخلی با کیفیت پایدار.',
  'برای استفاده روزمره، سبک و بادوام.',
]

function variantsOf({ axes, price }: Family, random: Random, stores: readonly string[]): CatalogueVariant[] {
  const toman = random.between(price[0], price[1]) * 1_000
  const base = Math.round(toman / 5_000) * 5_000 * 10
  const prices = [base, 0.9, 0.82, 0.95].map((factor, level) =>
    level === 0 ? base : Math.round((base * factor) / 10_000) * 10_000,
  )
  return combinations(axes, random).map((properties) => ({
    properties,
    prices,
    defaultLevel: 1,
    barcode: `626${random.between(1_000_000_000, 9_999_999_999)}`,
    stock: stockOf(random, stores),
  }))
}

const VALUES_PER_AXIS = 3

/** Some of each property's values, every one with every other; one kind without properties if there are none. */
function combinations(axes: Family['axes'], random: Random): Record<string, string>[] {
  return Object.entries(axes).reduce<Record<string, string>[]>(
    (kinds, [title, values]) => {
      const chosen = new Set(random.shuffle(values).slice(0, random.between(2, VALUES_PER_AXIS)))
      return kinds.flatMap((kind) =>
        values.filter((value) => chosen.has(value)).map((value) => ({ ...kind, [title]: value })),
      )
    },
    [{}],
  )
}

/** Ample stock in the first store, some in the second, a few kinds sold out. */
function stockOf(random: Random, [main = '', second = main]: readonly string[]): Record<string, number> {
  if (random.chance(0.04)) return { [main]: 0 }
  return { [main]: random.between(15, 120), ...(random.chance(0.3) ? { [second]: random.between(1, 25) } : {}) }
}
