import { type Queryable, type Sql, sql } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'

export interface OptionValue {
  name: string
  value: string
}

interface VariantRow {
  id: Id<'var'>
  productId: Id<'prd'>
  productSlug: string
  productName: string
  options: OptionValue[]
  price: Rial
  sellable: boolean
  assetIds: Id<'img'>[]
}

interface CategoryRow {
  id: Id<'cat'>
  slug: string
  name: string
  productCount: number
}

interface ProductRow {
  id: Id<'prd'>
  slug: string
  name: string
  description: string
  unit: string
  category: { id: Id<'cat'>; slug: string; name: string } | null
  assetIds: Id<'img'>[]
}

/** Options with the titles of their properties, in the order of the books; one without a title is still shown. */
export const OPTIONS = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('name', coalesce(r.title, 'ویژگی'), 'value', o.item ->> 'value') order by o.place), '[]')
   from jsonb_array_elements(v.options) with ordinality as o(item, place)
   left join catalog.property r on r.code = (o.item ->> 'code')::bigint)`

/** Ids of a product's pictures in their order. */
export const assetIdsOf = (productId: Sql): Sql =>
  sql`array(select i.asset_id::text from catalog.product_image i where i.product_id = ${productId} order by i.position)`

export function readVariants(db: Queryable, variantIds: readonly string[]): Promise<VariantRow[]> {
  return db.rows(
    sql`select v.id, p.id as "productId", p.slug as "productSlug", p.name as "productName", ${OPTIONS} as options, v.price,
          v.sellable and p.visible as sellable, ${assetIdsOf(sql`p.id`)} as "assetIds"
        from catalog.variant v join catalog.product p on p.id = v.product_id
        where v.id = any(${variantIds}::text[])`,
    { prepare: true },
  )
}

export function readSellableVariants(
  db: Queryable,
  productId: string,
): Promise<{ id: Id<'var'>; options: OptionValue[]; price: Rial }[]> {
  return db.rows(
    sql`select v.id, ${OPTIONS} as options, v.price from catalog.variant v
        where v.product_id = ${productId} and v.sellable order by v.code, v.id`,
    { prepare: true },
  )
}

/** A visible product by its slug or its id. */
export function readProduct(db: Queryable, slugOrId: string): Promise<ProductRow | null> {
  return db.row(
    sql`select p.id, p.slug, p.name, p.description, p.unit, ${assetIdsOf(sql`p.id`)} as "assetIds",
          case when c.id is not null then jsonb_build_object('id', c.id, 'slug', c.slug, 'name', c.name) end as category
        from catalog.product p left join catalog.category c on c.id = p.category_id and not c.deleted
        where p.visible and (p.slug = ${slugOrId} or p.id = ${slugOrId})`,
    { prepare: true },
  )
}

export function readCategories(db: Queryable): Promise<CategoryRow[]> {
  return db.rows(
    sql`select c.id, c.slug, c.name, count(p.id) as "productCount"
        from catalog.category c left join catalog.product p on p.category_id = c.id and p.visible
        where not c.deleted group by c.id order by c.id`,
    { prepare: true },
  )
}
