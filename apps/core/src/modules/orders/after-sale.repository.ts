import type { BooksState } from '@hybrid-store/contracts'
import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'

export interface ReturnLine {
  id: Id<'rln'>
  orderLineId: Id<'oln'>
  variantId: Id<'var'>
  quantity: number
  unitPrice: Rial
  total: Rial
}

/** Goods that came back from an invoiced order. Its lines and the shipping given back are `total`, in Rial. */
export interface ReturnRecord {
  id: Id<'ret'>
  orderId: Id<'ord'>
  cancellation: boolean
  itemsTotal: Rial
  shippingTotal: Rial
  total: Rial
  reason: string
  recordedAt: Date
  /** The staff member; null for the return that a cancellation brought about. */
  recordedBy: string | null
  lines: ReturnLine[]
}

/** Money paid back to the customer of an order, in Rial. */
export interface RefundRecord {
  id: Id<'rfd'>
  orderId: Id<'ord'>
  amount: Rial
  reference: string
  paidAt: Date
  recordedBy: string
}

/** Writes a return; false if the order was returned by its cancellation before. */
export async function insertReturn(tx: Tx, record: ReturnRecord): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into orders.return (id, order_id, cancellation, items_total, shipping_total, total, reason, recorded_at, recorded_by)
    values (${record.id}, ${record.orderId}, ${record.cancellation}, ${record.itemsTotal}, ${record.shippingTotal},
      ${record.total}, ${record.reason}, ${record.recordedAt}, ${record.recordedBy})
    on conflict (order_id) where cancellation do nothing`)
  if (inserted === 0) return false
  const { lines } = record
  await tx.run(sql`
    insert into orders.return_line (id, return_id, order_line_id, quantity, unit_price, total)
    select t.id, ${record.id}, t.line, t.quantity, t.price, t.total from unnest(
      ${lines.map((line) => line.id)}::text[], ${lines.map((line) => line.orderLineId)}::text[],
      ${lines.map((line) => line.quantity)}::int[], ${lines.map((line) => line.unitPrice)}::bigint[],
      ${lines.map((line) => line.total)}::bigint[]) as t(id, line, quantity, price, total)`)
  return true
}

/** The returns with these ids, and the returns of these orders, oldest first. */
export async function selectReturns(db: Queryable, ids: readonly string[]): Promise<ReturnRecord[]> {
  const records = await db.rows<Omit<ReturnRecord, 'lines'>>(sql`
    select id, order_id as "orderId", cancellation, items_total as "itemsTotal", shipping_total as "shippingTotal", total,
      reason, recorded_at as "recordedAt", recorded_by as "recordedBy"
    from orders.return where id = any(${ids}::text[]) or order_id = any(${ids}::text[]) order by id`)
  const lines = await db.rows<ReturnLine & { returnId: string }>(sql`
    select line.return_id as "returnId", line.id, line.order_line_id as "orderLineId", sold.variant_id as "variantId",
      line.quantity, line.unit_price as "unitPrice", line.total
    from orders.return_line line join orders.order_line sold on sold.id = line.order_line_id
    where line.return_id = any(${records.map((record) => record.id)}::text[]) order by line.return_id, sold.position`)
  return records.map((record) => ({
    ...record,
    lines: lines.filter((line) => line.returnId === record.id).map(({ returnId: _, ...line }) => line),
  }))
}

/** Writes a refund; false if this reference was recorded for the order before. */
export async function insertRefund(tx: Tx, refund: RefundRecord): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into orders.refund (id, order_id, amount, reference, paid_at, recorded_by)
    values (${refund.id}, ${refund.orderId}, ${refund.amount}, ${refund.reference}, ${refund.paidAt}, ${refund.recordedBy})
    on conflict (order_id, reference) do nothing`)
  return inserted === 1
}

/** The refunds with these ids, and the refunds of these orders, oldest first. */
export const selectRefunds = (db: Queryable, ids: readonly string[]): Promise<RefundRecord[]> =>
  db.rows(sql`
    select id, order_id as "orderId", amount, reference, paid_at as "paidAt", recorded_by as "recordedBy"
    from orders.refund where id = any(${ids}::text[]) or order_id = any(${ids}::text[]) order by id`)

/** Sets how far the books are with these returns, refunds and collections. */
export async function updateDocumentStates(tx: Tx, ids: readonly string[], to: BooksState): Promise<void> {
  await tx.run(sql`
    update orders.return set books_state = ${to} where id = any(${ids}::text[]) and books_state <> 'confirmed'`)
  await tx.run(sql`update orders.refund set books_state = ${to} where id = any(${ids}::text[])`)
  await tx.run(sql`update orders.collection set books_state = ${to} where id = any(${ids}::text[])`)
}

export async function updateReturnInvoices(
  tx: Tx,
  rows: readonly { returnId: string; invoiceNumber: number }[],
): Promise<void> {
  await tx.run(sql`
    update orders.return r set books_state = 'confirmed', invoice_number = t.number
    from unnest(${rows.map((row) => row.returnId)}::text[], ${rows.map((row) => row.invoiceNumber)}::bigint[])
      as t(id, number) where r.id = t.id`)
}
