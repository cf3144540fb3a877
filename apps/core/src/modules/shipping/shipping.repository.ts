import { type Queryable, sql } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'

/** A way of delivery; its price is flat, in Rial. */
export interface ShippingMethod {
  id: Id<'shp'>
  title: string
  price: Rial
}

/** The methods customers can choose from, in the order the shop gave them. */
export function listMethods(db: Queryable): Promise<ShippingMethod[]> {
  return db.rows(sql`select id, title, price from shipping.method where active order by position, id`, {
    prepare: true,
  })
}

/** The method with this id, or null when there is none that can be chosen. */
export function findMethod(db: Queryable, id: string): Promise<ShippingMethod | null> {
  return db.row(sql`select id, title, price from shipping.method where active and id = ${id}`, { prepare: true })
}
