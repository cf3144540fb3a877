import type { Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { lockLevels } from './levels.repository.ts'
import { recordMovements } from './record-movements.ts'
import { lockReservations, type Reservation, setState } from './reservations.repository.ts'

/** Gives the goods held for an order free. Goods that are sold or were given free before stay as they are. */
export async function release(tx: Tx, orderId: Id<'ord'>): Promise<void> {
  const reservations = await lockReservations(tx, [orderId])
  await giveFree(
    tx,
    reservations.filter(({ state }) => state === 'held'),
  )
}

/** Releases held reservations whose rows the caller has locked. */
export async function giveFree(tx: Tx, held: readonly Reservation[]): Promise<void> {
  if (held.length === 0) return
  await lockLevels(
    tx,
    held.map((reservation) => reservation.variantId),
  )
  await recordMovements(
    tx,
    held.map(({ orderId, variantId, quantity }) => ({
      orderId,
      variantId,
      kind: 'release',
      onHand: 0,
      pending: 0,
      reserved: -quantity,
    })),
  )
  await setState(tx, held, 'released')
}
