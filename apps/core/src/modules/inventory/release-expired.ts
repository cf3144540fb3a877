import type { Database } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { giveFree } from './release.ts'
import { findExpired, lockReservations } from './reservations.repository.ts'

const BATCH = 200

/**
 * Gives goods free whose time is over by `now` and names the orders they were held for, at most 200 per call. Each order
 * has a transaction of its own, so that one whose payment arrives in this moment is waited for alone.
 */
export async function releaseExpired(db: Database, now: Date): Promise<Id<'ord'>[]> {
  const released: Id<'ord'>[] = []
  for (const orderId of await findExpired(db, now, BATCH)) {
    if (await releaseIfStillExpired(db, orderId, now)) released.push(orderId)
  }
  return released
}

function releaseIfStillExpired(db: Database, orderId: Id<'ord'>, now: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const reservations = await lockReservations(tx, [orderId])
    const expired = reservations.filter(({ state, expiresAt }) => state === 'held' && expiresAt <= now)
    await giveFree(tx, expired)
    return expired.length > 0
  })
}
