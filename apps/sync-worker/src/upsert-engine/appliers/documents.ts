import { confirmSold } from '@hybrid-store/core/inventory'
import { recordBooksAttention, recordConfirmedByBooks } from '@hybrid-store/core/orders'
import { orderRow } from '../../data-transformer/document-rows.ts'
import { localId } from '../../local-id.ts'
import type { Issue } from '../../retry-error-manager/issue.repository.ts'
import { applier } from '../applier.ts'
import { adoptOrders, confirmOrders, selectOurOrders } from './documents.repository.ts'

/** Tells the shop which of its orders have become invoices (OrderCode, Mahak API reference §5.6). */
export const applyOrders = applier(orderRow, async (tx, { account, clock }, rows) => {
  const ids = rows.map((row) => row.OrderId)
  await adoptOrders(tx, account.id, ids)
  const ours = new Map((await selectOurOrders(tx, account.id, ids)).map((order) => [order.mahakId, order]))
  const known = rows.flatMap((row) => {
    const order = ours.get(row.OrderId)
    return order ? [{ row, orderId: localId('ord', order.localId), invoice: order.invoice }] : []
  })
  const invoiced = known.filter(({ row, invoice }) => row.OrderCode > 0 && !row.Deleted && row.OrderCode !== invoice)
  await confirmOrders(
    tx,
    account.id,
    invoiced.map(({ row }) => ({ mahakId: row.OrderId, invoice: row.OrderCode })),
  )
  await recordConfirmedByBooks(
    tx,
    invoiced.map(({ row, orderId }) => ({ orderId, invoiceNumber: row.OrderCode })),
  )
  await confirmSold(
    tx,
    invoiced.map(({ row, orderId }) => ({ orderId, version: row.RowVersion, at: clock.now() })),
  )
  const deleted = known.filter(({ row }) => row.Deleted).map(({ orderId }) => orderId)
  await recordBooksAttention(tx, deleted)
  return { issues: deleted.map(deletedAtMahak) }
})

const deletedAtMahak = (orderId: string): Issue => ({
  entity: 'order',
  recordId: orderId,
  class: 'permanent',
  code: 'deleted_at_mahak',
  message: 'این سفارش در محک حذف شده است؛ با حسابدار هماهنگ کنید.',
})
