import { bucketDigests, type Digests, type Queryable, sql } from '@hybrid-store/database'

/** Digests of what the books are told of orders. */
export const digestOrders = (db: Queryable): Promise<Digests> =>
  bucketDigests(
    db,
    sql`select id, row(state, invoice_number, total)::text as content from orders."order" union all
      select order_id, row(id, variant_id, unit_price, quantity)::text from orders.order_line`,
  )
