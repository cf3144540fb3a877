import type { CatalogueProduct, CatalogueVariant } from '../catalogue.ts'

/** Makes the goods as untidy as real books: Arabic letters, trailing blanks, a zero price, a negative stock (§4.1, §9). */
export function addDirt(products: readonly CatalogueProduct[]): CatalogueProduct[] {
  return products.map((product, index) => spoil({ ...product, name: untidy(product.name, index) }, index))
}

function untidy(name: string, index: number): string {
  const arabic = index % 3 === 0 ? name.replaceAll('ی', 'ي').replaceAll('ک', 'ك') : name
  return index % 4 === 0 ? `${arabic}  ` : arabic
}

const ZERO_PRICE = 200
const NEGATIVE_STOCK = 210
const DELETED = 220
const OF_ANOTHER_VISITOR = 230

function spoil(product: CatalogueProduct, index: number): CatalogueProduct {
  if (index === ZERO_PRICE)
    return withFirst(product, (variant) => ({ ...variant, prices: variant.prices.map(() => 0) }))
  if (index === NEGATIVE_STOCK)
    return withFirst(product, (variant) => ({ ...variant, stock: mapValues(variant.stock, () => -3) }))
  if (index === DELETED) return { ...product, deleted: true }
  if (index === OF_ANOTHER_VISITOR) return { ...product, visitors: ['seller2'] }
  // The second visitor sells in person and carries only some of the goods.
  return index % 5 === 0 ? product : { ...product, visitors: ['shop1'] }
}

function withFirst(
  product: CatalogueProduct,
  change: (variant: CatalogueVariant) => CatalogueVariant,
): CatalogueProduct {
  return { ...product, variants: product.variants.map((variant, index) => (index === 0 ? change(variant) : variant)) }
}

const mapValues = (stock: Record<string, number>, map: (count: number) => number): Record<string, number> =>
  Object.fromEntries(Object.entries(stock).map(([store, count]) => [store, map(count)]))
