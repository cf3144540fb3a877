import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'

/** A way of delivery; its price is flat, in Rial. */
export interface ShippingMethod {
  id: Id<'shp'>
  title: string
  price: Rial
  /** Whether an order sent this way can be paid when it is delivered. */
  onDelivery: boolean
}

const columns = sql`id, title, price, on_delivery as "onDelivery"`

/** The methods customers can choose from, in the order the shop gave them. */
export function listMethods(db: Queryable): Promise<ShippingMethod[]> {
  return db.rows(sql`select ${columns} from shipping.method where active order by position, id`, {
    prepare: true,
  })
}

/** The method with this id, or null when there is none that can be chosen. */
export function findMethod(db: Queryable, id: string): Promise<ShippingMethod | null> {
  return db.row(sql`select ${columns} from shipping.method where active and id = ${id}`, { prepare: true })
}

/** Sets whether orders sent this way can be paid on delivery; null when there is no such method. */
export const updateOnDelivery = (tx: Tx, id: string, onDelivery: boolean): Promise<ShippingMethod | null> =>
  tx.row(sql`update shipping.method set on_delivery = ${onDelivery} where id = ${id} returning ${columns}`)
