import type { Tx } from '@hybrid-store/database'
import { fail, ok, type Result, toTehranLocal } from '@hybrid-store/kernel'
import { draftRows } from '../../catalogue/drafts.ts'
import { entityOf, type WireRow } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { findByIds, type StoredRow } from '../../store/rows.repository.ts'
import { DESKTOP, type Upload, type UploadDeps, upload } from '../../store/upload.ts'
import { writeRows } from '../../store/write-rows.ts'
import { registerOrder } from './convert-order.ts'
import { isLinked, linesOf, movesOf, returnsOf, visitorOf } from './order-goods.ts'
import { BOOKED } from './statement.ts'
import { moveStock } from './stock.ts'

export interface ReturnedLine {
  orderDetailId: number
  /** Main units. */
  count: number
}

export interface ReturnedOrder {
  orderId: number
  orderCode: number
  stockMoved: boolean
}

export type ReturnError = { code: 'not_found' | 'deleted' | 'not_an_invoice' | 'more_than_sold' | 'nothing_left' }

/**
 * Takes goods of a sale back: an invoice of type 202 that names the sale (`ReferenceOrderId`) appears, and the goods are
 * in the stock again (§5.4). All that is left of the sale unless lines are named.
 */
export function returnOrder(
  deps: UploadDeps,
  orderId: number,
  wanted: readonly ReturnedLine[] | null,
): Promise<Result<ReturnedOrder, ReturnError>> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const [sale] = await findByIds(tx, entityOf('Orders'), [orderId])
    if (!sale) return fail({ code: 'not_found' })
    if (sale.deleted) return fail({ code: 'deleted' })
    if (sale.code === 0 || numberIn(sale.members, 'OrderType') !== BOOKED.sale) return fail({ code: 'not_an_invoice' })

    const lines = await linesOf(tx, sale)
    const left = await leftOf(tx, sale, lines)
    const taken = wanted ?? [...left].map(([orderDetailId, count]) => ({ orderDetailId, count }))
    const counts = sumByLine(taken)
    if ([...counts].some(([id, count]) => count > (left.get(id) ?? 0))) return fail({ code: 'more_than_sold' })
    if (![...counts.values()].some((count) => count > 0)) return fail({ code: 'nothing_left' })
    return ok(await writeReturn(tx, batch, { sale, lines, counts }))
  })
}

/** What of each line was not returned yet. */
async function leftOf(tx: Tx, sale: StoredRow, lines: readonly StoredRow[]): Promise<Map<number, number>> {
  const left = new Map(lines.map((line) => [line.id, numberIn(line.members, 'Count1')]))
  for (const earlier of await returnsOf(tx, sale))
    for (const { members } of await linesOf(tx, earlier)) takeFrom(left, lines, members)
  return left
}

/** Returns name goods and not lines, so they are taken from the lines with these goods, one after the other. */
function takeFrom(left: Map<number, number>, lines: readonly StoredRow[], returned: WireRow): void {
  let count = numberIn(returned, 'Count1')
  for (const line of lines) {
    if (numberIn(line.members, 'ProductDetailId') !== numberIn(returned, 'ProductDetailId')) continue
    const taken = Math.min(count, left.get(line.id) ?? 0)
    left.set(line.id, (left.get(line.id) ?? 0) - taken)
    count -= taken
  }
}

function sumByLine(lines: readonly ReturnedLine[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { orderDetailId, count } of lines) counts.set(orderDetailId, (counts.get(orderDetailId) ?? 0) + count)
  return counts
}

interface Return {
  sale: StoredRow
  lines: readonly StoredRow[]
  counts: ReadonlyMap<number, number>
}

async function writeReturn(tx: Tx, batch: Upload, { sale, lines, counts }: Return): Promise<ReturnedOrder> {
  const date = toTehranLocal(batch.at)
  const header = {
    PersonId: numberIn(sale.members, 'PersonId'),
    VisitorId: visitorOf(sale),
    OrderType: BOOKED.saleReturn,
    OrderDate: date,
    DeliveryDate: date,
    ReferenceOrderId: sale.id,
    Description: `برگشت از فاکتور ${sale.code}`,
  }
  const orders = await draftRows(tx, 'Orders', [header])
  const orderId = orders[0]?.id ?? 0
  const rows = lines
    .filter((line) => (counts.get(line.id) ?? 0) > 0)
    .map((line, index) => toReturnLine(line, counts.get(line.id) ?? 0, { orderId, row: index + 1 }))
  await writeRows(tx, batch, [...orders, ...(await draftRows(tx, 'OrderDetails', rows))])
  const [order] = await findByIds(tx, entityOf('Orders'), [orderId])
  if (!order) throw new Error(`the return ${orderId} was not written`)
  const orderCode = await registerOrder(tx, batch, order)
  const moves = (await isLinked(tx, sale)) ? await movesOf(tx, order) : []
  if (moves.length > 0) await moveStock(tx, batch, moves)
  return { orderId, orderCode, stockMoved: moves.length > 0 }
}

const PERCENT = 1

/** An amount of discount shrinks with the count; a percentage stays. */
function toReturnLine({ members }: StoredRow, count: number, place: { orderId: number; row: number }): WireRow {
  const share = count / numberIn(members, 'Count1')
  const discount = numberIn(members, 'Discount')
  return {
    ItemType: 1,
    OrderId: place.orderId,
    ProductDetailId: members.ProductDetailId ?? null,
    StoreId: members.StoreId ?? null,
    Price: members.Price ?? 0,
    Count1: count,
    Discount: numberIn(members, 'DiscountType') === PERCENT ? discount : discount * share,
    DiscountType: members.DiscountType ?? 0,
    TaxPercent: members.TaxPercent ?? 0,
    ChargePercent: members.ChargePercent ?? 0,
    RowId: place.row,
    Description: '',
  }
}
