import { fillMissingName, findOrCreateByMobile } from '@hybrid-store/core/customers'
import { markSold, release, reserve } from '@hybrid-store/core/inventory'
import { createDraft, expire, markPaid } from '@hybrid-store/core/orders'
import { addToOutbox, sql, type Tx } from '@hybrid-store/database'
import { type Id, newId, rial, rialSum, rialTimes } from '@hybrid-store/kernel'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import { afterSaleSteps } from './after-sale-steps.ts'
import { drawCustomer, mobileOf, peopleSteps } from './people-steps.ts'
import { kind } from './step-kind.ts'

const SHIPPING = 600_000
const DOORBELL = { type: 'sync.drain', body: {} }

const drawOrder = (random: Random) => ({
  ...drawCustomer(random),
  lines: Array.from({ length: random.between(1, 3) }, () => ({
    variant: random.between(0, 50),
    quantity: random.between(1, 3),
  })),
})
const drawRecent = (random: Random) => ({ back: random.between(0, 4) })

/** What customers do, by the functions that the core's own routes call. */
export const shopSteps = {
  ...peopleSteps,
  ...afterSaleSteps,
  order: kind({ weight: 3, draw: drawOrder, run: placeOrder }),
  buy: kind({
    weight: 12,
    draw: drawOrder,
    run: async (world, args: ReturnType<typeof drawOrder>) => {
      const orderId = await placeOrder(world, args)
      if (orderId) await pay(world, orderId)
    },
  }),
  pay: kind({
    weight: 3,
    draw: drawRecent,
    run: async (world, { back }) => {
      const orderId = world.orders.at(-1 - back)
      if (orderId) await pay(world, orderId)
    },
  }),
  expire: kind({
    weight: 2,
    draw: drawRecent,
    run: async ({ shop, orders }, { back }) => {
      const orderId = orders.at(-1 - back)
      if (!orderId) return
      await shop.transaction(async (tx) => {
        if (await expire(tx, orderId)) await release(tx, orderId)
      })
    },
  }),
}

type OrderArgs = ReturnType<typeof drawOrder>

/** Null if the goods are not there or nothing is for sale yet. */
async function placeOrder(world: World, args: OrderArgs): Promise<Id<'ord'> | null> {
  const orderId = newId('ord')
  const placed = await world.shop.transaction(async (tx) => {
    const lines = await chooseGoods(tx, args.lines)
    const expiresAt = new Date(Date.now() + 3_600_000)
    if (lines.length === 0 || !(await reserve(tx, { orderId, lines, expiresAt })).ok) return false
    const { id } = await findOrCreateByMobile(tx, mobileOf(args.customer))
    await createDraft(tx, draftOf(orderId, id, args.customer, lines, expiresAt))
    return true
  })
  if (!placed) return null
  world.orders.push(orderId)
  return orderId
}

interface Goods {
  variantId: Id<'var'>
  unitPrice: ReturnType<typeof rial>
  quantity: number
}

async function chooseGoods(tx: Tx, wanted: OrderArgs['lines']): Promise<Goods[]> {
  const shown = await tx.rows<{ variantId: Id<'var'>; price: number }>(sql`
    select v.id as "variantId", v.price from catalog.variant v join catalog.product p on p.id = v.product_id
    where v.sellable and p.visible order by v.id`)
  const chosen = wanted.flatMap(({ variant, quantity }) => {
    const goods = shown[variant % Math.max(1, shown.length)]
    return goods ? [{ variantId: goods.variantId, unitPrice: rial(goods.price), quantity }] : []
  })
  return [...new Map(chosen.map((line) => [line.variantId, line])).values()]
}

function draftOf(id: Id<'ord'>, customerId: Id<'cus'>, customer: number, goods: readonly Goods[], expiresAt: Date) {
  const lines = goods.map((line) => ({
    ...line,
    productName: 'کالا',
    options: [],
    total: rialTimes(line.unitPrice, line.quantity),
  }))
  const itemsTotal = rialSum(lines.map((line) => line.total))
  const shippingTotal = rial(SHIPPING)
  const address = {
    receiverName: `مشتری ${customer}`,
    mobile: mobileOf(customer),
    province: 'تهران',
    city: 'تهران',
    address: 'خیابان آزادی',
    postalCode: '1234567890',
  }
  const total = rialSum([itemsTotal, shippingTotal])
  const sums = { itemsTotal, shippingTotal, total, shippingTitle: 'پست' }
  return { id, cartId: newId('cart'), customerId, ...sums, address, note: null, placedAt: new Date(), expiresAt, lines }
}

/** Money that comes a second time, or when others have bought the goods, changes nothing. */
async function pay({ shop }: World, orderId: Id<'ord'>): Promise<void> {
  const paymentId = newId('pay')
  const paidAt = new Date()
  await shop.transaction(async (tx) => {
    const order = await tx.row<{ customerId: string; receiver: string }>(sql`
      select customer_id as "customerId", address ->> 'receiverName' as receiver from orders."order"
      where id = ${orderId} and state not in ('paid', 'cancelled') for update`)
    if (!order || (await markSold(tx, orderId)) !== 'sold') return
    await tx.run(sql`
      insert into payments.payment (id, order_id, gateway, state, amount, authority, reference, created_at, paid_at)
      select ${paymentId}, id, 'zarinpal', 'paid', total, ${`A${paymentId}`}, ${`R${paymentId}`}, ${paidAt}, ${paidAt}
      from orders."order" where id = ${orderId}`)
    await markPaid(tx, orderId, paidAt)
    await fillMissingName(tx, order.customerId, order.receiver)
    for (const queue of ['customer_sync_request', 'order_sync_request']) await addToOutbox(tx, queue, DOORBELL)
  })
}
