import type { Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { lockReservations, setConfirmed } from './reservations.repository.ts'

export interface SaleConfirmation {
  orderId: Id<'ord'>
  /** The books' row version of the order that carries the invoice. */
  version: number
  /** The store the books take the goods from; null if that is not one store. */
  locationId: Id<'loc'> | null
  at: Date
}

/** Records that the books have invoiced these orders. Only the first confirmation of an order counts. */
export async function confirmSold(tx: Tx, rows: readonly SaleConfirmation[]): Promise<void> {
  if (rows.length === 0) return
  await lockReservations(
    tx,
    rows.map((row) => row.orderId),
  )
  await setConfirmed(tx, rows)
}
