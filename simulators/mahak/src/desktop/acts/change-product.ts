import { ok, type Result } from '@hybrid-store/kernel'
import { entityOf, type WireRow } from '../../entities/index.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { findAllOf, type NotFound } from './find-all-of.ts'
import { type EditManner, uploadEdits } from './upload-edits.ts'

export interface ProductChange {
  name?: string | undefined
  description?: string | null | undefined
}

/** Changes a product's texts; with an empty change it is sent again as it is. */
export function changeProduct(
  deps: UploadDeps,
  productId: number,
  { name, description }: ProductChange,
  manner: EditManner = {},
): Promise<Result<{ rowVersion: number }, NotFound>> {
  const products = entityOf('Products')
  return upload(deps, DESKTOP, async (tx, batch) => {
    const found = await findAllOf(tx, products, [productId])
    if (!found.ok) return found
    const change: WireRow = {
      ...(name === undefined ? {} : { Name: name }),
      ...(description === undefined ? {} : { Description: description }),
    }
    const edits = [...found.value.values()].map((row) => ({ entity: products, row, change }))
    const [rowVersion = 0] = await uploadEdits(tx, batch, edits, manner)
    return ok({ rowVersion })
  })
}
