import { fail, ok, type Result } from '@hybrid-store/kernel'
import { entityOf } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { findByIds, findByParents } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { moveStock } from './stock.ts'

export interface StockOfStore {
  storeId: number
  /** Main units; may be negative. */
  count: number
}

/** Sets what is counted of a variant in stores; a store whose figure is right already gets no new row version. */
export function changeStock(
  deps: UploadDeps,
  productDetailId: number,
  counts: readonly StockOfStore[],
): Promise<Result<null, { code: 'not_found' }>> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const details = await findByIds(tx, entityOf('ProductDetails'), [productDetailId])
    const stores = await findByIds(
      tx,
      entityOf('Stores'),
      counts.map(({ storeId }) => storeId),
    )
    if (details.length === 0 || counts.some(({ storeId }) => !stores.some((store) => store.id === storeId)))
      return fail({ code: 'not_found' })

    const assets = await findByParents(tx, entityOf('ProductDetailStoreAssets'), [productDetailId])
    const moves = counts.flatMap(({ storeId, count }) => {
      const asset = assets.find(({ members }) => numberIn(members, 'StoreId') === storeId)
      const move = count - numberIn(asset?.members, 'Count1')
      return asset && move === 0 ? [] : [{ productDetailId, storeId, count: move }]
    })
    if (moves.length > 0) await moveStock(tx, batch, moves)
    return ok(null)
  })
}
