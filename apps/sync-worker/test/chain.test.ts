import { explainStock, revokeSale } from '@hybrid-store/core/inventory'
import { cancel } from '@hybrid-store/core/orders'
import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localId } from '../src/local-id.ts'
import { pullGroup } from '../src/pull/pull-group.ts'
import { customerLane } from '../src/push/customer-lane.ts'
import { drain } from '../src/push/drain.ts'
import { orderLane } from '../src/push/order-lane.ts'
import { raiseClientIds } from '../src/push/outgoing-links.repository.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { refundLane } from '../src/push/refund-lane.ts'
import { returnLane } from '../src/push/return-lane.ts'
import { createBreaker } from '../src/retry-error-manager/breaker.ts'
import { type MahakChain, startMahakChain } from './mahak-chain.ts'
import { drainBoth } from './sales-world.ts'
import { createWorld, placeOrder, type World } from './world.ts'

let world: World
let mahak: MahakChain
let deps: PushDeps
beforeAll(async () => {
  world = await createWorld()
  mahak = await startMahakChain()
  const port = { mahak: mahak.client, breaker: createBreaker() }
  deps = { ...world.deps, ...port, workerId: 'worker', closing: () => false }
  await raiseClientIds(world.db, deps.config.clientIdBase)
})
afterAll(async () => {
  await mahak?.close()
  await world?.close()
})

const pullAll = async () => {
  for (const group of ['catalog', 'inventory', 'pictures', 'orders'] as const)
    expect(await pullGroup(deps, group)).toMatchObject({ kind: 'complete' })
}

test('the whole demo catalogue comes into the shop, and the second reading writes nothing', async () => {
  await pullAll()
  const shop = await world.db.row<{ products: number; shown: number; images: number }>(sql`
    select (select count(*) from catalog.product) as products,
      (select count(*) from catalog.product where visible) as shown,
      (select count(*) from catalog.product_image) as images`)
  expect(shop?.products).toBeGreaterThanOrEqual(400)
  expect(shop?.shown).toBeGreaterThanOrEqual(380)
  expect(shop?.images).toBeGreaterThanOrEqual(300)
  expect(await world.db.rows(sql`select entity, message from sync.issue where status = 'open'`)).toEqual([])
  expect(await world.db.rows(sql`select entity, state from sync.pending where state in ('pending', 'bad')`)).toEqual([])
  const version = () => world.db.row(sql`select last_value from platform.row_version`)
  const before = await version()
  await pullAll()
  expect(await version()).toEqual(before)
})

test('a sale goes to the books once, adds up to the Rial, and comes back as an invoice', async () => {
  const known = { people: (await mahak.rows('People')).length, visits: (await mahak.rows('VisitorPeople')).length }
  const variants = await world.db.rows<{ variantId: string; unitPrice: number }>(sql`
    select v.id as "variantId", v.price as "unitPrice" from catalog.variant v
    join inventory.level l on l.variant_id = v.id where v.sellable and l.on_hand > 3 order by v.id limit 2`)
  const lines = variants.map((variant) => ({ ...variant, quantity: 2 }))
  const order = await placeOrder(world.db, { mobile: '+989351112233', lines })
  expect(await drainBoth(deps)).toEqual({ kind: 'drained' })

  const orders = (await mahak.rows('Orders')).filter((row) => Number(row.OrderClientId) > 5_000_000_000_000)
  const sent = orders[0] ?? {}
  const details = (await mahak.rows('OrderDetails')).filter((row) => row.OrderId === sent.OrderId)
  const receipts = (await mahak.rows('Receipts')).filter((row) => row.OrderId === sent.OrderId)
  const cheques = (await mahak.rows('Cheques')).filter((row) => row.ReceiptId === receipts[0]?.ReceiptId)
  expect([orders.length, details.length, receipts.length, cheques.length]).toEqual([1, 2, 1, 1])
  const charged = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 500_000)
  const booked = details.reduce((sum, row) => sum + Number(row.Price) * Number(row.Count1), Number(sent.SendCost))
  expect([booked, cheques[0]?.Amount]).toEqual([charged, charged])
  expect((await mahak.rows('People')).length).toBe(known.people + 1)
  expect((await mahak.rows('VisitorPeople')).length).toBe(known.visits + 1)

  expect(await mahak.convertOrder(sent.OrderId)).toBe(200)
  await pullAll()
  const shown = await world.db.row<{ state: string }>(
    sql`select books_state as state from orders."order" where id = ${order.id} and invoice_number is not null`,
  )
  expect(shown).toEqual({ state: 'confirmed' })
  const stock = await world.db.rows<{ pending: number }>(
    sql`select pending from inventory.level where variant_id = any(${variants.map((variant) => variant.variantId)})`,
  )
  expect(stock.map((level) => level.pending)).toEqual([0, 0])
})

test('an answer lost after the commit leaves one order', async () => {
  const [variant] = await world.db.rows<{ variantId: string; unitPrice: number }>(sql`
    select v.id as "variantId", v.price as "unitPrice" from catalog.variant v
    join inventory.level l on l.variant_id = v.id where v.sellable and l.on_hand > 3 order by v.id limit 1`)
  if (!variant) throw new Error('nothing is for sale')
  const order = await placeOrder(world.db, { mobile: '+989351112233', lines: [{ ...variant, quantity: 1 }] })
  const before = (await mahak.rows('Orders')).length
  await mahak.setSwitches({ failNext: [{ kind: 'reset-after', path: 'SaveAllData', times: 1 }] })
  await drainBoth(deps)
  expect(await world.db.row(sql`select send_state from sync.link where local_id = ${order.id}`)).toEqual({
    send_state: 'uncertain',
  })
  await pullGroup(deps, 'orders')
  await world.db.run(sql`update sync.dirty set not_before = now()`)
  await drainBoth({ ...deps, breaker: createBreaker() })
  expect((await mahak.rows('Orders')).length).toBe(before + 1)
  expect(await world.db.rows(sql`select * from sync.dirty`)).toEqual([])
})

test('an order that is cancelled while the desktop makes its invoice is returned, and its goods are in the stock again', async () => {
  const [variant] = await world.db.rows<{ variantId: string; unitPrice: number }>(sql`
    select v.id as "variantId", v.price as "unitPrice" from catalog.variant v
    join inventory.level l on l.variant_id = v.id where v.sellable and l.on_hand > 5 order by v.id desc limit 1`)
  if (!variant) throw new Error('nothing is for sale')
  const stock = () => explainStock(world.db, localId('var', variant.variantId))
  const before = await stock()
  const order = await placeOrder(world.db, { mobile: '+989351112244', lines: [{ ...variant, quantity: 2 }] })
  const lanes = [customerLane, orderLane, returnLane, refundLane]
  const send = () => drain({ ...deps, breaker: createBreaker() }, ...lanes)
  await send()
  const sent = await world.db.row<{ id: number }>(
    sql`select mahak_id as id from sync.link where local_id = ${order.id}`,
  )
  expect(await mahak.convertOrder(sent?.id)).toBe(200)
  await world.db.transaction(async (tx) => {
    await cancel(tx, order.id, { at: new Date(), by: 'stf_x', reason: null })
    await revokeSale(tx, order.id)
  })
  await send()
  const orders = await mahak.rows('Orders')
  const [back, ...others] = orders.filter((row) => row.ReferenceOrderId === sent?.id)
  expect(others).toEqual([])
  expect(back).toMatchObject({ OrderType: 202, Deleted: false })
  expect(orders.find((row) => row.OrderId === sent?.id)).toMatchObject({ Deleted: false })
  expect(await mahak.convertOrder(back?.OrderId)).toBe(200)
  await pullAll()
  expect(await stock()).toMatchObject({ onHand: before.onHand, pending: 0, available: before.available })
  expect(
    await world.db.rows(sql`select books_state as state, cancellation from orders.return where order_id = ${order.id}`),
  ).toEqual([{ state: 'confirmed', cancellation: true }])
  expect(await world.db.rows(sql`select * from sync.dirty`)).toEqual([])
})
