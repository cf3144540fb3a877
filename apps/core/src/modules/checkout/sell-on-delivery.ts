import type { Tx } from '@hybrid-store/database'
import { markSold } from '../inventory/index.ts'
import { type OrderRecord, placeOnDelivery } from '../orders/index.ts'
import { announceSale } from './announce-sale.ts'

/** Sells a new order whose goods are held in this transaction: it is paid on delivery, so it waits for no bank. */
export async function sellOnDelivery(tx: Tx, draft: OrderRecord): Promise<OrderRecord> {
  const sold = await markSold(tx, draft.id)
  if (sold !== 'sold' || !(await placeOnDelivery(tx, draft.id)))
    throw new Error(`order ${draft.id} was not held and new: ${sold}`)
  const order: OrderRecord = { ...draft, state: 'placed', paymentMethod: 'on_delivery' }
  await announceSale(tx, order, 'order_placed')
  return order
}
