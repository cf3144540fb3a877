import type { Database, Tx } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import { release, releaseExpired } from '../inventory/index.ts'
import { expire, findOverdue, lock } from '../orders/index.ts'
import { ordersWithOpenPayments } from '../payments/index.ts'

const BATCH = 100

/**
 * Gives up orders whose time is over and frees their goods, but not while a payment of theirs may still turn out paid; such
 * goods are freed at the latest when their hold ends.
 */
export async function expireOverdueOrders(deps: { db: Database; clock: Clock }): Promise<void> {
  const now = deps.clock.now()
  for (const orderId of await findOverdue(deps.db, now, BATCH)) {
    await deps.db.transaction(async (tx) => {
      if (await isOverdue(tx, orderId, now)) {
        const open = await ordersWithOpenPayments(tx, [orderId])
        if (open.size === 0 && (await expire(tx, orderId))) await release(tx, orderId)
      }
    })
  }
  for (const orderId of await releaseExpired(deps.db, now)) {
    await deps.db.transaction(async (tx) => {
      if (await isOverdue(tx, orderId, now)) await expire(tx, orderId)
    })
  }
}

/** Asked under the order's lock: the customer may have begun to pay again a moment ago. */
async function isOverdue(tx: Tx, orderId: string, now: Date): Promise<boolean> {
  const order = await lock(tx, orderId)
  return order !== null && order.expiresAt <= now
}
