import { type OrderForSync, returnCancelled } from '@hybrid-store/core/orders'
import { type DirtyRecord, sql, type Tx } from '@hybrid-store/database'
import { hashOfRows, type OutgoingRow, type OutgoingRows } from '../bulk-saver/aggregate.ts'
import { databaseTime } from '../database-time.ts'
import type { Built } from './lane.ts'
import { historyOf, type OutgoingLink } from './outgoing-links.repository.ts'
import { markOwnNews } from './own-news.ts'

/** Turns orders that were cancelled after Mahak had made their invoices into returns. Gives those that were cancelled. */
export async function returnInvoiced(tx: Tx, orders: readonly OrderForSync[]): Promise<string[]> {
  const cancelled = orders.filter((order) => order.state === 'cancelled').map((order) => order.id)
  const returns: string[] = []
  for (const orderId of cancelled) {
    const id = await returnCancelled(tx, orderId, await databaseTime(tx))
    if (id !== null) returns.push(id)
  }
  await markOwnNews(tx, 'return', returns)
  return cancelled
}

/**
 * Deletes what Mahak has of a cancelled order: first the order with its lines, for it alone decides whether it has become an
 * invoice meanwhile; when it is gone, the money too, unless it stays (`keepingMoney`). Of an order that never arrived nothing
 * is sent.
 */
export function placeDeletion(
  built: Built,
  record: DirtyRecord,
  link: OutgoingLink | undefined,
  rows: OutgoingRows,
  keepsMoney: boolean,
): void {
  const order = { Orders: deleted(rows.Orders), OrderDetails: deleted(rows.OrderDetails) }
  const money = { Receipts: deleted(rows.Receipts), Cheques: deleted(rows.Cheques) }
  const all = keepsMoney ? order : { ...order, ...money }
  const [hash, hashOfAll] = [hashOfRows(order), hashOfRows(all)]
  const nothingThere = Object.values(all).every((list) => list.length === 0)
  if (nothingThere || link?.baseHash === hashOfAll) built.done.push(record)
  else if (link?.baseHash === hash) built.ready.push({ record, rows: all, hash: hashOfAll, ...historyOf(link) })
  else built.ready.push({ record, rows: order, hash, ...historyOf(link) })
}

/** The deletion of cancelled orders takes more than one call; each is looked at again after the one before. */
export async function goOnDeleting(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`
    update sync.link set deleted_at = coalesce(deleted_at, now())
    where entity = 'Orders' and local_id = any(${ids}::text[])`)
  await markOwnNews(tx, 'order', ids)
}

/** Those of the rows that Mahak has, to be deleted there. */
const deleted = <E extends keyof OutgoingRows & ('Orders' | 'OrderDetails' | 'Receipts' | 'Cheques')>(
  rows: OutgoingRow<E>[] | undefined,
): OutgoingRow<E>[] =>
  (rows ?? []).filter((row) => row.mahakId !== null).map((row) => ({ ...row, draft: { ...row.draft, Deleted: true } }))
