import { sql } from '@hybrid-store/database'
import { createMetrics, serveMetrics } from '@hybrid-store/observability'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { meteredMahak } from '../src/metrics/metered-mahak.ts'
import { readSyncFigures } from '../src/metrics/sync-figures.repository.ts'
import { addSyncGauges } from '../src/metrics/sync-gauges.ts'
import { createSyncMeters } from '../src/metrics/sync-meters.ts'
import { pullGroup } from '../src/pull/pull-group.ts'
import { createBreaker } from '../src/retry-error-manager/breaker.ts'
import { createSalesWorld, drainBoth, type SalesWorld } from './sales-world.ts'

let world: SalesWorld
beforeAll(async () => {
  world = await createSalesWorld()
})
afterAll(() => world?.close())
beforeEach(() => world.reset())

const QUEUES = [{ queue: 'order_sync_request', ready: 3, leased: 1, delayed: 2, dead: 4 }]

/** A worker that is watched, and what a scraper is told of it. */
function watchedWorker(stats = async () => QUEUES) {
  const metrics = createMetrics()
  const meters = createSyncMeters(metrics.registry)
  const { db, deps } = world
  addSyncGauges(metrics.registry, { db, bus: { stats }, logger: deps.logger })
  return {
    worker: { ...world.worker(), mahak: meteredMahak(world.mahak, meters) },
    meters,
    scrape: async () => {
      const exposed = await serveMetrics(metrics, { port: 0, host: '127.0.0.1' })
      const text = await (await fetch(exposed.url)).text()
      await exposed.close()
      return text.split('\n').filter((line) => /^store_(sync|mahak|messages)/.test(line))
    },
  }
}

/** Samples of these metrics, without buckets and times. */
const of = (lines: readonly string[], ...names: string[]) =>
  lines.filter((line) => names.some((name) => line.startsWith(`${name}{`) || line.startsWith(`${name} `)))

test('a scrape after a sale, a lost answer and a reading tells exactly what has happened', async () => {
  const { worker, scrape } = watchedWorker()
  await world.buy()
  await drainBoth(worker)
  await world.buy('+989120000002')
  world.mahak.faults = [{ kind: 'lost' }]
  await drainBoth(worker)
  await world.later()
  await world.buy('+989120000003')
  await pullGroup(worker, 'inventory')
  await world.db.run(sql`update sync.dirty set first_at = now() - interval '90 seconds' where entity = 'order'`)

  const lines = await scrape()
  const known = of(lines, 'store_sync_watermark_safe_version').find((line) => line.includes('StoreAssets'))
  expect(of(lines, 'store_mahak_call_seconds_count')).toEqual([
    'store_mahak_call_seconds_count{kind="account",outcome="ok"} 5',
    'store_mahak_call_seconds_count{kind="save",outcome="ok"} 2',
    'store_mahak_call_seconds_count{kind="save",outcome="timeout"} 1',
    'store_mahak_call_seconds_count{kind="changes",outcome="ok"} 1',
  ])
  expect(of(lines, 'store_sync_rows_sent_total')).toEqual([
    'store_sync_rows_sent_total{list="people"} 2',
    'store_sync_rows_sent_total{list="visitorPeople"} 2',
    'store_sync_rows_sent_total{list="orders"} 1',
    'store_sync_rows_sent_total{list="orderDetails"} 2',
    'store_sync_rows_sent_total{list="receipts"} 1',
    'store_sync_rows_sent_total{list="cheques"} 1',
  ])
  expect(of(lines, 'store_sync_waiting_records', 'store_sync_uncertain_records')).toEqual([
    'store_sync_waiting_records{entity="customer",state="dirty"} 2',
    'store_sync_waiting_records{entity="order",state="dirty"} 2',
    'store_sync_uncertain_records 1',
  ])
  expect(of(lines, 'store_sync_unconfirmed_orders', 'store_sync_credit_days')).toEqual([
    'store_sync_unconfirmed_orders 1',
    'store_sync_credit_days 80',
  ])
  expect(of(lines, 'store_messages')).toEqual([
    'store_messages{queue="order_sync_request",state="ready"} 3',
    'store_messages{queue="order_sync_request",state="leased"} 1',
    'store_messages{queue="order_sync_request",state="delayed"} 2',
    'store_messages{queue="order_sync_request",state="dead"} 4',
  ])
  const oldest = of(lines, 'store_sync_waiting_oldest_seconds').find((line) => line.includes('"order"'))
  expect(Number(oldest?.split(' ')[1])).toBeGreaterThanOrEqual(90)
  expect(Number(known?.split(' ')[1])).toBeGreaterThan(4_300_000_000)
  expect(of(lines, 'store_sync_figures_readable')).toEqual(['store_sync_figures_readable 1'])
})

test('a hundred orders of a hundred customers make no more series than one, and name nobody', async () => {
  const { worker, scrape } = watchedWorker()
  await world.buy()
  await drainBoth(worker)
  await world.buy('+989121111100')
  const one = await scrape()
  for (let number = 1; number < 100; number += 1) await world.buy(`+98912111${String(number).padStart(4, '0')}`)
  await drainBoth(worker)
  const last = await world.buy('+989122222222')
  const many = await watchedWorker().scrape()
  expect(many.length).toBeLessThanOrEqual(one.length)
  expect(many.join('\n')).toContain('store_sync_unconfirmed_orders 101')
  for (const line of [...one, ...many]) {
    expect(line).not.toMatch(/\b(ord|cus|var|pay|adr)_|9891|رضا/)
    expect(line).not.toContain(last.id)
  }
})

test('however hot the scraper, the database is asked once', async () => {
  const { scrape } = watchedWorker()
  await scrape()
  const before = world.db.queryCount
  await Promise.all([scrape(), scrape(), scrape()])
  expect(world.db.queryCount).toBe(before)
})

test('while the figures cannot be read, what the process knows itself is told and nothing is made up', async () => {
  const { worker, scrape } = watchedWorker(() => Promise.reject(new Error('no broker')))
  await world.buy()
  await drainBoth(worker)
  const lines = await scrape()
  expect(of(lines, 'store_sync_figures_readable')).toEqual(['store_sync_figures_readable 0'])
  expect(of(lines, 'store_sync_uncertain_records', 'store_sync_credit_days', 'store_sync_waiting_records')).toEqual([])
  expect(of(lines, 'store_sync_rows_sent_total')).not.toEqual([])
})

test('the breaker shows closed, open and half open', async () => {
  const { meters, scrape } = watchedWorker()
  let time = 0
  const breaker = createBreaker(() => time)
  meters.watch(breaker)
  const state = async () => of(await scrape(), 'store_sync_breaker_state')
  expect(await state()).toEqual(['store_sync_breaker_state 0'])
  breaker.failed(60_000)
  expect(await state()).toEqual(['store_sync_breaker_state 2'])
  time = 10 * 60_000
  expect(await state()).toEqual(['store_sync_breaker_state 1'])
})

test('no large table is read whole for a scrape', async () => {
  const { db } = world
  await db.run(sql`
    insert into sync.link (account_id, entity, local_id, mahak_id, accepted_at)
    select (select max(id) from sync.account), 'OrderDetails', 'orl_' || n, 70000000 + n, now()
    from generate_series(1, 20000) n`)
  await db.run(sql`analyze sync.link`)
  await db.transaction(async (tx) => {
    const scans = () =>
      tx.rows(sql`
        select relname as name, seq_scan as scans from pg_stat_xact_user_tables
        where schemaname = 'sync' and relname in ('link', 'mirror', 'exchange', 'attempt') order by 1`)
    const before = await scans()
    await readSyncFigures(tx)
    expect(await scans()).toEqual(before)
  })
})
