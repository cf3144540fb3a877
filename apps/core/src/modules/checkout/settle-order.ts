import { addToOutbox } from '@hybrid-store/database'
import { fail, ok } from '@hybrid-store/kernel'
import { fillMissingName } from '../customers/index.ts'
import { markSold } from '../inventory/index.ts'
import { lock, markPaid, recordBooksAttention, takesMoney } from '../orders/index.ts'
import type { SettleOrder } from '../payments/index.ts'

const doorbell = { type: 'sync.drain', body: { reason: 'order_paid' } }

/**
 * The third phase: a captured payment makes its order paid and its goods sold, and rings for the books. Money for an order
 * that is paid already, or whose goods others have bought meanwhile, is refused; the latter also asks for a person's look.
 */
export const settleOrder: SettleOrder = async (tx, { orderId, paidAt }) => {
  const order = await lock(tx, orderId)
  if (!order || !takesMoney(order)) return fail({ code: 'order_not_payable' })
  if ((await markSold(tx, orderId)) === 'stock_gone') {
    await recordBooksAttention(tx, [orderId])
    return fail({ code: 'stock_gone' })
  }
  await markPaid(tx, orderId, paidAt)
  await fillMissingName(tx, order.customerId, order.address.receiverName)
  await addToOutbox(tx, 'customer_sync_request', doorbell)
  await addToOutbox(tx, 'order_sync_request', doorbell)
  return ok(undefined)
}
