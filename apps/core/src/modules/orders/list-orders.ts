import type { AdminOrderRow, OrderView } from '@hybrid-store/contracts'
import type { Queryable } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { readCustomersForSync } from '../customers/index.ts'
import { currentPayments } from '../payments/index.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { dueOnDelivery } from './due-on-delivery.ts'
import { orderView } from './order-view.ts'
import { type OrderRecord, selectNewest } from './orders.repository.ts'

export interface OrderQuery {
  cursor?: string | undefined
  limit: number
}
interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}
type Paged<Item> = Promise<Result<Page<Item>, { code: 'bad_cursor' }>>

/** The orders of one customer, newest first. */
export async function listOwnOrders(db: Queryable, customerId: string, query: OrderQuery): Paged<OrderView> {
  const page = await readPage(db, customerId, query)
  if (!page.ok) return page
  const { items, nextCursor } = page.value
  const payments = await currentPayments(
    db,
    items.map((order) => order.id),
  )
  return ok({ items: items.map((order) => orderView(order, payments.get(order.id))), nextCursor })
}

/** Everybody's orders, newest first, as the back office lists them. */
export async function listAllOrders(db: Queryable, query: OrderQuery): Paged<AdminOrderRow> {
  const page = await readPage(db, null, query)
  if (!page.ok) return page
  const { items, nextCursor } = page.value
  const customerIds = [...new Set(items.map((order) => order.customerId))]
  const customers = await readCustomersForSync(db, customerIds)
  const mobiles = new Map(customers.map((customer) => [customer.id, customer.mobile]))
  return ok({ items: items.map((order) => adminRow(order, mobiles.get(order.customerId) ?? '')), nextCursor })
}

async function readPage(db: Queryable, customerId: string | null, query: OrderQuery): Paged<OrderRecord> {
  const beforeNumber = query.cursor === undefined ? null : decodeCursor(query.cursor)
  if (query.cursor !== undefined && beforeNumber === null) return fail({ code: 'bad_cursor' })
  const found = await selectNewest(db, { customerId, beforeNumber, limit: query.limit + 1 })
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  return ok({ items, nextCursor: last && found.length > query.limit ? encodeCursor(last.number) : null })
}

const adminRow = (order: OrderRecord, customerMobile: string): AdminOrderRow => ({
  id: order.id,
  number: order.number,
  state: order.state,
  paymentMethod: order.paymentMethod,
  dueOnDelivery: dueOnDelivery(order),
  total: order.total,
  placedAt: order.placedAt.toISOString(),
  paidAt: order.paidAt?.toISOString() ?? null,
  booksState: order.booksState,
  invoiceNumber: order.invoiceNumber,
  customerMobile,
  receiverName: order.address.receiverName,
  itemCount: order.lines.reduce((count, line) => count + line.quantity, 0),
})
