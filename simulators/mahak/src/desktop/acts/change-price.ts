import { fail, ok, type Result } from '@hybrid-store/kernel'
import { entityOf, type WireRow } from '../../entities/index.ts'
import { findByIds } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { writeRows } from '../../store/write-rows.ts'

export interface PriceOfLevel {
  /** 1 to 10. */
  level: number
  /** Rial. */
  price: number
}

/** Sets prices of a variant; without a real change the row keeps its version. */
export function changePrices(
  deps: UploadDeps,
  productDetailId: number,
  prices: readonly PriceOfLevel[],
): Promise<Result<{ rowVersion: number }, { code: 'not_found' }>> {
  const details = entityOf('ProductDetails')
  return upload(deps, DESKTOP, async (tx, batch) => {
    const [detail] = await findByIds(tx, details, [productDetailId])
    if (!detail) return fail({ code: 'not_found' })

    const changed: WireRow = Object.fromEntries(prices.map(({ level, price }) => [`Price${level}`, price]))
    const isSame = Object.entries(changed).every(([name, price]) => detail.members[name] === price)
    if (isSame) return ok({ rowVersion: detail.rowVersion })

    const members = { ...detail.members, ...changed }
    const [rowVersion = 0] = await writeRows(tx, batch, [
      { entity: details, id: detail.id, members, deleted: detail.deleted, stored: detail },
    ])
    return ok({ rowVersion })
  })
}
