import type { Tx } from '@hybrid-store/database'
import { entityOf } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { findAll, findByCodes, findByIds, findByParents, type StoredRow } from '../../store/rows.repository.ts'
import { BOOKED } from './statement.ts'
import { placeKey, placeOf, type StockMove, sumMoves } from './stock.ts'

/** What an invoice of each type does to the stock and to the person's debt; orders and pro-formas do nothing (§4.10). */
export const EFFECTS: Readonly<Record<number, { title: string; stock: 1 | -1; debt: 1 | -1 }>> = {
  [BOOKED.sale]: { title: 'فاکتور فروش', stock: -1, debt: 1 },
  [BOOKED.saleReturn]: { title: 'برگشت از فروش', stock: 1, debt: -1 },
  [BOOKED.purchase]: { title: 'فاکتور خرید', stock: 1, debt: -1 },
}

export const visitorOf = (order: StoredRow): number => numberIn(order.members, 'VisitorId') || order.createdBy

export const linesOf = async (tx: Tx, order: StoredRow): Promise<StoredRow[]> =>
  (await findByParents(tx, entityOf('OrderDetails'), [order.id])).filter((line) => !line.deleted)

/** The returns that name a sale and were not made void. */
export async function returnsOf(tx: Tx, sale: StoredRow): Promise<StoredRow[]> {
  const others = await findByParents(tx, entityOf('Orders'), [numberIn(sale.members, 'PersonId')])
  return others.filter((row) => !row.deleted && numberIn(row.members, 'ReferenceOrderId') === sale.id)
}

/** Whether the order's person is one of the visitor's: else its invoice moves no goods (§5.3). */
export async function isLinked(tx: Tx, order: StoredRow): Promise<boolean> {
  const links = await findByParents(tx, entityOf('VisitorPeople'), [numberIn(order.members, 'PersonId')])
  return links.some((link) => !link.deleted && numberIn(link.members, 'VisitorId') === visitorOf(order))
}

/** The movements of an order's goods. */
export async function movesOf(tx: Tx, order: StoredRow): Promise<StockMove[]> {
  const effect = EFFECTS[numberIn(order.members, 'OrderType')]
  if (!effect) return []
  const lines = await linesOf(tx, order)
  const goods = await findByIds(
    tx,
    entityOf('ProductDetails'),
    lines.map(({ members }) => numberIn(members, 'ProductDetailId')),
  )
  const known = new Set(goods.map((detail) => detail.id))
  const usual = await usualStore(tx, order)
  return lines
    .map(({ members }) => ({
      productDetailId: numberIn(members, 'ProductDetailId'),
      storeId: numberIn(members, 'StoreId') || usual,
      count: effect.stock * numberIn(members, 'Count1'),
    }))
    .filter((move) => known.has(move.productDetailId))
}

/** Whether a movement would take more than there is. */
export async function goesBelowZero(tx: Tx, moves: readonly StockMove[]): Promise<boolean> {
  const sums = sumMoves(moves)
  const assets = await findByParents(
    tx,
    entityOf('ProductDetailStoreAssets'),
    sums.map((move) => move.productDetailId),
  )
  const counts = new Map(assets.map((asset) => [placeKey(placeOf(asset)), numberIn(asset.members, 'Count1')]))
  return sums.some((move) => move.count < 0 && (counts.get(placeKey(move)) ?? 0) + move.count < 0)
}

/** The visitor's own store, for lines that name none. */
async function usualStore(tx: Tx, order: StoredRow): Promise<number> {
  const [visitor] = await findByIds(tx, entityOf('Visitors'), [visitorOf(order)])
  const [own] = await findByCodes(tx, entityOf('Stores'), [numberIn(visitor?.members, 'StoreCode')])
  const [first] = await findAll(tx, entityOf('Stores'), { limit: 1, offset: 0 })
  return own?.id ?? first?.id ?? 0
}
