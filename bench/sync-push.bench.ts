// Ten thousand paid orders of one to six lines go to a Mahak that answers after 50 ms, through the real worker, adapter,
// simulator and PostgreSQL, each a process of its own. An order is paid every second meanwhile. The reference sends one order
// after the other through the same adapter.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createDatabase, type Database, migrate, platformMigrations, sql } from '@hybrid-store/database'
import { startEmbeddedPostgres } from '@hybrid-store/database/embedded'
import { createLogger, serviceTokens } from '@hybrid-store/http'
import { createAdapterClient } from '@hybrid-store/mahak-adapter/client'
import { catalogMigrations } from '../apps/core/src/modules/catalog/index.ts'
import { customersMigrations } from '../apps/core/src/modules/customers/index.ts'
import { inventoryMigrations } from '../apps/core/src/modules/inventory/index.ts'
import { mediaMigrations } from '../apps/core/src/modules/media/index.ts'
import { ordersMigrations } from '../apps/core/src/modules/orders/index.ts'
import { paymentsMigrations } from '../apps/core/src/modules/payments/index.ts'
import { syncMigrations } from '../apps/sync-worker/src/migrations.ts'
import { placeManyOrders, type Sold } from '../apps/sync-worker/test/many-orders.ts'
import { createMessageBus, messagingMigrations } from '../packages/messaging/src/index.ts'

const ORDERS = Number(process.env.ORDERS ?? 10_000)
const REFERENCE_ORDERS = 200
const SIMULATOR = 'http://127.0.0.1:28095'
const ADAPTER = 'http://127.0.0.1:28096'
const SECRET = 'a-secret-shared-by-the-services-of-the-bench'
const MAIN = {
  simulator: 'simulators/mahak/src/main.ts',
  adapter: 'apps/mahak-adapter/src/main.ts',
  worker: 'apps/sync-worker/src/main.ts',
}

const folder = mkdtempSync(path.join(tmpdir(), 'bench-sync-push-'))
chmodSync(folder, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), throwaway: true })
const children: ChildProcess[] = []
const shopUrl = await postgres.database('shop')
const db = createDatabase({ url: shopUrl, applicationName: 'bench' })
const bus = createMessageBus({ database: db, logger: createLogger({ name: 'bench' }) })
const tokens = serviceTokens({ secret: SECRET, issuer: 'sync-worker' })
const client = createAdapterClient({ url: ADAPTER, serviceToken: () => tokens.issue('mahak-adapter') })
try {
  await migrate(db, [
    platformMigrations,
    messagingMigrations,
    catalogMigrations,
    inventoryMigrations,
    customersMigrations,
    ordersMigrations,
    paymentsMigrations,
    mediaMigrations,
    syncMigrations,
  ])
  const simulator = start(MAIN.simulator, {
    SIM_MAHAK_PORT: '28095',
    SIM_MAHAK_DATABASE_URL: await postgres.database('simulator'),
  })
  await ready(SIMULATOR)
  const account = { MAHAK_BASE_URL: `${SIMULATOR}/API/v3`, MAHAK_USERNAME: 'shop1', MAHAK_PASSWORD: 'shop1' }
  const adapter = start(MAIN.adapter, { MAHAK_ADAPTER_PORT: '28096', SERVICE_TOKEN_SECRET: SECRET, ...account })
  await ready(ADAPTER)
  await readOnce()
  await setLatency(50)
  const referencePerSecond = await oneByOne()
  const goods = await db.rows<Sold>(sql`
    select v.id as "variantId", v.price as "unitPrice" from catalog.variant v where v.sellable order by v.id limit 6`)
  // As the server does by itself within a minute of the first reading.
  await db.run(sql`analyze`)
  const backlog = await placeManyOrders(db, ORDERS, goods, (index) => 1 + (index % 6))
  const figures = { ...(await push(goods, { simulator, adapter }, backlog)), referencePerSecond }
  const ratio = round(figures.ordersPerSecond / referencePerSecond)
  console.log({ ...figures, ratio })
  writeFileSync(
    new URL('./results/sync-push.json', import.meta.url),
    `${JSON.stringify({ ...figures, ratio }, null, 2)}\n`,
  )
} finally {
  await Promise.all(children.map(stop))
  await client.close()
  await bus.close()
  await db.close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Lets a worker read everything once, for nothing is sent before that, and fetch the pictures, which is work of its own. */
async function readOnce(): Promise<void> {
  const worker = startWorker({ PULL_EVERY_SECONDS: '1' })
  await until(async () => {
    const read = await db.row<{ n: number }>(
      sql`select count(*) as n from sync.watermark where pull_finished_at is not null`,
    )
    const pending = await db.row<{ n: number }>(sql`select count(*) as n from sync.pending where state = 'pending'`)
    const sellable = await db.row<{ n: number }>(sql`select count(*) as n from catalog.variant where sellable`)
    const picture = await db.row(sql`select from media.asset where state in ('wanted', 'leased') limit 1`)
    return (read?.n ?? 0) >= 15 && pending?.n === 0 && (sellable?.n ?? 0) > 6 && picture === null
  })
  worker.kill('SIGKILL')
}

async function push(goods: readonly Sold[], services: Record<string, ChildProcess>, backlog: readonly string[]) {
  const worker = startWorker({ PULL_EVERY_SECONDS: '3600' })
  const processes = { ...services, worker }
  const latencies: Promise<number>[] = []
  await until(async () => (await db.row(sql`select from sync.attempt limit 1`)) !== null)
  const before = cpuSeconds(processes)
  while ((await accepted(db, backlog)) < ORDERS) {
    latencies.push(latencyOfOne(goods))
    await pause(1_000)
  }
  const { calls, seconds, orderCalls } = await attempts(db, backlog)
  const after = cpuSeconds(processes)
  const sorted = (await Promise.all(latencies)).sort((a, b) => a - b)
  worker.kill('SIGTERM')
  return {
    orders: ORDERS,
    seconds: round(seconds),
    ordersPerSecond: round(ORDERS / seconds),
    saveCalls: calls,
    ordersPerSaveCall: round(ORDERS / calls),
    ordersPerOrderCall: round(ORDERS / orderCalls),
    cpuSecondsPer1000Orders: Object.fromEntries(
      Object.entries(after).map(([name, spent]) => [name, round(((spent - (before[name] ?? 0)) / ORDERS) * 1_000)]),
    ),
    paidMeanwhile: sorted.length,
    paidMeanwhileMedianSeconds: round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    paidMeanwhileSlowestSeconds: round(sorted.at(-1) ?? 0),
  }
}

/** CPU seconds spent so far by these processes and by the connections to each database. Linux only; empty elsewhere. */
function cpuSeconds(processes: Record<string, ChildProcess>): Record<string, number> {
  if (process.platform !== 'linux') return {}
  const spent: Record<string, number> = {}
  for (const [name, child] of Object.entries(processes)) spent[name] = ticksOf(`${child.pid}`).ticks / 100
  const postmaster = readFileSync(path.join(postgres.folder, 'postmaster.pid'), 'utf8').split('\n')[0]
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const { parent, ticks, title } = ticksOf(pid)
    if (parent !== postmaster) continue
    const name = `postgres ${/ (shop|simulator) /.exec(title)?.[1] ?? 'itself'}`
    spent[name] = (spent[name] ?? 0) + ticks / 100
  }
  return spent
}

function ticksOf(pid: string): { parent: string; ticks: number; title: string } {
  try {
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return { parent: fields[1] ?? '', ticks: Number(fields[11]) + Number(fields[12]), title }
  } catch {
    return { parent: '', ticks: 0, title: '' } // it has just ended
  }
}

/**
 * A new customer pays an order, which rings as checkout does. Gives the seconds from the commit of the payment to Mahak's
 * having it, by the clock of the database: `finished_at` is taken when its answer is written down.
 */
async function latencyOfOne(goods: readonly Sold[]): Promise<number> {
  const [order = ''] = await placeManyOrders(db, 1, goods, () => 2)
  const paid = await db.row<{ at: Date }>(sql`select clock_timestamp() as at`)
  for (const queue of ['customer_sync_request', 'order_sync_request'] as const)
    await bus.publish(queue, { type: 'sync.drain', body: { reason: 'order_paid' } })
  let there: Date | undefined
  await until(async () => {
    const attempt = await db.row<{ at: Date }>(sql`
      select a.finished_at as at from sync.exchange e join sync.attempt a on a.id = e.attempt_id
      where e.entity = 'order' and e.local_id = ${order} and e.outcome = 'accepted'`)
    there = attempt?.at
    return there !== undefined
  })
  return ((there?.getTime() ?? 0) - (paid?.at.getTime() ?? 0)) / 1_000
}

async function accepted(shop: Database, backlog: readonly string[]): Promise<number> {
  const row = await shop.row<{ n: number }>(sql`
    select count(*) as n from orders."order" where books_state = 'accepted' and id = any(${backlog}::text[])`)
  return row?.n ?? 0
}

/**
 * Save calls so far that carried orders of the backlog or their customers, and the seconds from the first call of all to the
 * end of the last that carried such an order.
 */
async function attempts(
  shop: Database,
  backlog: readonly string[],
): Promise<{ calls: number; orderCalls: number; seconds: number }> {
  const row = await shop.row<{ calls: number; orderCalls: number; ms: number }>(sql`
    with old as (
      select id from unnest(${backlog}::text[]) as id union all
      select customer_id from orders."order" where id = any(${backlog}::text[])
    ), carried as (
      select distinct a.id, a.lane, a.finished_at from sync.exchange e join old on old.id = e.local_id
        join sync.attempt a on a.id = e.attempt_id
    )
    select count(*) as calls, count(*) filter (where lane = 'order') as "orderCalls",
      coalesce(extract(epoch from max(finished_at) - (select min(started_at) from sync.attempt)) * 1000, 0)::bigint as ms
    from carried`)
  return { calls: row?.calls ?? 0, orderCalls: row?.orderCalls ?? 0, seconds: (row?.ms ?? 0) / 1_000 }
}

/** Orders per second when each customer and each order is a call of its own. */
async function oneByOne(): Promise<number> {
  const started = performance.now()
  for (let number = 1; number <= REFERENCE_ORDERS; number += 1) await sendOne(number)
  return round(REFERENCE_ORDERS / ((performance.now() - started) / 1_000))
}

async function sendOne(number: number): Promise<void> {
  const person = {
    PersonClientId: number,
    PersonGroupId: 98001,
    PersonType: 0,
    FirstName: 'رضا',
    LastName: `${number}`,
  }
  const visit = { PersonClientId: number, VisitorId: 40123 }
  const saved = await client.saveRows({ people: [person], visitorPeople: [visit] })
  const PersonId = saved.ok ? (saved.value.people?.[0]?.id ?? 0) : 0
  const OrderDate = '2026-02-09T14:05:00'
  const order = {
    OrderClientId: number,
    ReceiptClientId: number,
    PersonId,
    VisitorId: 40123,
    OrderType: 201,
    OrderDate,
  }
  const line = {
    OrderClientId: number,
    ItemType: 1,
    ProductDetailId: 9200001,
    Price: 100_000,
    Count1: 1,
    StoreId: 1200,
  }
  const sent = await client.saveRows({
    orders: [{ ...order, CarrierType: 2, CarrierID: 3001, CarryingAsExpense: false }],
    orderDetails: [1, 2, 3].map((row) => ({ ...line, OrderDetailClientId: number * 10 + row, RowId: row })),
    receipts: [{ ReceiptClientId: number, OrderClientId: number, PersonId, VisitorId: 40123, Date: OrderDate }],
    cheques: [{ ChequeClientId: number, ReceiptClientId: number, BankId: 4001, Type: 2, Amount: 300_000 }],
  })
  if (!sent.ok) throw new Error(`the reference failed: ${sent.error.code}`)
}

async function setLatency(ms: number): Promise<void> {
  const body = JSON.stringify({ latency: { medianMs: ms, p95Ms: ms } })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${SIMULATOR}/admin/switches`, { method: 'PUT', headers, body })
  if (!answer.ok) throw new Error(`the latency was not set: ${answer.status}`)
}

function startWorker(env: Record<string, string>): ChildProcess {
  const objects = path.join(folder, 'objects')
  const common = {
    DATABASE_URL: shopUrl,
    MAHAK_ADAPTER_URL: ADAPTER,
    SERVICE_TOKEN_SECRET: SECRET,
    OBJECTS_DIR: objects,
  }
  return start(MAIN.worker, { ...common, SWEEP_EVERY_SECONDS: '1', PULL_SETTLE_SECONDS: '1', ...env })
}

function start(main: string, env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { ...process.env, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

function ready(url: string): Promise<void> {
  return until(async () => {
    const answer = await fetch(`${url}/livez`).catch(() => null)
    return answer?.ok ?? false
  })
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 600_000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('nothing happened for ten minutes')
    await pause(50)
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
