import type { Tx } from '@hybrid-store/database'
import { fail, type Id, ok, type Result } from '@hybrid-store/kernel'
import { lockLevels } from './levels.repository.ts'
import { recordMovements } from './record-movements.ts'
import { writeHeld } from './reservations.repository.ts'
import { mergeLines, type Shortage, type StockLine, shortagesOf } from './shortages.ts'

export interface ReserveRequest {
  orderId: Id<'ord'>
  lines: readonly StockLine[]
  /** Until when the goods are held; `releaseExpired` frees them afterwards. */
  expiresAt: Date
}

export interface OutOfStock {
  code: 'out_of_stock'
  lines: Shortage[]
}

/**
 * Holds the goods of an order, all or nothing. Levels are locked in key order, so orders that cross do not deadlock. Goods
 * of the order that were given free can be held again; holding what is held or sold is a bug and throws.
 */
export async function reserve(tx: Tx, request: ReserveRequest): Promise<Result<void, OutOfStock>> {
  const lines = mergeLines(request.lines)
  const free = await lockLevels(
    tx,
    lines.map((line) => line.variantId),
  )
  const shortages = shortagesOf(lines, free)
  if (shortages.length > 0) return fail({ code: 'out_of_stock', lines: shortages })

  await recordMovements(
    tx,
    lines.map(({ variantId, quantity }) => ({
      variantId,
      kind: 'hold',
      orderId: request.orderId,
      onHand: 0,
      pending: 0,
      reserved: quantity,
    })),
  )
  const written = await writeHeld(tx, request.orderId, lines, request.expiresAt)
  if (written !== lines.length) throw new Error(`goods of order ${request.orderId} are held or sold already`)
  return ok(undefined)
}
