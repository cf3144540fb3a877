import { cancelOrder } from '@hybrid-store/core/checkout'
import { recordRefund, recordReturn } from '@hybrid-store/core/orders'
import { sql } from '@hybrid-store/database'
import { systemClock } from '@hybrid-store/kernel'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import { kind } from './step-kind.ts'

const drawRecent = (random: Random) => ({ back: random.between(0, 6) })
const DOORBELL = { type: 'sync.drain', body: {} }

/** What becomes of orders after they were paid. What the shop refuses (nothing invoiced yet, say) changes nothing. */
export const afterSaleSteps = {
  cancel: kind({
    weight: 4,
    draw: drawRecent,
    run: ({ shop, orders }, { back }) =>
      withRecent(orders, back, (orderId) =>
        cancelOrder({ db: shop, clock: systemClock }, { orderId, customerId: null, by: 'staff', reason: 'پشیمانی' }),
      ),
  }),
  takeBack: kind({
    weight: 4,
    draw: (random) => ({ ...drawRecent(random), line: random.between(0, 2), quantity: random.between(1, 2) }),
    run: (world, { back, line, quantity }) =>
      withRecent(world.orders, back, async (orderId) => {
        const lines = await world.shop.rows<{ variantId: string }>(
          sql`select variant_id as "variantId" from orders.order_line where order_id = ${orderId} order by id`,
        )
        const variantId = lines[line % Math.max(1, lines.length)]?.variantId
        if (!variantId) return
        const wanted = { orderId, lines: [{ variantId, quantity }], reason: 'اندازه نبود', at: new Date(), by: 'staff' }
        await world.shop.transaction((tx) => recordReturn(tx, wanted))
        await world.bus.publish('order_sync_request', DOORBELL)
      }),
  }),
  refund: kind({
    weight: 3,
    draw: (random) => ({
      ...drawRecent(random),
      amount: random.between(1, 20) * 100_000,
      number: random.between(1, 3),
    }),
    run: (world, { back, amount, number }) =>
      withRecent(world.orders, back, async (orderId) => {
        const wanted = { orderId, amount, reference: `B${number}`, at: new Date(), by: 'staff' }
        await world.shop.transaction((tx) => recordRefund(tx, wanted))
        await world.bus.publish('order_sync_request', DOORBELL)
      }),
  }),
}

async function withRecent(orders: World['orders'], back: number, act: (orderId: string) => Promise<unknown>) {
  const orderId = orders.at(-1 - back)
  if (orderId) await act(orderId)
}
