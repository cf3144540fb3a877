import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { solveDispute } from '../src/dispute/solve-dispute.ts'
import { makePlan } from '../src/dry-run/make-plan.ts'
import { createSyncOperator } from '../src/operator/create-operator.ts'
import { entityGroups } from '../src/pull/entity-groups.ts'
import { pullGroup } from '../src/pull/pull-group.ts'
import { raiseClientIds } from '../src/push/outgoing-links.repository.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { reconcile } from '../src/reconcile/reconcile.ts'
import { createBreaker } from '../src/retry-error-manager/breaker.ts'
import { type MahakChain, startMahakChain } from './mahak-chain.ts'
import { drainBoth } from './sales-world.ts'
import { createWorld, placeOrder, type World } from './world.ts'

let world: World
let mahak: MahakChain
let deps: PushDeps & { mahak: MahakChain['client'] }
beforeAll(async () => {
  world = await createWorld()
  mahak = await startMahakChain()
  deps = { ...world.deps, mahak: mahak.client, breaker: createBreaker(), workerId: 'worker', closing: () => false }
  await raiseClientIds(world.db, deps.config.clientIdBase)
  await pullAll()
  await pullAll()
})
afterAll(async () => {
  await mahak?.close()
  await world?.close()
})

const pullAll = async () => {
  for (const group of entityGroups) expect(await pullGroup(deps, group)).toMatchObject({ kind: 'complete' })
}
const compareAll = async () => {
  const outcome = await reconcile(deps, (group) => pullGroup(deps, group, { full: true }))
  expect(outcome).toMatchObject({ kind: 'compared', notRead: [] })
}
const drift = async () => (await createSyncOperator(world.db).drift({ limit: 100 })).items
const nameOf = (productId: number) =>
  world.db.row(sql`
    select p.name from catalog.product p join sync.link l on l.local_id = p.id
    where l.entity = 'Products' and l.mahak_id = ${productId}`)
const someProducts = async () => {
  const rows = await world.db.rows<{ id: number }>(
    sql`select mahak_id as id from sync.mirror where entity = 'Products' and not deleted order by mahak_id limit 3`,
  )
  return rows.map(({ id }) => id)
}

test('the demo shop and a sale are found equal on both sides', async () => {
  const [variant] = await world.db.rows<{ variantId: string; unitPrice: number }>(sql`
    select v.id as "variantId", v.price as "unitPrice" from catalog.variant v
    join inventory.level l on l.variant_id = v.id where v.sellable and l.on_hand > 3 order by v.id limit 1`)
  if (!variant) throw new Error('nothing is for sale')
  await placeOrder(world.db, { mobile: '+989351112233', lines: [{ ...variant, quantity: 2 }] })
  await drainBoth(deps)
  await compareAll()
  expect(await drift()).toEqual([])
  const [order] = (await mahak.rows('Orders')).filter((row) => Number(row.OrderClientId) > 5_000_000_000_000)
  expect(await mahak.convertOrder(order?.OrderId)).toBe(200)
  await compareAll()
  expect(await drift()).toEqual([])
})

test('a row that was committed late, below the checkpoint, comes back by a dispute', async () => {
  const [id = 0, other] = await someProducts()
  await mahak.setSwitches({ lateCommitMs: 6_000 })
  const late = mahak.desktop(`products/${id}`, { name: 'دیر رسیده' })
  await pullGroup(deps, 'catalog')
  expect(await mahak.desktop(`products/${other}`, { name: 'زود رسیده' })).toBe(200)
  await pullGroup(deps, 'catalog')
  await pullGroup(deps, 'catalog')
  expect(await nameOf(Number(other))).toEqual({ name: 'زود رسیده' })
  expect(await late).toBe(200)
  await mahak.setSwitches({ lateCommitMs: 0 })
  await pullAll()
  expect(await nameOf(id)).not.toEqual({ name: 'دیر رسیده' })

  const operator = createSyncOperator(world.db)
  const preview = await operator.previewDispute({ entity: 'Products', kind: 'rows' })
  const [{ n = 0 } = {}] = await world.db.rows<{ n: number }>(
    sql`select count(*) as n from sync.mirror where entity = 'Products'`,
  )
  expect(preview).toMatchObject({ pairs: n, tooMany: false, group: 'catalog' })
  expect(await solveDispute(deps, { entity: 'Products', kind: 'rows', again: [] })).toEqual({
    ok: true,
    value: 'catalog',
  })
  await pullAll()
  expect(await nameOf(id)).toEqual({ name: 'دیر رسیده' })
}, 60_000)

test('a row that was edited without a new version comes back when it is asked for again', async () => {
  const [, , id = 0] = await someProducts()
  expect(await mahak.desktop(`products/${id}`, { name: 'بی‌صدا', silently: true })).toBe(200)
  await pullAll()
  expect(await solveDispute(deps, { entity: 'Products', kind: 'rows', again: [] })).toMatchObject({ ok: true })
  await pullAll()
  expect(await nameOf(id)).not.toEqual({ name: 'بی‌صدا' })
  expect(await solveDispute(deps, { entity: 'Products', kind: 'rows', again: [id] })).toMatchObject({ ok: true })
  await pullAll()
  expect(await nameOf(id)).toEqual({ name: 'بی‌صدا' })
})

test('an order whose number was lost here comes back by a dispute of numbers', async () => {
  const [order] = (await mahak.rows('Orders')).filter((row) => Number(row.OrderClientId) > 5_000_000_000_000)
  await world.db.run(sql`
    update sync.mirror set doc = jsonb_set(doc, '{OrderCode}', '0') where entity = 'Orders' and mahak_id = ${order?.OrderId}`)
  await world.db.run(sql`update orders."order" set invoice_number = null, books_state = 'accepted'`)
  await compareAll()
  await world.db.run(sql`update sync.link set mahak_code = null where entity = 'Orders'`)
  expect(await solveDispute(deps, { entity: 'Orders', kind: 'order_codes', again: [] })).toMatchObject({ ok: true })
  await pullAll()
  expect(await world.db.row(sql`select invoice_number as n from orders."order"`)).toEqual({ n: order?.OrderCode })
})

test('a dry run against the books foretells a price and touches neither side', async () => {
  const [detail] = await world.db.rows<{ id: number; price: number }>(sql`
    select mahak_id as id, (doc ->> 'Price1')::bigint as price from sync.mirror
    where entity = 'ProductDetails' and not deleted order by mahak_id limit 1`)
  const price = (detail?.price ?? 0) + 10_000
  expect(await mahak.desktop(`variants/${detail?.id}/price`, { level: 1, price })).toBe(200)
  const operator = createSyncOperator(world.db)
  const planId = await operator.dryRun('stf_1')
  const sales = (await mahak.rows('Orders')).length
  expect(await makePlan(deps, planId)).toEqual({ ok: true, value: undefined })
  expect(await operator.plan(planId)).toMatchObject({
    changes: [{ entity: 'ProductDetails', action: 'update', count: 1 }],
    sends: [],
    calls: 0,
    entries: [{ entity: 'ProductDetails', recordId: String(detail?.id), diff: { price1: [detail?.price, price] } }],
  })
  expect((await mahak.rows('Orders')).length).toBe(sales)
  await pullAll()
  expect((await operator.plan(await planAgain()))?.changes).toEqual([])

  async function planAgain(): Promise<number> {
    const id = await operator.dryRun('stf_1')
    await makePlan(deps, id)
    return id
  }
})
