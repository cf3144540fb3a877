import { sql } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordRefund } from '../../orders/index.ts'
import { cancelOrder } from '../cancel-order.ts'
import { changeOrder } from '../change-order.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
  await shop.db.run(sql`update shipping.method set on_delivery = true`)
})
afterAll(() => shop.close())

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('change' as const), one: fc.nat(4), other: fc.nat(4) }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('refund' as const), amount: fc.integer({ min: 1, max: 900_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('cancel' as const) }) },
)

test('whatever is changed, the sums, the stock and the money hold', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 10 }), async (onDelivery, steps) => {
      const goods = [await shop.goods(300_000, 3), await shop.goods(200_000, 6)] as const
      const customer = await shop.customer()
      const cart = await shop.cart(customer, [goods[0].id, 2], [goods[1].id, 3])
      const paymentMethod = onDelivery ? 'on_delivery' : 'gateway'
      const placed = (await shop.post(customer, shop.checkoutBody(cart, 1_800_000, { paymentMethod }))).json()
      if (placed.payment) {
        await shop.pay(placed.payment.id)
        await shop.confirm(placed.payment.id)
      }
      const orderId = placed.order.id
      for (const taken of steps) {
        if (taken.act === 'cancel')
          await cancelOrder(shop.deps, { orderId, customerId: null, by: 'stf_x', reason: 'ناموجود' })
        else if (taken.act === 'refund')
          await shop.db.transaction((tx) =>
            recordRefund(tx, { orderId, amount: taken.amount, reference: newId('rfd'), at: new Date(), by: 'stf_x' }),
          )
        else {
          const lines = [
            { variantId: goods[0].id, quantity: taken.one },
            { variantId: goods[1].id, quantity: taken.other },
          ]
          await shop.db.transaction(async (tx) => {
            const row = await tx.row<{ version: number }>(
              sql`select row_version as version from orders."order" where id = ${orderId}`,
            )
            await changeOrder(tx, shop.deps, { orderId, version: row?.version ?? 0, lines, by: 'stf_x' })
          })
        }
        await holds(orderId, goods, onDelivery)
      }
    }),
    { numRuns: 25 },
  )
})

async function holds(orderId: string, goods: readonly { id: `var_${string}` }[], onDelivery: boolean): Promise<void> {
  const row = await shop.db.row<{ state: string; total: number; sum: number; refunded: number }>(sql`
    select o.state, o.total, o.shipping_total + (select sum(l.unit_price * l.quantity) from orders.order_line l
        where l.order_id = o.id) as sum,
      (select coalesce(sum(r.amount), 0) from orders.refund r where r.order_id = o.id) as refunded
    from orders."order" o where o.id = ${orderId}`)
  expect(Number(row?.sum)).toBe(row?.total)
  expect(Number(row?.refunded)).toBeLessThanOrEqual(onDelivery ? 0 : 1_800_000)
  for (const { id } of goods) {
    const line = await shop.db.row<{ quantity: number }>(sql`
      select coalesce(sum(quantity), 0) as quantity from orders.order_line where order_id = ${orderId} and variant_id = ${id}`)
    const stock = await shop.stock(id)
    expect(stock.pending).toBe(row?.state === 'cancelled' ? 0 : Number(line?.quantity))
    expect(stock.pending).toBeLessThanOrEqual(stock.onHand)
    const ledger = await shop.db.row<{ pending: number; reserved: number }>(sql`
      select sum(pending) as pending, sum(reserved) as reserved from inventory.movement where variant_id = ${id}`)
    expect([Number(ledger?.pending), Number(ledger?.reserved)]).toEqual([stock.pending, stock.reserved])
  }
}
