import type { Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { lockLevels, type Movement } from './levels.repository.ts'
import { recordMovements } from './record-movements.ts'
import { lockReservations, type Reservation, setState } from './reservations.repository.ts'
import { shortagesOf } from './shortages.ts'

/** `stock_gone`: the payment came after the goods were given free, and others have bought them; nothing was changed. */
export type SaleOutcome = 'sold' | 'was_sold' | 'stock_gone'

/**
 * Turns the goods held for a paid order into goods sold. Goods that were given free before the payment came are taken
 * again if they are still there. Calling it twice sells once.
 */
export async function markSold(tx: Tx, orderId: Id<'ord'>): Promise<SaleOutcome> {
  const reservations = await lockReservations(tx, [orderId])
  if (reservations.length === 0) throw new Error(`order ${orderId} never had goods reserved`)
  const open = reservations.filter(({ state }) => state === 'held' || state === 'released')
  if (open.length === 0) return 'was_sold'

  const free = await lockLevels(
    tx,
    open.map((reservation) => reservation.variantId),
  )
  const released = open.filter(({ state }) => state === 'released')
  if (shortagesOf(released, free).length > 0) return 'stock_gone'

  await recordMovements(tx, open.map(saleOf))
  await setState(tx, open, 'sold')
  return 'sold'
}

function saleOf({ orderId, variantId, quantity, state }: Reservation): Movement {
  return state === 'held'
    ? { orderId, variantId, kind: 'sell', onHand: 0, pending: quantity, reserved: -quantity }
    : { orderId, variantId, kind: 'retake', onHand: 0, pending: quantity, reserved: 0 }
}
