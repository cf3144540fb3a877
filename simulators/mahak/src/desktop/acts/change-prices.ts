import { ok, type Result } from '@hybrid-store/kernel'
import { entityOf, type WireRow } from '../../entities/index.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { findAllOf, type NotFound } from './find-all-of.ts'
import { type EditManner, uploadEdits } from './upload-edits.ts'

export interface PriceChange {
  productDetailId: number
  /** 1 to 10. */
  level: number
  /** Rial. */
  price: number
}

/** Sets prices of any number of variants, all of them or, if one is not there, none. Gives the rows' versions by id. */
export function changePrices(
  deps: UploadDeps,
  prices: readonly PriceChange[],
  manner: EditManner = {},
): Promise<Result<Map<number, number>, NotFound>> {
  const details = entityOf('ProductDetails')
  return upload(deps, DESKTOP, async (tx, batch) => {
    const changes = byVariant(prices)
    const found = await findAllOf(tx, details, [...changes.keys()])
    if (!found.ok) return found

    const rows = [...found.value.values()]
    const edits = rows.map((row) => ({ entity: details, row, change: changes.get(row.id) ?? {} }))
    const versions = await uploadEdits(tx, batch, edits, manner)
    return ok(new Map(rows.map((row, index) => [row.id, versions[index] ?? row.rowVersion])))
  })
}

function byVariant(prices: readonly PriceChange[]): Map<number, WireRow> {
  const changes = new Map<number, WireRow>()
  for (const { productDetailId, level, price } of prices)
    changes.set(productDetailId, { ...changes.get(productDetailId), [`Price${level}`]: price })
  return changes
}
