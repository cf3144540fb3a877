import { sql, type Tx } from '@hybrid-store/database'

/** Products that have these variants. */
export async function productsOfVariants(tx: Tx, variantIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select distinct product_id as id from catalog.variant where id = any(${variantIds}::text[])`,
  )
  return rows.map((row) => row.id)
}

/** Those of these products that have variants. */
export async function productsWithVariants(tx: Tx, productIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select distinct product_id as id from catalog.variant where product_id = any(${productIds}::text[])`,
  )
  return rows.map((row) => row.id)
}

export async function productsOfCategories(tx: Tx, categoryIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select id from catalog.product where category_id = any(${categoryIds}::text[])`,
  )
  return rows.map((row) => row.id)
}

/** Writes anew what is derived for these products: which variants sell, prices, visibility and the search text. */
export async function refreshProducts(tx: Tx, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return
  await deriveSellable(tx, productIds)
  await deriveProducts(tx, productIds)
}

/** The books keep a base row beside a product's variants; it is for sale only where there are no variants with options. */
async function deriveSellable(tx: Tx, productIds: readonly string[]): Promise<void> {
  await tx.run(sql`
    update catalog.variant v set sellable = d.sellable
    from (
      select v.id, not v.deleted and coalesce(a.assigned, true) and v.price > 0 and not (v.is_base and exists (
        select from catalog.variant s
        where s.product_id = v.product_id and s.id <> v.id and not s.deleted and s.options <> '[]')) as sellable
      from catalog.variant v left join catalog.assignment a on a.variant_id = v.id
      where v.product_id = any(${productIds}::text[])
    ) d
    where v.id = d.id and v.sellable <> d.sellable`)
}

async function deriveProducts(tx: Tx, productIds: readonly string[]): Promise<void> {
  await tx.run(sql`
    update catalog.product p
    set price_from = d.price_from, price_to = d.price_to, visible = d.visible, search_text = d.search_text
    from (
      select p.id, min(v.price) filter (where v.sellable) as price_from, max(v.price) filter (where v.sellable) as price_to,
        not p.deleted and coalesce(bool_or(v.sellable), false) as visible,
        concat_ws(' ', p.search_key, c.search_key,
          string_agg(distinct v.search_key, ' ' order by v.search_key) filter (where not v.deleted)) as search_text
      from catalog.product p
      left join catalog.category c on c.id = p.category_id and not c.deleted
      left join catalog.variant v on v.product_id = p.id
      where p.id = any(${productIds}::text[])
      group by p.id, c.search_key
    ) d
    where p.id = d.id and (p.price_from, p.price_to, p.visible, p.search_text)
      is distinct from (d.price_from, d.price_to, d.visible, d.search_text)`)
}
