import {
  type AddressView,
  addressView,
  type BooksState,
  type OrderState,
  optionValue,
  type PaymentMethod,
} from '@hybrid-store/contracts'
import { empty, type Queryable, type Sql, sql, type Tx } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'
import { z } from 'zod'

export interface OrderLine {
  id: Id<'oln'>
  variantId: Id<'var'>
  productName: string
  options: { name: string; value: string }[]
  unitPrice: Rial
  quantity: number
  total: Rial
}

export interface OrderRecord {
  id: Id<'ord'>
  number: number
  cartId: Id<'cart'>
  customerId: Id<'cus'>
  state: OrderState
  paymentMethod: PaymentMethod
  itemsTotal: Rial
  shippingTotal: Rial
  total: Rial
  shippingTitle: string
  address: AddressView
  note: string | null
  placedAt: Date
  paidAt: Date | null
  /** Until when the goods are held for the order while it is unpaid. */
  expiresAt: Date
  booksState: BooksState
  invoiceNumber: number | null
  /** Of the goods that came back, as far as was known when the order was read. */
  returnedTotal: Rial
  /** What was agreed at the checkout, if the order was edited since it was sold; else null. */
  agreedTotal: Rial | null
  /** Changes with every write: edits name the one they were made from. */
  version: number
  lines: OrderLine[]
  /** Lines that were taken out. */
  removedLines: OrderLine[]
}

export type NewOrder = Pick<
  OrderRecord,
  | 'id'
  | 'cartId'
  | 'customerId'
  | 'itemsTotal'
  | 'shippingTotal'
  | 'total'
  | 'shippingTitle'
  | 'address'
  | 'note'
  | 'placedAt'
  | 'expiresAt'
> & { lines: OrderLine[] }

/** Who cancelled an order, when and why; a customer need not say why. */
export interface Cancellation {
  at: Date
  by: string
  reason: string | null
}

const optionValues = z.array(optionValue)

const columns = sql`id, number, cart_id as "cartId", customer_id as "customerId", state,
  payment_method as "paymentMethod", items_total as "itemsTotal",
  shipping_total as "shippingTotal", total, shipping_title as "shippingTitle", address, note, placed_at as "placedAt",
  paid_at as "paidAt", expires_at as "expiresAt", books_state as "booksState", invoice_number as "invoiceNumber",
  (select coalesce(sum(r.total), 0)::bigint from orders.return r where r.order_id = "order".id) as "returnedTotal",
  (select c.total_before from orders.change c where c.order_id = "order".id order by c.id limit 1) as "agreedTotal",
  row_version as version`

export async function insertOrder(tx: Tx, order: NewOrder): Promise<void> {
  await tx.run(sql`
    insert into orders."order"
      (id, cart_id, customer_id, items_total, shipping_total, total, shipping_title, address, note, placed_at, expires_at)
    values (${order.id}, ${order.cartId}, ${order.customerId}, ${order.itemsTotal}, ${order.shippingTotal},
      ${order.total}, ${order.shippingTitle}, ${JSON.stringify(order.address)}::jsonb, ${order.note},
      ${order.placedAt}, ${order.expiresAt})`)
  await tx.run(sql`
    insert into orders.order_line
      (id, order_id, position, variant_id, product_name, options, unit_price, quantity, total)
    select line.id, ${order.id}, line.position, line."variantId", line."productName", line.options, line."unitPrice",
      line.quantity, line.total
    from jsonb_to_recordset(${JSON.stringify(order.lines.map((line, position) => ({ ...line, position })))}::jsonb)
      as line(id text, position int, "variantId" text, "productName" text, options jsonb, "unitPrice" bigint,
        quantity int, total bigint)`)
}

export const selectOrder = async (db: Queryable, id: string): Promise<OrderRecord | null> =>
  one(await selectWhere(db, sql`id = ${id}`))

export const selectByCart = async (db: Queryable, cartId: string): Promise<OrderRecord | null> =>
  one(await selectWhere(db, sql`cart_id = ${cartId}`))

export const selectByIds = (db: Queryable, ids: readonly string[]): Promise<OrderRecord[]> =>
  selectWhere(db, sql`id = any(${ids}::text[])`, sql`order by number`)

/** The customers of those of these orders that are paid, each once. */
export async function selectBuyersOfSold(db: Queryable, ids: readonly string[]): Promise<Id<'cus'>[]> {
  const rows = await db.rows<{ id: Id<'cus'> }>(sql`
    select distinct customer_id as id from orders."order" where id = any(${ids}::text[]) and state in ('placed', 'paid')`)
  return rows.map((row) => row.id)
}

/** Those of these orders that are cancelled. */
export async function selectCancelled(db: Queryable, ids: readonly string[]): Promise<Id<'ord'>[]> {
  const rows = await db.rows<{ id: Id<'ord'> }>(sql`
    select id from orders."order" where id = any(${ids}::text[]) and state = 'cancelled'`)
  return rows.map((row) => row.id)
}

/** The row stays locked until the transaction ends; whoever also needs the order's goods locks them after it. */
export const lockOrder = async (tx: Tx, id: string): Promise<OrderRecord | null> =>
  one(await selectWhere(tx, sql`id = ${id}`, sql`for update`))

/** Orders before `beforeNumber` (all if null), newest first, of one customer or of everybody. */
export function selectNewest(
  db: Queryable,
  { customerId, beforeNumber, limit }: { customerId: string | null; beforeNumber: number | null; limit: number },
): Promise<OrderRecord[]> {
  const mine = customerId === null ? sql`true` : sql`customer_id = ${customerId}`
  const older = beforeNumber === null ? sql`true` : sql`number < ${beforeNumber}`
  return selectWhere(db, sql`${mine} and ${older}`, sql`order by number desc limit ${limit}`)
}

export async function selectOverdue(db: Queryable, now: Date, limit: number): Promise<Id<'ord'>[]> {
  const rows = await db.rows<{ id: Id<'ord'> }>(sql`
    select id from orders."order" where state = 'pending_payment' and expires_at <= ${now}
    order by expires_at limit ${limit}`)
  return rows.map((row) => row.id)
}

/** Moves the order if it stands in one of `from`; false if it does not. */
export async function updateState(
  tx: Tx,
  id: string,
  from: readonly OrderState[],
  change: {
    state: OrderState
    paymentMethod?: PaymentMethod
    paidAt?: Date
    expiresAt?: Date
    cancelled?: Cancellation
  },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update orders."order" set state = ${change.state},
      payment_method = coalesce(${change.paymentMethod ?? null}, payment_method), paid_at = coalesce(${change.paidAt ?? null}, paid_at),
      expires_at = coalesce(${change.expiresAt ?? null}, expires_at), cancelled_at = ${change.cancelled?.at ?? null},
      cancelled_by = ${change.cancelled?.by ?? null}, cancel_reason = ${change.cancelled?.reason ?? null}
    where id = ${id} and state = any(${[...from]}::text[])`)
  return changed === 1
}

/** Sets `books_state` of those orders that stand in one of `from`. Rows are locked in key order first. */
export const updateBooksState = (
  tx: Tx,
  orderIds: readonly string[],
  from: readonly BooksState[],
  to: BooksState,
): Promise<number> =>
  tx.run(sql`
    with locked as (select id from orders."order" where id = any(${orderIds}::text[]) order by id for update)
    update orders."order" o set books_state = ${to} from locked
    where o.id = locked.id and o.books_state = any(${[...from]}::text[])`)

export const updateInvoiceNumbers = (
  tx: Tx,
  rows: readonly { orderId: string; invoiceNumber: number }[],
): Promise<number> =>
  tx.run(sql`
    with invoiced as (
      select * from unnest(${rows.map((row) => row.orderId)}::text[], ${rows.map((row) => row.invoiceNumber)}::bigint[])
        as t(id, invoice_number)
    ), locked as (
      select o.id from orders."order" o where o.id in (select id from invoiced) order by o.id for update
    )
    update orders."order" o set books_state = 'confirmed', invoice_number = invoiced.invoice_number
    from invoiced join locked using (id)
    where o.id = invoiced.id and (o.books_state, o.invoice_number) is distinct from ('confirmed', invoiced.invoice_number)`)

const one = (orders: OrderRecord[]): OrderRecord | null => orders[0] ?? null

async function selectWhere(db: Queryable, condition: Sql, rest: Sql = empty): Promise<OrderRecord[]> {
  const orders = await db.rows<OrderRecord>(sql`select ${columns} from orders."order" where ${condition} ${rest}`)
  if (orders.length === 0) return []
  const lines = await db.rows<OrderLine & { orderId: string }>(sql`
    select order_id as "orderId", id, variant_id as "variantId", product_name as "productName", options,
      unit_price as "unitPrice", quantity, total
    from orders.order_line where order_id = any(${orders.map((order) => order.id)}::text[]) order by order_id, position`)
  const linesOf = new Map(orders.map((order): [string, OrderLine[]] => [order.id, []]))
  for (const { orderId, ...line } of lines)
    linesOf.get(orderId)?.push({ ...line, options: optionValues.parse(line.options) })
  return orders.map((order) => {
    const all = linesOf.get(order.id) ?? []
    return {
      ...order,
      address: addressView.parse(order.address),
      lines: all.filter((line) => line.quantity > 0),
      removedLines: all.filter((line) => line.quantity === 0),
    }
  })
}
