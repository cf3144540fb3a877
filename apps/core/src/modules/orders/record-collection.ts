import type { Tx } from '@hybrid-store/database'
import { fail, newId, ok, type Result, rialSum } from '@hybrid-store/kernel'
import { selectReturns } from './after-sale.repository.ts'
import { markPaid } from './change-state.ts'
import { type CollectionRecord, insertCollection, selectCollections } from './collection.repository.ts'
import { dueOnDelivery } from './due-on-delivery.ts'
import { lockOrder } from './orders.repository.ts'

export interface Collected {
  orderId: string
  /** Must be what is due, to the Rial: the order may have changed since it was looked at. */
  amount: number
  at: Date
  by: string
}

export type CollectionRefusal = { code: 'not_found' | 'order_not_collectable' | 'amount_differs' }

/** Records that the money of an order was taken on its delivery, which makes it paid. A repeat gives the first record. */
export async function recordCollection(
  tx: Tx,
  { orderId, amount, at, by }: Collected,
): Promise<Result<CollectionRecord, CollectionRefusal>> {
  const order = await lockOrder(tx, orderId)
  if (!order) return fail({ code: 'not_found' })
  const [earlier] = await selectCollections(tx, [order.id])
  if (earlier) return earlier.amount === amount ? ok(earlier) : fail({ code: 'amount_differs' })

  // Read after the lock: a return may have been recorded while we waited for it.
  const returnedTotal = rialSum((await selectReturns(tx, [order.id])).map((record) => record.total))
  const due = dueOnDelivery({ ...order, returnedTotal })
  if (due === null) return fail({ code: 'order_not_collectable' })
  if (due !== amount) return fail({ code: 'amount_differs' })
  const collection = { id: newId('col'), orderId: order.id, amount: due, collectedAt: at, recordedBy: by }
  await markPaid(tx, order.id, at)
  await insertCollection(tx, collection)
  return ok(collection)
}
