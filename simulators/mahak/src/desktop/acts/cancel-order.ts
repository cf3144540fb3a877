import { fail, ok, type Result } from '@hybrid-store/kernel'
import { entityOf } from '../../entities/index.ts'
import { findByIds } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { bookOrder } from './convert-order.ts'
import { isLinked, movesOf, returnsOf } from './order-goods.ts'
import { moveStock } from './stock.ts'
import { uploadEdits } from './upload-edits.ts'

export type CancelError = { code: 'not_found' | 'deleted' | 'has_returns' }

/** Deletes an order at the desktop. An invoice is made void with it: its goods come back, its debt is taken back. */
export function cancelOrder(deps: UploadDeps, orderId: number): Promise<Result<{ stockMoved: boolean }, CancelError>> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const [order] = await findByIds(tx, entityOf('Orders'), [orderId])
    if (!order) return fail({ code: 'not_found' })
    if (order.deleted) return fail({ code: 'deleted' })
    if ((await returnsOf(tx, order)).length > 0) return fail({ code: 'has_returns' })

    await uploadEdits(tx, batch, [{ entity: entityOf('Orders'), row: order, deleted: true }])
    if (order.code === 0) return ok({ stockMoved: false })
    await bookOrder(tx, batch, order, { orderCode: order.code, direction: -1 })
    const moves = (await isLinked(tx, order)) ? await movesOf(tx, order) : []
    const back = moves.map((move) => ({ ...move, count: -move.count }))
    if (back.length > 0) await moveStock(tx, batch, back)
    return ok({ stockMoved: back.length > 0 })
  })
}
