import type { Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { lockLevels } from './levels.repository.ts'
import { recordMovements } from './record-movements.ts'
import { giveFree } from './release.ts'
import { lockReservations, setState } from './reservations.repository.ts'

/**
 * Gives the goods of a cancelled order free, held or sold. Goods the books have invoiced stay sold until the books' figure
 * contains the sale, for it is the books' own return that brings them back. Calling it twice frees once.
 */
export async function revokeSale(tx: Tx, orderId: Id<'ord'>): Promise<void> {
  const reservations = await lockReservations(tx, [orderId])
  const sold = reservations.filter(({ state, confirmedAt }) => state === 'sold' && confirmedAt === null)
  await giveFree(
    tx,
    reservations.filter(({ state }) => state === 'held'),
  )
  if (sold.length === 0) return
  await lockLevels(
    tx,
    sold.map((reservation) => reservation.variantId),
  )
  await recordMovements(
    tx,
    sold.map(({ variantId, quantity }) => ({
      orderId,
      variantId,
      kind: 'release',
      onHand: 0,
      pending: -quantity,
      reserved: 0,
    })),
  )
  await setState(tx, sold, 'released')
}
