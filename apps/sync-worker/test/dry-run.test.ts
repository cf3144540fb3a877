import { findOrCreateByMobile } from '@hybrid-store/core/customers'
import { raw, sql } from '@hybrid-store/database'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makePlan } from '../src/dry-run/make-plan.ts'
import { createSyncOperator } from '../src/operator/create-operator.ts'
import { createSalesWorld, drainBoth, type SalesWorld } from './sales-world.ts'
import { asset, detail, product } from './world.ts'

let world: SalesWorld
beforeEach(async () => {
  world = await createSalesWorld()
})
afterEach(() => world.close())

const plan = async () => {
  const operator = createSyncOperator(world.db)
  const id = await operator.dryRun('stf_1')
  const made = await makePlan(world.worker('rehearsal'), id)
  return { made, plan: await operator.plan(id) }
}

/** Every row of every table except the plan's own and what asking for it wrote. */
async function everything(): Promise<unknown[]> {
  const tables = await world.db.rows<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      and table_name not in ('plan', 'plan_line', 'audit', 'outbox', 'account') order by 1`)
  const digests: unknown[] = []
  for (const { name } of tables) {
    const digest = sql`select count(*) as n, sum(hashtextextended(t::text, 0))::text as digest from ${raw(name)} t`
    digests.push([name, await world.db.row(digest)])
  }
  return digests
}

test('P32: a dry run writes nothing and says what the real run then does', async () => {
  const { id: customerId } = await world.db.transaction((tx) => findOrCreateByMobile(tx, '+989121230000'))
  await world.db.run(sql`update customers.customer set last_name = 'پنهان' where id = ${customerId}`)
  await world.buy()
  world.mahak.put('Products', product(8100001, { Name: 'شلوار نو' }), product(8100002, { Name: 'پیراهن' }))
  world.mahak.put('ProductDetails', detail(9200003, 8100002, { Price1: 0, Properties: '[{"C":"3","V":"سبز"}]' }))
  world.mahak.put('ProductDetails', { ...world.mahak.table('ProductDetails').get(9200002), Deleted: true })
  world.mahak.put('ProductDetailStoreAssets', asset(31000001, 9200001, 1200, 499))
  const [before, calls] = [await everything(), world.mahak.saves.length]

  const { made, plan: shown } = await plan()
  expect(made.ok).toBe(true)
  expect(await everything()).toEqual(before)
  expect(world.mahak.saves.length).toBe(calls)
  expect(await world.db.rows(sql`select * from sync.plan_line`)).toEqual([])

  expect(shown).toMatchObject({
    failure: null,
    conflicts: 0,
    zeroPrices: 1,
    prices: [{ name: 'شلوار نو', price: 9_000_000 }],
  })
  const counted = Object.fromEntries(
    (shown?.changes ?? []).map(({ entity, action, count }) => [`${entity} ${action}`, count]),
  )
  expect(counted).toEqual({
    'Products create': 1,
    'Products update': 1,
    'ProductDetails create': 1,
    'ProductDetails delete': 1,
    'ProductDetailStoreAssets update': 1,
  })
  const entryOf = (entity: string, action: string) =>
    shown?.entries.find((entry) => entry.entity === entity && entry.action === action)
  expect(entryOf('Products', 'update')).toMatchObject({
    recordId: '8100001',
    diff: { name: ['شلوار 8100001', 'شلوار نو'] },
  })
  expect(entryOf('ProductDetailStoreAssets', 'update')).toMatchObject({
    recordId: '9200001/1200',
    diff: { quantity: [500, 499] },
  })
  expect(JSON.stringify(shown)).not.toMatch(/پنهان|9121230000|9121234567/)

  await world.pullAll()
  await drainBoth(world.worker())
  const goods = await world.db.rows(sql`
    select p.name, p.deleted, v.deleted as gone, v.price from catalog.product p left join catalog.variant v
    on v.product_id = p.id order by p.code, v.code, v.price`)
  expect(goods).toEqual([
    { name: 'شلوار نو', deleted: false, gone: false, price: 1_000_000 },
    { name: 'شلوار نو', deleted: false, gone: false, price: 9_000_000 },
    { name: 'شلوار نو', deleted: false, gone: true, price: 8_500_000 },
    { name: 'پیراهن', deleted: false, gone: false, price: 0 },
  ])
  const saves = world.mahak.saves.slice(calls)
  const sent: Record<string, number> = {}
  for (const lists of saves)
    for (const [list, rows] of Object.entries(lists))
      sent[list.toLowerCase()] = (sent[list.toLowerCase()] ?? 0) + rows.length
  expect(Object.fromEntries((shown?.sends ?? []).map(({ entity, count }) => [entity.toLowerCase(), count]))).toEqual(
    sent,
  )
  expect(shown?.calls).toBe(saves.length)
})

test('after the real run a dry run has nothing to say', async () => {
  await world.buy()
  await world.pullAll()
  await drainBoth(world.worker())
  await world.pullAll()
  expect((await plan()).plan).toMatchObject({
    changes: [],
    sends: [],
    calls: 0,
    conflicts: 0,
    warnings: [],
    entries: [],
  })
})

test('a mass deletion is foretold as a warning and not as deletions', async () => {
  for (let id = 0; id < 30; id += 1) world.mahak.put('Products', product(8_200_000 + id))
  await world.pullAll()
  for (let id = 0; id < 30; id += 1) world.mahak.put('Products', { ProductId: 8_200_000 + id, Deleted: true })
  const { plan: shown } = await plan()
  expect(shown?.changes).toEqual([])
  expect(shown?.warnings).toEqual([expect.stringContaining('یکجا حذف شده است')])
  expect(await world.issues()).toEqual([])
})

test('a plan whose reading was cut off says so and leaves nothing behind', async () => {
  world.mahak.ending = [{ failure: { code: 'unavailable', message: 'down', sent: true } }]
  const before = await everything()
  const { made, plan: shown } = await plan()
  expect(made).toEqual({ ok: false, error: { code: 'unavailable' } })
  expect(shown).toMatchObject({ failure: 'unavailable', entries: [] })
  expect(await everything()).toEqual(before)
})
