import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'

/** Money taken in cash when an order was delivered, in Rial. */
export interface CollectionRecord {
  id: Id<'col'>
  orderId: Id<'ord'>
  amount: Rial
  collectedAt: Date
  recordedBy: string
}

export async function insertCollection(tx: Tx, collection: CollectionRecord): Promise<void> {
  await tx.run(sql`
    insert into orders.collection (id, order_id, amount, collected_at, recorded_by)
    values (${collection.id}, ${collection.orderId}, ${collection.amount}, ${collection.collectedAt},
      ${collection.recordedBy})`)
}

/** The collections with these ids, and those of these orders. */
export const selectCollections = (db: Queryable, ids: readonly string[]): Promise<CollectionRecord[]> =>
  db.rows(sql`
    select id, order_id as "orderId", amount, collected_at as "collectedAt", recorded_by as "recordedBy"
    from orders.collection where id = any(${ids}::text[]) or order_id = any(${ids}::text[]) order by id`)
