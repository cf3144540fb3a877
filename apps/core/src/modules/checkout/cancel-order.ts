import { addToOutbox, type Database } from '@hybrid-store/database'
import { type Clock, fail, ok, type Result } from '@hybrid-store/kernel'
import { revokeSale } from '../inventory/index.ts'
import { cancel, lock, type OrderRecord } from '../orders/index.ts'

export type CancelRefusal = { code: 'not_found' | 'order_not_cancellable' }

export interface CancelOrder {
  orderId: string
  /** Only an order of this customer, and only before its invoice is made. Staff (null) may cancel any. */
  customerId: string | null
  by: string
  reason: string | null
}

/**
 * Cancels an order once and gives its goods free; a repeat changes nothing. What the books know of it is taken out of them, or
 * returned in them, by the synchronisation. Money goes back when staff have paid it back.
 */
export function cancelOrder(
  { db, clock }: { db: Database; clock: Clock },
  { orderId, customerId, by, reason }: CancelOrder,
): Promise<Result<OrderRecord, CancelRefusal>> {
  return db.transaction(async (tx) => {
    const order = await lock(tx, orderId)
    if (!order || (customerId !== null && order.customerId !== customerId)) return fail({ code: 'not_found' })
    if (order.state === 'cancelled') return ok(order)
    const tooLate = customerId !== null && order.invoiceNumber !== null
    if (tooLate || !(await cancel(tx, order.id, { at: clock.now(), by, reason })))
      return fail({ code: 'order_not_cancellable' })
    await revokeSale(tx, order.id)
    await addToOutbox(tx, 'order_sync_request', { type: 'sync.drain', body: { reason: 'order_cancelled' } })
    return ok({ ...order, state: 'cancelled' })
  })
}
