import { type Queryable, sql } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'
import { assetIdsOf, OPTIONS, type OptionValue } from './catalog.repository.ts'

interface AdminProductRow {
  id: Id<'prd'>
  name: string
  unit: string
  description: string
  tags: string
  weight: number
  code: number
  visible: boolean
  assetIds: Id<'img'>[]
}

export const readAdminProduct = (db: Queryable, id: string): Promise<AdminProductRow | null> =>
  db.row(sql`
    select p.id, p.name, p.unit, p.description, p.tags, p.weight, p.code, p.visible, ${assetIdsOf(sql`p.id`)} as "assetIds"
    from catalog.product p where p.id = ${id} and not p.deleted`)

/** All variants of a product that somebody may buy one day: the base row beside others is none. */
export const readAdminVariants = (
  db: Queryable,
  productId: string,
): Promise<{ id: Id<'var'>; options: OptionValue[]; barcode: string; price: Rial }[]> =>
  db.rows(sql`
    select v.id, ${OPTIONS} as options, v.barcode, v.price from catalog.variant v
    where v.product_id = ${productId} and not v.deleted and not (v.is_base and exists (
      select from catalog.variant s where s.product_id = v.product_id and not s.is_base and not s.deleted))
    order by v.code, v.id`)
