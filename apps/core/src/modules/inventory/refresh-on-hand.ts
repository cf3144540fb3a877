import type { Tx } from '@hybrid-store/database'
import { ensureLevels, lockLevels } from './levels.repository.ts'
import { recordMovements } from './record-movements.ts'
import { readOnHandChanges } from './remote-stock.repository.ts'

/**
 * Sets `on_hand` of variants to what the books' rows add up to now. The sum is read after the lock: another feed that
 * changed a row of the same variant has committed by then and is counted in.
 */
export async function refreshOnHand(tx: Tx, variantIds: readonly string[]): Promise<void> {
  if (variantIds.length === 0) return
  await ensureLevels(tx, variantIds)
  await lockLevels(tx, variantIds)
  const changes = await readOnHandChanges(tx, variantIds)
  await recordMovements(
    tx,
    changes.map(({ variantId, change }) => ({
      variantId,
      kind: 'remote_stock',
      orderId: null,
      onHand: change,
      pending: 0,
      reserved: 0,
    })),
  )
}
