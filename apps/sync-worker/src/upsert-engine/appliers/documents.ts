import { confirmSold } from '@hybrid-store/core/inventory'
import {
  isSold,
  readOrdersForSync,
  recordBooksAttention,
  recordConfirmedByBooks,
  recordReturnsConfirmed,
} from '@hybrid-store/core/orders'
import type { Tx } from '@hybrid-store/database'
import { isId } from '@hybrid-store/kernel'
import type { z } from 'zod'
import type { SyncConfig } from '../../config.ts'
import { orderRow } from '../../data-transformer/document-rows.ts'
import { databaseTime } from '../../database-time.ts'
import { localId } from '../../local-id.ts'
import { type Issue, resolveIssues } from '../../retry-error-manager/issue.repository.ts'
import { applier } from '../applier.ts'
import { adoptOrders, confirmOrders, selectOurOrders, selectStores } from './documents.repository.ts'

/** Of an invoice without a version: no stock row counts as newer, so only time settles the sale. */
const UNKNOWN_VERSION = Number.MAX_SAFE_INTEGER

/** Tells the shop which of its orders have become invoices (OrderCode, Mahak API reference §5.6). */
export const applyOrders = applier(orderRow, async (tx, { account, config }, rows) => {
  const ids = rows.map((row) => row.OrderId)
  await adoptOrders(tx, account.id, ids)
  const ours = new Map((await selectOurOrders(tx, account.id, ids)).map((order) => [order.mahakId, order]))
  await confirmReturns(tx, account.id, rows, ours)
  const forgotten = rows.filter(
    (row) =>
      !ours.has(row.OrderId) && !row.Deleted && row.VisitorId === account.visitorId && isOwnClientId(row, config),
  )
  const known = rows.flatMap((row) => {
    const order = ours.get(row.OrderId)
    return order && isId('ord', order.localId)
      ? [{ row, orderId: localId('ord', order.localId), invoice: order.invoice }]
      : []
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
  const at = await databaseTime(tx)
  const stores = await selectStores(
    tx,
    account.id,
    invoiced.map(({ row }) => row.OrderId),
  )
  await confirmSold(
    tx,
    invoiced.map(({ row, orderId }) => {
      const store = stores.get(row.OrderId)
      const version = row.RowVersion || UNKNOWN_VERSION
      return { orderId, version, locationId: store ? localId('loc', store) : null, at }
    }),
  )
  const gone = known.filter(({ row }) => row.Deleted).map(({ orderId }) => orderId)
  const missed = new Set<string>(
    (await readOrdersForSync(tx, gone)).flatMap(({ id, state }) => (isSold(state) ? id : [])),
  )
  const deleted = gone.filter((orderId) => missed.has(orderId))
  await recordBooksAttention(tx, deleted)
  const present = known.filter(({ row }) => !row.Deleted).map(({ orderId }) => orderId)
  await resolveIssues(tx, 'order', present, ['deleted_at_mahak'])
  return { issues: [...deleted.map(deletedAtMahak), ...forgotten.map(forgottenHere)] }
})

/** A return has come into the books when it has its number; the goods come back by Mahak's own stock rows. */
async function confirmReturns(
  tx: Tx,
  accountId: number,
  rows: readonly z.infer<typeof orderRow>[],
  ours: ReadonlyMap<number, { localId: string; invoice: number | null }>,
): Promise<void> {
  const numbered = rows.flatMap((row) => {
    const own = row.OrderCode > 0 && !row.Deleted ? ours.get(row.OrderId) : undefined
    if (!own || !isId('ret', own.localId) || own.invoice === row.OrderCode) return []
    return [{ mahakId: row.OrderId, invoice: row.OrderCode, returnId: own.localId, invoiceNumber: row.OrderCode }]
  })
  await confirmOrders(tx, accountId, numbered)
  await recordReturnsConfirmed(tx, numbered)
}

/** Only this shop numbers rows of its visitor above the base. */
const isOwnClientId = ({ OrderClientId }: z.infer<typeof orderRow>, { clientIdBase }: SyncConfig): boolean =>
  (OrderClientId ?? 0) > clientIdBase

/** After a database came back without its last moments (a backup, a replica that lagged), Mahak may know more than the shop. */
const forgottenHere = (row: z.infer<typeof orderRow>): Issue => ({
  entity: 'Orders',
  recordId: String(row.OrderId),
  class: 'permanent',
  code: 'unknown_to_shop',
  message:
    'این سفارش را همین فروشگاه به محک فرستاده است، اما در پایگاه دادهٔ فروشگاه نیست؛ شاید پایگاه داده از نسخهٔ پشتیبان بازگردانده شده باشد. با مشتری و حسابدار هماهنگ کنید.',
})

const deletedAtMahak = (orderId: string): Issue => ({
  entity: 'order',
  recordId: orderId,
  class: 'permanent',
  code: 'deleted_at_mahak',
  message: 'این سفارش در محک حذف شده است؛ با حسابدار هماهنگ کنید.',
})
