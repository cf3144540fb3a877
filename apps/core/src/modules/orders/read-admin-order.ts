import type { AdminOrderView } from '@hybrid-store/contracts'
import type { Queryable } from '@hybrid-store/database'
import { rial, rialSum } from '@hybrid-store/kernel'
import { readCustomersForSync } from '../customers/index.ts'
import { currentPayments } from '../payments/index.ts'
import { selectRefunds, selectReturns } from './after-sale.repository.ts'
import { paidFor } from './after-sale.ts'
import { selectChanges } from './changes.repository.ts'
import { isSold } from './order-states.ts'
import { orderView } from './order-view.ts'
import { type OrderRecord, selectOrder } from './orders.repository.ts'

/** An order with its history and its money, as staff see it; null if there is none. */
export async function readAdminOrder(db: Queryable, orderId: string): Promise<AdminOrderView | null> {
  const order = await selectOrder(db, orderId)
  if (!order) return null
  const [customer] = await readCustomersForSync(db, [order.customerId])
  const returns = await selectReturns(db, [order.id])
  const refunds = await selectRefunds(db, [order.id])
  const paidTotal = await paidFor(db, order.id)
  const refundedTotal = rialSum(refunds.map((refund) => refund.amount))
  return {
    ...orderView(order, (await currentPayments(db, [order.id])).get(order.id)),
    version: order.version,
    customerMobile: customer?.mobile ?? '',
    paidTotal,
    refundedTotal,
    refundDue: rial(Math.max(0, paidTotal - refundedTotal - keptTotal(order))),
    returns: returns.map(({ id, total, reason, recordedAt }) => ({
      id,
      total,
      reason,
      recordedAt: recordedAt.toISOString(),
    })),
    refunds: refunds.map(({ id, amount, reference, paidAt }) => ({
      id,
      amount,
      reference,
      paidAt: paidAt.toISOString(),
    })),
    changes: (await selectChanges(db, [order.id])).map(({ id, changedAt, totalBefore, totalAfter }) => ({
      id,
      changedAt: changedAt.toISOString(),
      totalBefore,
      totalAfter,
    })),
  }
}

/** What the customer keeps and has to pay for. */
const keptTotal = (order: OrderRecord): number => (isSold(order.state) ? order.total - order.returnedTotal : 0)
