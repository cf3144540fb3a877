import { digestOrders, isSold, type OrderForSync, readOrdersForSync } from '@hybrid-store/core/orders'
import { type BooksCurrency, toBooks } from '../../data-transformer/books-currency.ts'
import { chequeRow, orderDetailRow, orderRow } from '../../data-transformer/document-rows.ts'
import type { ApplyContext } from '../../upsert-engine/applier.ts'
import { selectMahakIds } from '../../upsert-engine/link.repository.ts'
import { type Drift, driftsOf, type Fields } from '../drift.ts'
import type { Compared, Comparison } from './comparison.ts'
import { mirrorOfOrders, type SentRow, selectSentRows } from './orders.repository.ts'

/**
 * Sold orders that Mahak has accepted: whether it has all their rows, with what they said. Once there is an invoice the
 * content is the accountant's, and only its number is compared. What was deleted there has an issue of its own.
 */
export const orders: Comparison = {
  entity: 'Orders',
  parts: ['OrderDetails', 'Receipts', 'Cheques'],
  groups: ['catalog', 'orders'],
  digest: digestOrders,
  mirror: mirrorOfOrders,
  here: async (db, _account, ids) =>
    new Map((await readOrdersForSync(db, ids)).map(({ id, state, invoiceNumber }) => [id, { state, invoiceNumber }])),
  compare: async (tx, { account, config }, ids) => {
    const rows = await selectSentRows(tx, account.id, ids)
    const found = await readOrdersForSync(tx, ids)
    const variantIds = found.flatMap((order) => order.lines.map((line) => line.variantId))
    const goods = await selectMahakIds(tx, account.id, 'ProductDetails', variantIds)
    const sent = new Map<string, SentRow[]>(found.map((order) => [order.id, []]))
    for (const row of rows) sent.get(row.orderId)?.push(row)
    return found.flatMap((order) => {
      const ofOrder = sent.get(order.id) ?? []
      return ofOrder.length > 0 && isSold(order.state) ? [compareOrder(order, ofOrder, goods, config)] : []
    })
  },
}

function compareOrder(
  order: OrderForSync,
  rows: readonly SentRow[],
  goods: ReadonlyMap<string, number>,
  config: ApplyContext['config'],
): Compared {
  const own = rows.find((row) => row.entity === 'Orders')
  const recordId = String(own?.mahakId ?? order.id)
  const found = { localId: order.id, recordId, moving: rows.some((row) => row.moving) }
  if (own?.deleted) return { ...found, drifts: [] }
  const invoice = own?.doc ? orderRow.parse(own.doc).OrderCode : 0
  return { ...found, drifts: rows.flatMap((row) => compareRow(row, sidesOf(row, order, invoice, goods, config))) }
}

interface Sides {
  here: Fields | null
  there: Fields | null
}

/** What each side says of a row; nothing about what the accountant may have changed since the invoice. */
function sidesOf(
  { entity, localId, doc }: SentRow,
  order: OrderForSync,
  invoice: number,
  goods: ReadonlyMap<string, number>,
  { booksCurrency }: ApplyContext['config'],
): Sides {
  if (entity === 'Orders')
    return { here: { invoiceNumber: order.invoiceNumber ?? 0 }, there: { invoiceNumber: invoice } }
  if (invoice > 0 || entity === 'Receipts') return { here: {}, there: {} }
  if (entity === 'Cheques') {
    const amount = order.payment && toBooks(order.payment.amount, booksCurrency)
    return { here: { amount }, there: doc ? { amount: chequeRow.parse(doc).Amount } : null }
  }
  const line = order.lines.find(({ id }) => id === localId)
  const row = doc ? orderDetailRow.parse(doc) : null
  return {
    here: line ? lineOf(line, goods.get(line.variantId) ?? null, booksCurrency) : null,
    there: row && { price: row.Price, count: row.Count1, detail: row.ProductDetailId },
  }
}

const lineOf = (
  { unitPrice, quantity }: OrderForSync['lines'][number],
  detail: number | null,
  currency: BooksCurrency,
) => ({
  price: toBooks(unitPrice, currency),
  count: quantity,
  detail,
})

function compareRow({ entity, localId, mahakId, doc, deleted }: SentRow, sides: Sides): Drift[] {
  const record = { entity, recordId: String(mahakId ?? localId), mahakId, localId }
  const isRemoved = sides.here === null
  if (isRemoved && (!doc || deleted)) return []
  if (!doc || deleted) return [{ ...record, class: 'missing_there', field: '', here: null, there: null }]
  return driftsOf({ ...record, ...sides })
}
