import { type OrderForSync, readCollections, readRefunds, readReturns } from '@hybrid-store/core/orders'
import { sql, type Tx } from '@hybrid-store/database'
import { selectLinks } from './outgoing-links.repository.ts'

/** Where orders stand in the books, for the documents of money that follow them. */
export interface OrderFate {
  /** Their own way to the books is not finished, so that it is open what becomes of them. */
  undecided: ReadonlySet<string>
  /** Cancelled, and not in the books (any more). */
  gone: ReadonlySet<string>
  /** Gone, and the money that came in with them too. */
  moneyGone: ReadonlySet<string>
}

export async function readFate(tx: Tx, accountId: number, orders: readonly OrderForSync[]): Promise<OrderFate> {
  const undecided = await selectOnTheWay(
    tx,
    orders.map((order) => order.id),
  )
  const cancelled = orders
    .filter((order) => order.state === 'cancelled' && !undecided.has(order.id))
    .map((order) => order.id)
  const returned = await readReturns(tx, cancelled)
  const gone = cancelled.filter((id) => !returned.some(({ orderId, cancellation }) => cancellation && orderId === id))
  const staying = await keepingMoney(tx, accountId, gone)
  return { undecided, gone: new Set(gone), moneyGone: new Set(gone.filter((id) => !staying.has(id))) }
}

/**
 * Orders of which a refund or a collection is in the books, or on its way there: then all money of the order stays there,
 * for taking back one part of it would leave the person with a balance.
 */
export async function keepingMoney(tx: Tx, accountId: number, orderIds: readonly string[]): Promise<Set<string>> {
  const refunds = await readRefunds(tx, orderIds)
  const collections = await readCollections(tx, orderIds)
  const idsOf = (documents: readonly { id: string }[]) => documents.map(({ id }) => id)
  const paidOut = await selectLinks(tx, accountId, 'Payments', idsOf(refunds))
  const paidIn = await selectLinks(tx, accountId, 'Receipts', idsOf(collections))
  return new Set([
    ...refunds.filter(({ id }) => paidOut.has(id)).map(({ orderId }) => orderId),
    ...collections.filter(({ id }) => paidIn.has(id)).map(({ orderId }) => orderId),
  ])
}

async function selectOnTheWay(tx: Tx, orderIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select local_id as id from sync.dirty where entity = 'order' and local_id = any(${orderIds}::text[])`)
  return new Set(rows.map((row) => row.id))
}
