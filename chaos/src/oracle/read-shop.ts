import { type Queryable, sql } from '@hybrid-store/database'

export interface ShopVariant {
  id: string
  price: number
  deleted: boolean
  shown: boolean
  productId: string
  productName: string
  productDeleted: boolean
  onHand: number
  pending: number
  reserved: number
}

export interface ShopOrder {
  id: string
  number: number
  state: string
  booksState: string
  invoice: number | null
  total: number
  shipping: number
  mobile: string
  lines: { variantId: string; price: number; quantity: number }[]
}

export interface ShopBooks {
  variants: ShopVariant[]
  orders: ShopOrder[]
  customers: { id: string; mobile: string; firstName: string; lastName: string }[]
  /** Who is who: the shop's id by entity and Mahak's id. */
  localIds: ReadonlyMap<string, string>
}

export const linkKey = (entity: string, mahakId: number): string => `${entity} ${mahakId}`

/** The shop's tables, read with the oracle's own SQL. */
export async function readShop(db: Queryable): Promise<ShopBooks> {
  const links = await db.rows<{ entity: string; mahakId: number; localId: string }>(sql`
    select entity, mahak_id as "mahakId", local_id as "localId" from sync.link where mahak_id is not null`)
  return {
    variants: await db.rows(sql`
      select v.id, v.price, v.deleted, coalesce(v.sellable and p.visible, false) as shown, v.product_id as "productId",
        p.name as "productName", p.deleted as "productDeleted", coalesce(l.on_hand, 0) as "onHand",
        coalesce(l.pending, 0) as pending, coalesce(l.reserved, 0) as reserved
      from catalog.variant v left join catalog.product p on p.id = v.product_id
      left join inventory.level l on l.variant_id = v.id order by v.id`),
    orders: await db.rows(sql`
      select o.id, o.number, o.state, o.books_state as "booksState", o.invoice_number as invoice, o.total,
        o.shipping_total as shipping, c.mobile,
        (select json_agg(json_build_object('variantId', l.variant_id, 'price', l.unit_price, 'quantity', l.quantity))
          from orders.order_line l where l.order_id = o.id) as lines
      from orders."order" o join customers.customer c on c.id = o.customer_id order by o.number`),
    customers: await db.rows(sql`
      select id, mobile, first_name as "firstName", last_name as "lastName" from customers.customer
      where first_name <> '' or last_name <> ''`),
    localIds: new Map(links.map((link) => [linkKey(link.entity, link.mahakId), link.localId])),
  }
}
