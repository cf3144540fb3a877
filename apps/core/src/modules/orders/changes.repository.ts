import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'
import type { OrderLine, OrderRecord } from './orders.repository.ts'

/** How much of a line there was and is; a line that is new was 0, one that was taken out is 0. */
export interface ChangedLine {
  line: OrderLine
  from: number
}

/** An edit of an order that was sold, in Rial. */
export interface ChangeRecord {
  id: Id<'chg'>
  orderId: Id<'ord'>
  changedAt: Date
  changedBy: string | null
  totalBefore: Rial
  totalAfter: Rial
  lines: { lineId: string; variantId: string; from: number; to: number }[]
}

export interface OrderEdit {
  id: Id<'chg'>
  at: Date
  by: string | null
  lines: readonly ChangedLine[]
  itemsTotal: Rial
  total: Rial
  note: string | null
  address: OrderRecord['address']
}

/** Writes an edit with its place in the history; that the sums are right is checked by the database. */
export async function writeEdit(tx: Tx, order: OrderRecord, edit: OrderEdit): Promise<void> {
  const lines = edit.lines.map(({ line }) => line)
  await tx.run(sql`
    insert into orders.order_line
      (id, order_id, position, variant_id, product_name, options, unit_price, quantity, total)
    select t.id, ${order.id}, (select max(position) from orders.order_line where order_id = ${order.id}) + t.nth,
      t."variantId", t."productName", t.options, t."unitPrice", t.quantity, t.total
    from rows from (jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as (id text, "variantId" text,
      "productName" text, options jsonb, "unitPrice" bigint, quantity int, total bigint))
      with ordinality as t(id, "variantId", "productName", options, "unitPrice", quantity, total, nth)
    on conflict (id) do update set quantity = excluded.quantity, total = excluded.total`)
  const noteChanged = order.note !== edit.note
  const addressChanged = JSON.stringify(order.address) !== JSON.stringify(edit.address)
  await tx.run(sql`
    update orders."order" set items_total = ${edit.itemsTotal}, total = ${edit.total}, note = ${edit.note},
      address = ${JSON.stringify(edit.address)}::jsonb where id = ${order.id}`)
  await tx.run(sql`
    insert into orders.change
      (id, order_id, changed_at, changed_by, total_before, total_after, lines, note_before, address_before)
    values (${edit.id}, ${order.id}, ${edit.at}, ${edit.by}, ${order.total}, ${edit.total},
      ${JSON.stringify(edit.lines.map(entryOf))}::jsonb, ${noteChanged ? order.note : null},
      ${addressChanged ? JSON.stringify(order.address) : null}::jsonb)`)
}

const entryOf = ({ line, from }: ChangedLine) => ({
  lineId: line.id,
  variantId: line.variantId,
  from,
  to: line.quantity,
})

/** The edits of these orders, oldest first. */
export const selectChanges = (db: Queryable, orderIds: readonly string[]): Promise<ChangeRecord[]> =>
  db.rows(sql`
    select id, order_id as "orderId", changed_at as "changedAt", changed_by as "changedBy",
      total_before as "totalBefore", total_after as "totalAfter", lines
    from orders.change where order_id = any(${orderIds}::text[]) order by id`)

/** Those of these orders that were edited after they were sold. */
export async function selectChanged(db: Queryable, orderIds: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select distinct order_id as id from orders.change where order_id = any(${orderIds}::text[]) order by id`)
  return rows.map((row) => row.id)
}
