import type { Tx } from '@hybrid-store/database'
import { lockLevels } from './levels.repository.ts'
import { recordMovements } from './record-movements.ts'
import { lockSettled, setState } from './reservations.repository.ts'

/** How long after its invoice a sale is waited for in the books' stock figure (Mahak API reference §5.6, steps 3 and 4). */
const SETTLE_AFTER_MS = 10 * 60_000

/**
 * Ends the double counting of invoiced orders: a sale leaves `pending` once a stock row of its variant and its store newer than
 * the invoice was applied, or once the books' stock was read ten minutes after the confirmation. `stockReadAt`: when the last
 * complete reading of the stock began, all of it applied by now. Gives the number of order lines settled.
 */
export async function settleConfirmed(tx: Tx, stockReadAt: Date): Promise<number> {
  const settled = await lockSettled(tx, new Date(stockReadAt.getTime() - SETTLE_AFTER_MS))
  if (settled.length === 0) return 0
  await lockLevels(
    tx,
    settled.map((reservation) => reservation.variantId),
  )
  await recordMovements(
    tx,
    settled.map(({ orderId, variantId, quantity }) => ({
      orderId,
      variantId,
      kind: 'settle',
      onHand: 0,
      pending: -quantity,
      reserved: 0,
    })),
  )
  await setState(tx, settled, 'settled')
  return settled.length
}
