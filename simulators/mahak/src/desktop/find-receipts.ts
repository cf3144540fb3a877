import type { Queryable } from '@hybrid-store/database'
import { entityOf } from '../entities/index.ts'
import { numberIn } from '../entities/members.ts'
import { findByIds, findByParents, type StoredRow } from '../store/rows.repository.ts'

/** Receipts of orders that are not deleted; receipt and order can name each other from either side (§5.1). */
export async function findReceipts(db: Queryable, orders: readonly StoredRow[]): Promise<StoredRow[]> {
  const receipts = entityOf('Receipts')
  const named = await findByIds(
    db,
    receipts,
    orders.map(({ members }) => numberIn(members, 'ReceiptId')),
  )
  const naming = await findByParents(
    db,
    receipts,
    orders.map((order) => order.id),
  )
  const all = new Map([...named, ...naming].map((receipt) => [receipt.id, receipt]))
  return [...all.values()].filter((receipt) => !receipt.deleted)
}

export const isReceiptOf = (receipt: StoredRow, order: StoredRow): boolean =>
  receipt.id === order.members.ReceiptId || receipt.members.OrderId === order.id
