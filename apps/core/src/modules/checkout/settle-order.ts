import { fail, ok } from '@hybrid-store/kernel'
import { markSold } from '../inventory/index.ts'
import { lock, markPaid, recordBooksAttention, takesMoney } from '../orders/index.ts'
import type { SettleOrder } from '../payments/index.ts'
import { announceSale } from './announce-sale.ts'

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
  await announceSale(tx, order, 'order_paid')
  return ok(undefined)
}
