import type { Tx } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { entityOf } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { takeNumbers } from '../../store/counters.repository.ts'
import { findAll, findByCodes, findByIds, findByParents, type StoredRow } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { writeRows } from '../../store/write-rows.ts'
import { moveStock, type StockMove } from './stock.ts'

export interface ConvertedOrder {
  orderId: number
  orderCode: number
  /** False for a sale to a person that is not linked to the visitor: such a sale moves no goods (§5.3). */
  stockMoved: boolean
}

export type ConvertError = { code: 'not_found' | 'deleted' | 'already_converted' | 'unknown_person' }

const FIRST_ORDER_CODE = 1001

/**
 * Takes an order into the books: it gets its number and a new version, then the stock is lowered and uploaded, so that
 * the stock's versions are higher than the order's (§5.6). An order of nobody known never becomes an invoice.
 */
export function convertOrder(deps: UploadDeps, orderId: number): Promise<Result<ConvertedOrder, ConvertError>> {
  const orders = entityOf('Orders')
  return upload(deps, DESKTOP, async (tx, batch) => {
    const [order] = await findByIds(tx, orders, [orderId])
    const refusal = await refusalOf(tx, order)
    if (!order || refusal) return fail({ code: refusal ?? 'not_found' })

    const orderCode = await takeNumbers(tx, 'code:Orders', FIRST_ORDER_CODE, 1)
    const members = { ...order.members, OrderCode: orderCode }
    await writeRows(tx, batch, [{ entity: orders, id: orderId, members, deleted: false, stored: order }])

    const stockMoved = await isLinked(tx, order)
    const moves = stockMoved ? await movesOf(tx, order) : []
    if (moves.length > 0) await moveStock(tx, batch, moves)
    return ok({ orderId, orderCode, stockMoved })
  })
}

async function refusalOf(tx: Tx, order: StoredRow | undefined): Promise<ConvertError['code'] | null> {
  if (!order) return 'not_found'
  if (order.deleted) return 'deleted'
  if (order.code !== 0) return 'already_converted'
  const [person] = await findByIds(tx, entityOf('People'), [numberIn(order.members, 'PersonId')])
  return person ? null : 'unknown_person'
}

async function isLinked(tx: Tx, order: StoredRow): Promise<boolean> {
  const visitorId = visitorOf(order)
  const links = await findByParents(tx, entityOf('VisitorPeople'), [numberIn(order.members, 'PersonId')])
  return links.some((link) => !link.deleted && numberIn(link.members, 'VisitorId') === visitorId)
}

const visitorOf = (order: StoredRow): number => numberIn(order.members, 'VisitorId') || order.createdBy

/** Sales take goods out, returns bring them back; orders and pro-formas move nothing (§4.10). */
const DIRECTION: Record<number, number> = { 201: -1, 202: 1 }

async function movesOf(tx: Tx, order: StoredRow): Promise<StockMove[]> {
  const direction = DIRECTION[numberIn(order.members, 'OrderType')] ?? 0
  if (direction === 0) return []
  const lines = (await findByParents(tx, entityOf('OrderDetails'), [order.id])).filter((line) => !line.deleted)
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
      count: direction * numberIn(members, 'Count1'),
    }))
    .filter((move) => known.has(move.productDetailId))
}

/** The visitor's own store, for lines that name none. */
async function usualStore(tx: Tx, order: StoredRow): Promise<number> {
  const [visitor] = await findByIds(tx, entityOf('Visitors'), [visitorOf(order)])
  const [own] = await findByCodes(tx, entityOf('Stores'), [numberIn(visitor?.members, 'StoreCode')])
  const [first] = await findAll(tx, entityOf('Stores'), { limit: 1, offset: 0 })
  return own?.id ?? first?.id ?? 0
}
