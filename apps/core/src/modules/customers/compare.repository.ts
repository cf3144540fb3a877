import { bucketDigests, type Digests, type Queryable, sql } from '@hybrid-store/database'

/** Digests of everything both sides keep of customers. */
export const digestCustomers = (db: Queryable): Promise<Digests> =>
  bucketDigests(
    db,
    sql`select id, row(mobile, first_name, last_name, email, phone, national_code, organization, legal, group_id,
      price_level, discount_percent, credit, balance)::text as content from customers.customer`,
  )

/** Digests of everything both sides keep of addresses, deleted ones included. */
export const digestAddresses = (db: Queryable): Promise<Digests> =>
  bucketDigests(
    db,
    sql`select id, row(receiver_name, mobile, province, city, address, postal_code, is_default,
      deleted_at is not null)::text as content from customers.address`,
  )
