import { ok, type Result } from '@hybrid-store/kernel'
import { entityOf } from '../../entities/index.ts'
import { findByParents } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { findAllOf, type NotFound } from './find-all-of.ts'
import { uploadEdits } from './upload-edits.ts'

export type DeletableList = 'Products' | 'ProductDetails' | 'People'

/** Deletes a row logically, or takes that back: it stays and is sent on with `Deleted` (§0). A product's variants go with it. */
export function setDeleted(
  deps: UploadDeps,
  list: DeletableList,
  id: number,
  deleted: boolean,
): Promise<Result<null, NotFound>> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const found = await findAllOf(tx, entityOf(list), [id])
    if (!found.ok) return found

    const variants = list === 'Products' ? await findByParents(tx, entityOf('ProductDetails'), [id]) : []
    await uploadEdits(tx, batch, [
      ...[...found.value.values()].map((row) => ({ entity: entityOf(list), row, deleted })),
      ...variants.map((row) => ({ entity: entityOf('ProductDetails'), row, deleted })),
    ])
    return ok(null)
  })
}
