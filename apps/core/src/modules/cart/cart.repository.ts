import { type Queryable, type Sql, sql, type Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'

export interface CartLine {
  variantId: Id<'var'>
  quantity: number
}

/** A cart as it is stored: wishes only. Prices and stock are looked up whenever it is read. */
export interface CartRecord {
  id: Id<'cart'>
  customerId: Id<'cus'> | null
  /** The order this cart has become; such a cart never changes again. */
  completedOrderId: Id<'ord'> | null
  /** In the order in which they were added. */
  lines: CartLine[]
}

const SELECT_CART = sql`
  select c.id, c.customer_id as "customerId", c.completed_order_id as "completedOrderId",
    (select coalesce(jsonb_agg(jsonb_build_object('variantId', l.variant_id, 'quantity', l.quantity) order by l.added), '[]')
     from cart.line l where l.cart_id = c.id) as lines
  from cart.cart c`

const whereId = (cartId: string): Sql => sql`where c.id = ${cartId}`

export function readCart(db: Queryable, cartId: string): Promise<CartRecord | null> {
  return db.row(sql`${SELECT_CART} ${whereId(cartId)}`, { prepare: true })
}

/** Reads a cart and keeps others from changing or completing it until the transaction ends; null if there is none. */
export async function lockCart(tx: Tx, cartId: string): Promise<CartRecord | null> {
  // The lines are read by a second statement: one that had to wait for the lock would still see those from before.
  const found = await tx.row(sql`select from cart.cart where id = ${cartId} for update`, { prepare: true })
  return found ? readCart(tx, cartId) : null
}

export async function insertCart(
  tx: Tx,
  cart: { id: Id<'cart'>; customerId: Id<'cus'> | null; createdAt: Date },
): Promise<void> {
  await tx.run(
    sql`insert into cart.cart (id, customer_id, created_at) values (${cart.id}, ${cart.customerId}, ${cart.createdAt})`,
  )
}

/** Sets the quantity of a line; 0 takes it away. */
export async function writeLine(tx: Tx, cartId: string, { variantId, quantity }: CartLine): Promise<void> {
  await tx.run(
    quantity === 0
      ? sql`delete from cart.line where cart_id = ${cartId} and variant_id = ${variantId}`
      : sql`insert into cart.line (cart_id, variant_id, quantity) values (${cartId}, ${variantId}, ${quantity})
            on conflict (cart_id, variant_id) do update set quantity = excluded.quantity`,
    { prepare: true },
  )
}

/** Closes a locked cart for good: it has become this order. Throws if it has become an order before. */
export async function completeCart(tx: Tx, cartId: string, orderId: string): Promise<void> {
  const completed = await tx.run(
    sql`update cart.cart set completed_order_id = ${orderId} where id = ${cartId} and completed_order_id is null`,
  )
  if (completed !== 1) throw new Error(`cart ${cartId} is unknown or was completed before`)
}
