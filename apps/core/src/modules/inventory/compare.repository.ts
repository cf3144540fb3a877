import { bucketDigests, type Digests, type Queryable, sql } from '@hybrid-store/database'
import type { RemoteStock } from './remote-rows.ts'

/** Digests of what the shop takes for the books' figures, by variant. */
export const digestStock = (db: Queryable): Promise<Digests> =>
  bucketDigests(
    db,
    sql`select variant_id as id, row(location_id, quantity, deleted)::text as content from inventory.remote_stock`,
  )

/** What the shop takes for the books' figures of these variants, store by store. */
export const readStockForCompare = (db: Queryable, variantIds: readonly string[]): Promise<RemoteStock[]> =>
  db.rows(sql`
    select variant_id as "variantId", location_id as "locationId", quantity, version, deleted
    from inventory.remote_stock where variant_id = any(${variantIds}::text[])`)
