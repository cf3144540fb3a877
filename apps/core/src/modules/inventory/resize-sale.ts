import type { Tx } from '@hybrid-store/database'
import { fail, type Id, ok, type Result } from '@hybrid-store/kernel'
import { lockLevels } from './levels.repository.ts'
import { recordMovements } from './record-movements.ts'
import { lockReservations, type Reservation, setState, writeSold } from './reservations.repository.ts'
import type { OutOfStock } from './reserve.ts'
import { mergeLines, type StockLine, shortagesOf } from './shortages.ts'

/**
 * Changes how much of these variants is sold to an order, all or nothing: 0 gives the goods free, more is taken from what is
 * free now. Only for a sale that the books have not invoiced; another is a bug and throws.
 */
export async function resizeSale(
  tx: Tx,
  orderId: Id<'ord'>,
  wanted: readonly StockLine[],
): Promise<Result<void, OutOfStock>> {
  const reservations = new Map((await lockReservations(tx, [orderId])).map((held) => [held.variantId, held]))
  const changes = mergeLines(wanted)
    .map((line) => ({ ...line, delta: line.quantity - soldOf(reservations.get(line.variantId)) }))
    .filter(({ delta }) => delta !== 0)
  if (changes.length === 0) return ok(undefined)
  const variantIds = changes.map(({ variantId }) => variantId)
  const free = await lockLevels(tx, variantIds)
  const more = changes.filter(({ delta }) => delta > 0).map(({ variantId, delta }) => ({ variantId, quantity: delta }))
  const shortages = shortagesOf(more, free)
  if (shortages.length > 0) return fail({ code: 'out_of_stock', lines: shortages })

  await recordMovements(
    tx,
    changes.map(({ variantId, delta }) => ({
      orderId,
      variantId,
      kind: delta > 0 ? 'retake' : 'release',
      onHand: 0,
      pending: delta,
      reserved: 0,
    })),
  )
  const emptied = changes.filter(({ quantity }) => quantity === 0).map(({ variantId }) => variantId)
  await setState(
    tx,
    [...reservations.values()].filter(({ variantId }) => emptied.includes(variantId)),
    'released',
  )
  await writeSold(
    tx,
    orderId,
    changes.filter(({ quantity }) => quantity > 0),
  )
  return ok(undefined)
}

function soldOf(reservation: Reservation | undefined): number {
  if (!reservation || reservation.state === 'released') return 0
  if (reservation.state !== 'sold' || reservation.confirmedAt !== null)
    throw new Error(`goods of order ${reservation.orderId} are ${reservation.state}, not sold and open`)
  return reservation.quantity
}
