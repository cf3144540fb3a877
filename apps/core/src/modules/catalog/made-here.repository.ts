import type { EditProductBody, NewProductBody } from '@hybrid-store/contracts'
import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'

export type MadeHere = Omit<NewProductBody, 'variants'> & { id: Id<'prd'>; slug: string; searchKey: string }

/** Writes a product the books do not know yet. */
export async function insertMadeHere(tx: Tx, product: MadeHere): Promise<void> {
  await tx.run(sql`
    insert into catalog.product (id, category_id, slug, name, search_key, description, tags, unit, code, tax_percent,
      charge_percent, weight, deleted, agreed)
    values (${product.id}, ${product.categoryId}, ${product.slug}, ${product.name}, ${product.searchKey},
      ${product.description}, ${product.tags}, ${product.unit}, 0, 0, 0, ${product.weight}, false, '{}')`)
}

/** Codes of the kinds of options the books know, by their titles. */
export async function readPropertyCodes(db: Queryable): Promise<Map<string, number>> {
  const rows = await db.rows<{ title: string; code: number }>(
    sql`select title, code from catalog.property where not deleted and title <> '' order by code desc`,
  )
  return new Map(rows.map(({ title, code }) => [title, code]))
}

/** Those of these categories that exist. */
export async function readKnownCategories(db: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(
    sql`select id from catalog.category where id = any(${ids}::text[]) and not deleted`,
  )
  return new Set(rows.map((row) => row.id))
}

/** A product with everything that is sent of it. */
export interface ProductForSync {
  id: Id<'prd'>
  categoryId: Id<'cat'> | null
  name: string
  description: string
  tags: string
  unit: string
  weight: number
  /** The fields both sides may change as they were before the shop changed them; null if it never did. */
  agreed: Record<string, unknown> | null
  variants: VariantForSync[]
}

export interface VariantForSync {
  id: Id<'var'>
  barcode: string
  options: { code: number; value: string }[]
  price: Rial
}

/** Locks the products that the shop has made or changed, in id order, and gives all that is sent of them. */
export const lockWrittenHere = (tx: Tx, ids: readonly string[]): Promise<ProductForSync[]> =>
  tx.rows(sql`
    with locked as materialized (
      select id, category_id, name, description, tags, unit, weight, agreed from catalog.product
      where id = any(${ids}::text[]) and agreed is not null order by id for update
    )
    select id, category_id as "categoryId", name, description, tags, unit, weight, agreed,
      (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'barcode', v.barcode, 'options', v.options, 'price', v.price)
          order by v.is_base desc, v.id), '[]')
        from catalog.variant v where v.product_id = locked.id and not v.deleted) as variants
    from locked order by id`)

/**
 * Changes a product in the name of the shop, keeping what both sides had before its first change. False if there is no such
 * product.
 */
export async function updateByShop(
  tx: Tx,
  id: string,
  edit: EditProductBody & { searchKey: string | null },
): Promise<boolean> {
  const updated = await tx.run(sql`
    update catalog.product set
      agreed = coalesce(agreed, jsonb_build_object('name', name, 'unit', unit, 'description', description, 'tags', tags,
        'weight', weight)),
      name = coalesce(${edit.name ?? null}, name), search_key = coalesce(${edit.searchKey}, search_key),
      unit = coalesce(${edit.unit ?? null}, unit), description = coalesce(${edit.description ?? null}, description),
      tags = coalesce(${edit.tags ?? null}, tags), weight = coalesce(${edit.weight ?? null}::float8, weight)
    where id = ${id} and not deleted`)
  return updated === 1
}

/** What both sides may say of a product. */
export interface SharedFields {
  id: string
  name: string
  unit: string
  description: string
  tags: string
  weight: number
}

/** Writes what was merged with the books; rows that would stay the same are left alone. */
export async function updateShared(tx: Tx, rows: readonly (SharedFields & { searchKey: string })[]): Promise<void> {
  const column = <Key extends keyof SharedFields | 'searchKey'>(key: Key) => rows.map((row) => row[key])
  await tx.run(sql`
    update catalog.product p set name = t.name, search_key = t.search_key, unit = t.unit, description = t.description,
      tags = t.tags, weight = t.weight
    from unnest(${column('id')}::text[], ${column('name')}::text[], ${column('searchKey')}::text[],
      ${column('unit')}::text[], ${column('description')}::text[], ${column('tags')}::text[],
      ${column('weight')}::float8[]) as t(id, name, search_key, unit, description, tags, weight)
    where p.id = t.id and (p.name, p.unit, p.description, p.tags, p.weight)
      is distinct from (t.name, t.unit, t.description, t.tags, t.weight)`)
}
