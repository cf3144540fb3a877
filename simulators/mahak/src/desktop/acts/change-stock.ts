import { fail, ok, type Result } from '@hybrid-store/kernel'
import { entityOf } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { findByParents } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { findAllOf, type NotFound } from './find-all-of.ts'
import { moveStock, placeKey, placeOf } from './stock.ts'

export interface StockCount {
  productDetailId: number
  storeId: number
  /** Main units; may be negative. */
  count: number
}

/** Sets what is counted of any number of variants in stores; a figure that is right already gets no new row version. */
export function changeStock(deps: UploadDeps, counts: readonly StockCount[]): Promise<Result<null, NotFound>> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const detailIds = [...new Set(counts.map((entry) => entry.productDetailId))]
    const details = await findAllOf(tx, entityOf('ProductDetails'), detailIds)
    const stores = await findAllOf(
      tx,
      entityOf('Stores'),
      counts.map((entry) => entry.storeId),
    )
    if (!details.ok || !stores.ok) return fail({ code: 'not_found' })

    const assets = await findByParents(tx, entityOf('ProductDetailStoreAssets'), detailIds)
    const known = new Map(assets.map((asset) => [placeKey(placeOf(asset)), numberIn(asset.members, 'Count1')]))
    const last = new Map(counts.map((entry) => [placeKey(entry), entry]))
    const moves = [...last].flatMap(([key, entry]) => {
      const before = known.get(key)
      return before === entry.count ? [] : [{ ...entry, count: entry.count - (before ?? 0) }]
    })
    if (moves.length > 0) await moveStock(tx, batch, moves)
    return ok(null)
  })
}
