import { bucketDigests, type Digests, type Queryable, sql } from '@hybrid-store/database'
import type { RemoteCategory, RemoteProduct, RemoteVariant } from './remote-rows.ts'

// What the books say of goods as the catalogue has it, for comparing it with the books: digests of everything, rows of what
// differs.

export const digestCategories = (db: Queryable): Promise<Digests> =>
  bucketDigests(db, sql`select id, row(name, deleted)::text as content from catalog.category`)

export const digestProducts = (db: Queryable): Promise<Digests> =>
  bucketDigests(
    db,
    sql`select id, row(category_id, name, description, tags, unit, code, tax_percent, charge_percent, weight, deleted)::text
      as content from catalog.product`,
  )

export const digestVariants = (db: Queryable): Promise<Digests> =>
  bucketDigests(
    db,
    sql`select id, row(product_id, code, barcode, options, is_base, price_levels, sell_price_level, deleted)::text
      as content from catalog.variant`,
  )

export const readCategoriesForCompare = (db: Queryable, ids: readonly string[]): Promise<RemoteCategory[]> =>
  db.rows(sql`select id, name, deleted from catalog.category where id = any(${ids}::text[])`)

export const readProductsForCompare = (db: Queryable, ids: readonly string[]): Promise<RemoteProduct[]> =>
  db.rows(sql`
    select id, category_id as "categoryId", name, description, tags, unit, code, tax_percent as "taxPercent",
      charge_percent as "chargePercent", weight, deleted
    from catalog.product where id = any(${ids}::text[])`)

/** `price` is what the shop sells at, in Rial. */
export const readVariantsForCompare = (
  db: Queryable,
  ids: readonly string[],
): Promise<(RemoteVariant & { price: number })[]> =>
  db.rows(sql`
    select id, product_id as "productId", code, barcode, options, is_base as "isBase",
      to_jsonb(price_levels) as "priceLevels", sell_price_level as "sellPriceLevel", price, deleted
    from catalog.variant where id = any(${ids}::text[])`)

/** Live variants that have no price and therefore are not for sale. */
export async function countUnpriced(db: Queryable): Promise<number> {
  const row = await db.row<{ count: number }>(
    sql`select count(*) as count from catalog.variant where price = 0 and not deleted and not is_base`,
  )
  return row?.count ?? 0
}

/** Some goods, each with the price the shop sells its first variant at. */
export const samplePrices = (db: Queryable, limit: number): Promise<{ name: string; price: number }[]> =>
  db.rows(sql`
    select p.name, v.price from (select id, name from catalog.product where visible order by id limit ${limit}) p
    cross join lateral (
      select price from catalog.variant where product_id = p.id and sellable order by id limit 1
    ) v order by p.id`)
