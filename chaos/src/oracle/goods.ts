import { type MahakBooks, type MahakRow, numberOf, textOf } from './read-mahak.ts'
import { linkKey, type ShopBooks, type ShopVariant } from './read-shop.ts'

/** Goods, prices and assignments: what the shop shows is what Mahak says. */
export function compareGoods(mahak: MahakBooks, shop: ShopBooks): string[] {
  const assigned = assignments(mahak)
  const products = new Map(mahak.of('Products').map((row) => [row.id, row]))
  const details = mahak.of('ProductDetails')
  const variants = new Map(shop.variants.map((variant) => [variant.id, variant]))
  const ours = details.filter((detail) => assigned.has(detail.id))
  const seen = new Set<string>()
  const differences = ours.flatMap((detail) => {
    const id = shop.localIds.get(linkKey('ProductDetails', detail.id)) ?? ''
    const variant = variants.get(id)
    const product = products.get(numberOf(detail, 'ProductId'))
    seen.add(id)
    if (!product) return []
    if (!variant) return detail.deleted ? [] : [`detail ${detail.id} is not in the shop`]
    const siblings = ours.filter((other) => numberOf(other, 'ProductId') === product.id)
    const shown = isShown(detail, product, siblings, assigned.get(detail.id) ?? false)
    return differencesOf(detail, product, variant, shown, shop)
  })
  const strange = shop.variants
    .filter((variant) => !seen.has(variant.id))
    .map(({ id }) => `${id} is in no book of Mahak`)
  return [...differences, ...strange]
}

/** Details our visitor has, or had, a link to: whether one of the links is alive. */
function assignments(mahak: MahakBooks): Map<number, boolean> {
  const assigned = new Map<number, boolean>()
  for (const link of mahak.of('VisitorProducts')) {
    if (numberOf(link, 'VisitorId') !== mahak.visitorId) continue
    const detail = numberOf(link, 'ProductDetailId')
    assigned.set(detail, (assigned.get(detail) ?? false) || !link.deleted)
  }
  return assigned
}

const optionsOf = (detail: MahakRow): string => textOf(detail, 'Properties')

const hasOptions = (detail: MahakRow): boolean => optionsOf(detail) !== '' && optionsOf(detail) !== '[]'

function isShown(detail: MahakRow, product: MahakRow, siblings: readonly MahakRow[], assigned: boolean): boolean {
  const isBase = !hasOptions(detail) && siblings.some((other) => !other.deleted && hasOptions(other))
  return !detail.deleted && !product.deleted && assigned && priceOf(detail) > 0 && !isBase
}

function priceOf(detail: MahakRow): number {
  const level = numberOf(detail, 'DefaultSellPriceLevel')
  return numberOf(detail, `Price${level >= 1 && level <= 10 ? level : 1}`)
}

function differencesOf(
  detail: MahakRow,
  product: MahakRow,
  variant: ShopVariant,
  shown: boolean,
  shop: ShopBooks,
): string[] {
  const expected = {
    price: priceOf(detail),
    deleted: detail.deleted,
    shown,
    productId: shop.localIds.get(linkKey('Products', product.id)),
    productName: textOf(product, 'Name'),
    productDeleted: product.deleted,
  }
  return Object.entries(expected).flatMap(([field, value]) => {
    const is = variant[field as keyof ShopVariant]
    return is === value ? [] : [`detail ${detail.id}: ${field} is ${is}, at Mahak ${value}`]
  })
}
