import { addToOutbox, type Tx } from '@hybrid-store/database'
import { fillMissingName } from '../customers/index.ts'
import type { OrderRecord } from '../orders/index.ts'

/** What follows when the goods of an order are sold: the customer has a name, and the books are rung for. */
export async function announceSale(tx: Tx, order: OrderRecord, reason: 'order_paid' | 'order_placed'): Promise<void> {
  const doorbell = { type: 'sync.drain', body: { reason } }
  await fillMissingName(tx, order.customerId, order.address.receiverName)
  await addToOutbox(tx, 'customer_sync_request', doorbell)
  await addToOutbox(tx, 'order_sync_request', doorbell)
}
