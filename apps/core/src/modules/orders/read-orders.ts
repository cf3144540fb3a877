import type { Queryable, Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { canMove } from './order-states.ts'
import { lockOrder, type OrderRecord, selectByCart, selectOrder, selectOverdue } from './orders.repository.ts'

/** The order a cart became, or null. */
export const findByCart = (db: Queryable, cartId: string): Promise<OrderRecord | null> => selectByCart(db, cartId)

/** The order if it belongs to this customer; another's order is as unknown as none. */
export async function findOwn(db: Queryable, orderId: string, customerId: string): Promise<OrderRecord | null> {
  const order = await selectOrder(db, orderId)
  return order?.customerId === customerId ? order : null
}

/** Whether money from a gateway can be accepted for this order: it is unpaid, in time or late, and waits for no collection. */
export const takesMoney = (order: OrderRecord): boolean =>
  order.paymentMethod === 'gateway' && canMove(order.state, 'paid')

/** The order, which nobody else changes until the transaction ends. Lock it before the goods it holds. */
export const lock = (tx: Tx, orderId: string): Promise<OrderRecord | null> => lockOrder(tx, orderId)

/** Up to `limit` orders that still wait for a payment though their time is over, the longest overdue first. */
export const findOverdue = (db: Queryable, now: Date, limit: number): Promise<Id<'ord'>[]> =>
  selectOverdue(db, now, limit)
