import { fail, ok, type Result } from '@hybrid-store/kernel'
import { entityOf } from '../../entities/index.ts'
import { findByIds, findByParents } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { writeRows } from '../../store/write-rows.ts'

/** Deletes a product and its variants logically: their rows stay and are sent on with `Deleted` (§0). */
export function deleteProduct(deps: UploadDeps, productId: number): Promise<Result<null, { code: 'not_found' }>> {
  const [products, details] = [entityOf('Products'), entityOf('ProductDetails')]
  return upload(deps, DESKTOP, async (tx, batch) => {
    const [product] = await findByIds(tx, products, [productId])
    if (!product) return fail({ code: 'not_found' })
    if (product.deleted) return ok(null)

    const variants = await findByParents(tx, details, [productId])
    const gone = [{ entity: products, row: product }, ...variants.map((row) => ({ entity: details, row }))]
    await writeRows(
      tx,
      batch,
      gone.map(({ entity, row }) => ({ entity, id: row.id, members: row.members, deleted: true, stored: row })),
    )
    return ok(null)
  })
}
