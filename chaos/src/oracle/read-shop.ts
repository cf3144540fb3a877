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
  lines: Line[]
  returns: { lines: Line[]; shipping: number; booksState: string }[]
  refunds: { amount: number; reference: string }[]
}

interface Line {
  variantId: string
  price: number
  quantity: number
}

export interface ShopCustomer {
  id: string
  mobile: string
  firstName: string
  lastName: string
  priceLevel: number | null
  credit: number
  addresses: { receiver: string; postalCode: string; text: string; isDefault: boolean }[]
}

export interface ShopBooks {
  variants: ShopVariant[]
  orders: ShopOrder[]
  customers: ShopCustomer[]
  /** ClientIds of the rows an order consists of, by the order's id. */
  clientIds: ReadonlyMap<string, ReadonlySet<number>>
  /** Who is who: the shop's id by entity and Mahak's id. */
  localIds: ReadonlyMap<string, string>
}

export const linkKey = (entity: string, mahakId: number): string => `${entity} ${mahakId}`

/** The shop's tables, read with the oracle's own SQL. */
export async function readShop(db: Queryable): Promise<ShopBooks> {
  const links = await db.rows<{ entity: string; mahakId: number; localId: string }>(sql`
    select entity, mahak_id as "mahakId", local_id as "localId" from sync.link where mahak_id is not null`)
  const owned = await db.rows<{ id: string; clientIds: number[] }>(sql`
    select coalesce(owner_id, local_id) as id, json_agg(client_id) as "clientIds" from sync.link
    where client_id is not null group by 1`)
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
          from orders.order_line l where l.order_id = o.id) as lines,
        coalesce((select json_agg(json_build_object('shipping', r.shipping_total, 'booksState', r.books_state, 'lines',
            coalesce((select json_agg(json_build_object('variantId', s.variant_id, 'price', l.unit_price, 'quantity', l.quantity))
              from orders.return_line l join orders.order_line s on s.id = l.order_line_id where l.return_id = r.id), '[]')))
          from orders.return r where r.order_id = o.id), '[]') as returns,
        coalesce((select json_agg(json_build_object('amount', f.amount, 'reference', f.reference))
          from orders.refund f where f.order_id = o.id), '[]') as refunds
      from orders."order" o join customers.customer c on c.id = o.customer_id order by o.number`),
    customers: await db.rows(sql`
      select c.id, c.mobile, c.first_name as "firstName", c.last_name as "lastName", c.price_level as "priceLevel",
        coalesce(c.credit, 0) as credit, coalesce((
          select json_agg(json_build_object('receiver', a.receiver_name, 'postalCode', a.postal_code, 'text', a.address,
            'isDefault', a.is_default))
          from customers.address a where a.customer_id = c.id and a.deleted_at is null), '[]') as addresses
      from customers.customer c where c.first_name <> '' or c.last_name <> ''`),
    clientIds: new Map(owned.map(({ id, clientIds }) => [id, new Set(clientIds)])),
    localIds: new Map(links.map((link) => [linkKey(link.entity, link.mahakId), link.localId])),
  }
}
