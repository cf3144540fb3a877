import { confirmSold } from '@hybrid-store/core/inventory'
import { recordBooksAttention, recordConfirmedByBooks } from '@hybrid-store/core/orders'
import { orderRow } from '../../data-transformer/document-rows.ts'
import { localId } from '../../local-id.ts'
import type { Issue } from '../../retry-error-manager/issue.repository.ts'
import { type Applier, applier } from '../applier.ts'
import { adoptByClientId, adoptVisitorPeople, confirmOrders, selectOurOrders } from './documents.repository.ts'

/** For rows we have sent: the link learns Mahak's id of the row that carries our ClientId. */
export const adopt =
  (entity: string): Applier =>
  async (tx, { account }, rows) => {
    const ids = rows.map((row) => row.id)
    await adoptByClientId(tx, account.id, entity, ids)
    return {}
  }

/** These rows have no ClientId of their own: they are known by the person and the visitor they join. */
export const adoptVisitorPersons: Applier = async (tx, { account }, rows) => {
  const ids = rows.map((row) => row.id)
  await adoptVisitorPeople(tx, account, ids)
  return {}
}

/** Tells the shop which of its orders have become invoices (OrderCode, Mahak API reference §5.6). */
export const applyOrders = applier(orderRow, async (tx, { account, clock }, rows) => {
  const ids = rows.map((row) => row.OrderId)
  await adoptByClientId(tx, account.id, 'Orders', ids)
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
