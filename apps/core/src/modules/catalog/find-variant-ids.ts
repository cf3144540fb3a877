import { type Queryable, sql } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'

/** Variants by id or barcode, the ids in their order; the books do not keep barcodes from being used twice. */
export async function findVariantIds(db: Queryable, idOrBarcode: string, limit: number): Promise<Id<'var'>[]> {
  const rows = await db.rows<{ id: Id<'var'> }>(sql`
    select id from catalog.variant where id = ${idOrBarcode}
    union select id from catalog.variant where barcode = ${idOrBarcode} and barcode <> ''
    order by id limit ${limit}`)
  return rows.map(({ id }) => id)
}
