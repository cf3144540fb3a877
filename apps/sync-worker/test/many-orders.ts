import { type Database, sql } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'

export interface Sold {
  variantId: string
  unitPrice: number
}

/**
 * Many customers who each buy and pay, written set by set as the core writes them one by one; order n has `linesOf(n)`
 * lines. Stock is left alone. Gives the ids of the orders.
 */
export async function placeManyOrders(
  db: Database,
  count: number,
  goods: readonly Sold[],
  linesOf: (index: number) => number = () => 1,
): Promise<string[]> {
  const numbers = Array.from({ length: count }, (_, index) => index)
  const customers = numbers.map(() => newId('cus'))
  const orders = numbers.map(() => newId('ord'))
  const bought = numbers.map((index) => goods.slice(0, linesOf(index)))
  const lines = bought.flatMap((some, index) =>
    some.map((good, position) => ({ ...good, id: newId('oln'), order: orders[index], position })),
  )
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into customers.customer (id, mobile, first_name, last_name)
      select t.id, '+98913' || lpad((t.n + nextval('orders.order_number'))::text, 7, '0'), 'رضا', 'نمونه'
      from unnest(${customers}::text[]) with ordinality as t(id, n)`)
    await tx.run(sql`
      insert into orders."order" (id, cart_id, customer_id, items_total, shipping_total, total, shipping_title, address,
        placed_at, expires_at)
      select t.id, t.id, t.customer, t.items, 500000, t.items + 500000, 'پست', ${JSON.stringify(ADDRESS)}::jsonb, now(), now()
      from unnest(${orders}::text[], ${customers}::text[], 
        ${bought.map((some) => some.reduce((sum, good) => sum + good.unitPrice, 0))}::bigint[]) as t(id, customer, items)`)
    await tx.run(sql`
      insert into orders.order_line (id, order_id, position, variant_id, product_name, options, unit_price, quantity, total)
      select t.id, t.order_id, t.position, t.variant, 'کالا', '[]', t.price, 1, t.price
      from unnest(${lines.map((line) => line.id)}::text[], ${lines.map((line) => line.order)}::text[],
        ${lines.map((line) => line.position)}::int[], ${lines.map((line) => line.variantId)}::text[],
        ${lines.map((line) => line.unitPrice)}::bigint[]) as t(id, order_id, position, variant, price)`)
    await tx.run(sql`
      insert into payments.payment (id, order_id, gateway, state, amount, authority, reference, created_at, paid_at)
      select t.id, o.id, 'zarinpal', 'paid', o.total, t.id, t.id, now(), now()
      from unnest(${orders.map(() => newId('pay'))}::text[], ${orders}::text[]) as t(id, order_id)
      join orders."order" o on o.id = t.order_id`)
    await tx.run(sql`update orders."order" set state = 'paid', paid_at = now() where id = any(${orders}::text[])`)
  })
  return orders
}

const ADDRESS = {
  receiverName: 'رضا نمونه',
  mobile: '+989121234567',
  province: 'تهران',
  city: 'تهران',
  address: 'خیابان آزادی، کوچهٔ سوم، پلاک ۱۲',
  postalCode: '1234567890',
}
