import { stockAnswer } from '@hybrid-store/contracts'
import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as, testServer } from '../../../shared/test/test-server.ts'
import { openShop, type Shop } from '../../checkout/test/shop.ts'
import { explainVariants, registerStockRoutes } from '../index.ts'

let shop: Shop
let app: ReturnType<typeof testServer>
beforeAll(async () => {
  shop = await openShop()
  app = testServer((server) => registerStockRoutes(server, shop))
})
afterAll(async () => {
  await app.close()
  await shop.close()
})

const ask = async (variant: string) => {
  const url = `/api/v1/admin/stock?variant=${encodeURIComponent(variant)}`
  const answer = await app.inject({ url, headers: as('staff', 'stf_1', ['orders.read']) })
  expect(answer.statusCode).toBe(200)
  return stockAnswer.parse(answer.json()).items
}

async function order(variantId: string, price: number, quantity: number) {
  const customer = await shop.customer()
  const cart = await shop.cart(customer, [variantId, quantity])
  const checkout = (await shop.checkOut(customer, cart, price * quantity)).json()
  return { number: checkout.order.number, id: checkout.order.id, paymentId: checkout.payment.id }
}

test('each piece that a customer cannot buy is explained by the order that keeps it', async () => {
  const goods = await shop.goods(1_000_000, 12)
  const sold = await order(goods.id, goods.price, 3)
  await shop.pay(sold.paymentId)
  await shop.confirm(sold.paymentId)
  const held = await order(goods.id, goods.price, 2)
  await shop.db.run(sql`update inventory.level set safety = 1 where variant_id = ${goods.id}`)

  const [view, ...others] = await ask(goods.id)
  expect(others).toEqual([])
  expect(view).toMatchObject({
    books: [{ name: 'انبار', sells: true, quantity: 12 }],
    onHand: 12,
    sales: [{ orderId: sold.id, orderNumber: sold.number, orderState: 'paid', quantity: 3, confirmedAt: null }],
    pending: 3,
    holds: [{ orderId: held.id, orderNumber: held.number, orderState: 'pending_payment', quantity: 2 }],
    reserved: 2,
    safety: 1,
    available: 6,
  })
  expect(view?.holds[0]?.until).toBe('2026-11-23T12:30:00.000Z')
})

test('a barcode finds every variant that has it, and an empty one none', async () => {
  const one = await shop.goods(1_000_000, 1)
  const other = await shop.goods(1_000_000, 2)
  const ids = [one.id, other.id].sort()
  await shop.db.run(sql`update catalog.variant set barcode = '6260000000017' where id = any(${ids}::text[])`)
  expect((await ask('6260000000017')).map(({ variantId }) => variantId)).toEqual(ids)
  expect(await ask('6260000000018')).toEqual([])
  expect(await explainVariants(shop.db, '')).toEqual([])
})

test('only staff who may see orders see who keeps goods', async () => {
  const url = '/api/v1/admin/stock?variant=x'
  expect((await app.inject({ url })).statusCode).toBe(401)
  expect((await app.inject({ url, headers: as('customer', 'cus_1') })).statusCode).toBe(403)
  expect((await app.inject({ url, headers: as('staff', 'stf_1', ['sync.read']) })).statusCode).toBe(403)
})

test('the orders behind a variant are found by index, however many were sold before', async () => {
  await shop.db.run(sql`
    insert into inventory.reservation (order_id, variant_id, quantity, state, expires_at)
    select 'ord_old' || n, 'var_old' || n % 50, 1, 'settled', now() from generate_series(1, 20000) n`)
  await shop.db.run(sql`analyze inventory.reservation`)
  const plan = await shop.db.rows<{ 'QUERY PLAN': string }>(sql`
    explain select order_id from inventory.reservation where variant_id = 'var_old7' and state in ('held', 'sold')`)
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('reservation_of_variant')
})
