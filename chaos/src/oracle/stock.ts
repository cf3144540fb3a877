import { type MahakBooks, numberOf } from './read-mahak.ts'
import { linkKey, type ShopBooks } from './read-shop.ts'

/** Mahak's figure, what is sold and not in it yet, and what is held for unpaid orders, per variant. */
export function compareStock(mahak: MahakBooks, shop: ShopBooks, except: ReadonlySet<string>): string[] {
  const figures = figuresOf(mahak, shop)
  const invoiced = invoicedOrders(mahak, shop)
  const sold = quantities(shop.orders.filter((order) => order.state === 'paid' && !invoiced.has(order.id)))
  const held = quantities(shop.orders.filter((order) => order.state === 'pending_payment'))
  const comparable = shop.variants.filter((variant) => !except.has(variant.id))
  return comparable.flatMap(({ id, onHand, pending, reserved }) => {
    const is = { onHand, pending, reserved }
    const should = { onHand: figures.get(id) ?? 0, pending: sold.get(id) ?? 0, reserved: held.get(id) ?? 0 }
    return JSON.stringify(is) === JSON.stringify(should)
      ? []
      : [`stock of ${id} is ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`]
  })
}

function figuresOf(mahak: MahakBooks, shop: ShopBooks): Map<string, number> {
  const gone = new Set(mahak.of('Stores').flatMap((store) => (store.deleted ? store.id : [])))
  const figures = new Map<string, number>()
  for (const asset of mahak.of('ProductDetailStoreAssets')) {
    const id = shop.localIds.get(linkKey('ProductDetails', numberOf(asset, 'ProductDetailId')))
    if (!id || asset.deleted || gone.has(numberOf(asset, 'StoreId'))) continue
    figures.set(id, (figures.get(id) ?? 0) + numberOf(asset, 'Count1'))
  }
  return figures
}

const invoicedOrders = (mahak: MahakBooks, shop: ShopBooks): Set<string> =>
  new Set(
    mahak.of('Orders').flatMap((row) => (row.code > 0 ? (shop.localIds.get(linkKey('Orders', row.id)) ?? []) : [])),
  )

function quantities(orders: ShopBooks['orders']): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { variantId, quantity } of orders.flatMap((order) => order.lines))
    sums.set(variantId, (sums.get(variantId) ?? 0) + quantity)
  return sums
}
