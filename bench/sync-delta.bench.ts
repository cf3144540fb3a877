// A hundred changes each way in a small and in a large catalogue, taken in turns. Both catalogues are what a first reading
// leaves, multiplied by SQL; Mahak is in memory. Another round of each runs with all plans logged: no query may scan a table.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDatabase, type Database, migrate, platformMigrations, raw, sql } from '@hybrid-store/database'
import { startEmbeddedPostgres } from '@hybrid-store/database/embedded'
import { pullGroup } from '../apps/sync-worker/src/pull/pull-group.ts'
import { customerLane } from '../apps/sync-worker/src/push/customer-lane.ts'
import { drain } from '../apps/sync-worker/src/push/drain.ts'
import { orderLane } from '../apps/sync-worker/src/push/order-lane.ts'
import { raiseClientIds } from '../apps/sync-worker/src/push/outgoing-links.repository.ts'
import { createBreaker } from '../apps/sync-worker/src/retry-error-manager/breaker.ts'
import { sweep } from '../apps/sync-worker/src/scheduler/sweep.ts'
import { placeManyOrders } from '../apps/sync-worker/test/many-orders.ts'
import {
  asset,
  createWorld,
  detail,
  openBooks,
  product,
  SHOP_MIGRATIONS,
  type World,
} from '../apps/sync-worker/test/world.ts'
import { createMessageBus } from '../packages/messaging/src/index.ts'
import { type Base, multiply } from './sync-delta/multiply.ts'
import { plansSince, type QueryPlan } from './sync-delta/plans.ts'

const LARGE = Number(process.env.VARIANTS ?? 1_000_000)
const SMALL = LARGE / 100
const ROUNDS = Number(process.env.ROUNDS ?? 9)
/** What is read from Mahak and then multiplied. */
const BASE: Base = { products: 400, variants: 1_000, distance: 10_000 }
const MAX_RATIO = 1.3
/** Ids at Mahak of the first row of each kind. */
const [PRODUCT, DETAIL, ASSET] = [20_000_000, 40_000_000, 60_000_000]

interface Shop {
  variants: number
  world: World
  round: number
}

interface Times {
  inMs: number
  outMs: number
}

const folder = mkdtempSync(path.join(tmpdir(), 'bench-sync-delta-'))
chmodSync(folder, 0o755)
const postgres = await startPostgres()
const opened: Database[] = []
try {
  const shops = { small: await openShop('small', SMALL), large: await openShop('large', LARGE) }
  const times: Record<keyof typeof shops, Times[]> = { small: [], large: [] }
  // The first round of each warms up.
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const name of round % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const)) {
      const taken = await hundredChanges(shops[name])
      if (round > 0) times[name].push(taken)
    }
  const scanned = { small: await scannedRows(shops.small), large: await scannedRows(shops.large) }
  const plans = await explainedRound(shops.large)
  const figures = {
    variants: { small: SMALL, large: LARGE },
    rounds: ROUNDS,
    in: compare('inMs'),
    out: compare('outMs'),
    queries: plans.length,
    rowsReadBySeqScans: scanned,
    scans: plans.flatMap((plan) => plan.scans.map((table) => ({ table, query: plan.query }))),
    plans: plans.map(({ query, nodes }) => ({ query, nodes: nodes.join(', ') })),
  }
  const { plans: _, ...shown } = figures
  console.dir(shown, { depth: null })
  if (figures.scans.length > 0) process.exitCode = 1
  writeFileSync(new URL('./results/sync-delta.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`)

  function compare(time: keyof Times) {
    const [small, large] = [median(times.small, time), median(times.large, time)]
    return { smallMs: round2(small), largeMs: round2(large), ratio: round2(large / small), target: MAX_RATIO }
  }
} finally {
  for (const db of opened) await db.close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** A server that writes its log as JSON into its own folder. */
async function startPostgres() {
  const options = { dataDir: path.join(folder, 'postgres'), throwaway: true }
  const first = await startEmbeddedPostgres(options)
  const admin = createDatabase({ url: await first.database('postgres'), applicationName: 'bench', max: 1 })
  for (const setting of ['logging_collector = on', "log_destination = 'jsonlog'", "shared_buffers = '256MB'"])
    await admin.run(raw(`alter system set ${setting}`))
  await admin.close()
  await first.stop()
  return startEmbeddedPostgres(options)
}

async function openShop(name: string, variants: number): Promise<Shop> {
  const started = performance.now()
  const url = await postgres.database(name)
  const db = createDatabase({ url, applicationName: 'bench' })
  opened.push(db)
  await migrate(db, [platformMigrations, ...SHOP_MIGRATIONS])
  const world = await createWorld({}, Object.assign(Object.create(db), { url }))
  fillBooks(world)
  await world.pullAll()
  await world.pullAll()
  await raiseClientIds(db, world.deps.config.clientIdBase)
  await multiply(db, BASE, variants / BASE.variants)
  await db.rows(sql`select pg_stat_reset()`)
  console.log(`${variants} variants after ${Math.round((performance.now() - started) / 1_000)} s`)
  return { variants, world, round: 0 }
}

function fillBooks({ mahak }: World): void {
  openBooks(mahak)
  for (let index = 0; index < BASE.products; index += 1) mahak.put('Products', productOf(index, 0))
  for (let index = 0; index < BASE.variants; index += 1) {
    mahak.put('ProductDetails', detailOf(index, 0, 1_000_000))
    mahak.put('ProductDetailStoreAssets', assetOf(index, 0, 50))
  }
}

function productOf(index: number, copy: number, name?: string) {
  const id = PRODUCT + index + copy * BASE.distance
  return product(id, { ProductCode: 10_000 + index, ...(name ? { Name: name } : {}) })
}

function detailOf(index: number, copy: number, price: number) {
  const parent = PRODUCT + (index % BASE.products) + copy * BASE.distance
  return detail(DETAIL + index + copy * BASE.distance, parent, { ProductDetailCode: index, Price1: price })
}

function assetOf(index: number, copy: number, count: number) {
  return asset(ASSET + index + copy * BASE.distance, DETAIL + index + copy * BASE.distance, 1200, count)
}

/** A hundred changed rows come in, and a hundred changed records go out, each with what the scheduler does besides. */
async function hundredChanges(shop: Shop): Promise<Times> {
  shop.round += 1
  const inMs = await comeIn(shop)
  return { inMs, outMs: await goOut(shop) }
}

async function comeIn({ world, variants, round }: Shop): Promise<number> {
  const { mahak, db, deps } = world
  const copies = variants / BASE.variants
  const [name, price] = [`کالای دور ${round}`, 2_000_000 + round]
  // Spread over the whole catalogue.
  const places = Array.from({ length: 40 }, (_, index) => [index, Math.floor((copies * index) / 40)] as const)
  const details = places.map(([index, copy]) => detailOf(index, copy, price))
  const products = places.slice(0, 30).map(([index, copy]) => productOf(index, copy, name))
  mahak.put('ProductDetails', ...details)
  mahak.put('Products', ...products)
  mahak.put('ProductDetailStoreAssets', ...places.slice(0, 30).map(([index, copy]) => assetOf(index, copy, 50 + round)))
  const ids = { products: products.map((row) => row.ProductId), details: details.map((row) => row.ProductDetailId) }
  const started = performance.now()
  for (const group of ['catalog', 'inventory'] as const) {
    const outcome = await pullGroup(deps, group)
    if (outcome.kind !== 'complete') throw new Error(`${group} was not read: ${JSON.stringify(outcome)}`)
  }
  const taken = performance.now() - started
  const shown = await db.row<{ products: number; variants: number }>(sql`
    select (select count(*) from sync.link l join catalog.product p on p.id = l.local_id and p.visible
        where l.entity = 'Products' and l.mahak_id = any(${ids.products}::bigint[]) and p.name = ${name}) as products,
      (select count(*) from sync.link l join catalog.variant v on v.id = l.local_id
        where l.entity = 'ProductDetails' and l.mahak_id = any(${ids.details}::bigint[]) and v.price = ${price}) as variants`)
  if (shown?.products !== 30 || shown.variants !== 40) throw new Error(`not in the shop: ${JSON.stringify(shown)}`)
  return taken
}

async function goOut({ world }: Shop): Promise<number> {
  const { mahak, db, deps } = world
  const before = mahak.list('Orders').length
  const goods = await db.rows<{ variantId: string; unitPrice: number }>(sql`
    select id as "variantId", price as "unitPrice" from catalog.variant where sellable order by id limit 2`)
  await placeManyOrders(db, 50, goods)
  const bus = createMessageBus({ database: db, logger: deps.logger, namespace: 'bench' })
  const started = performance.now()
  await sweep(deps.db, bus)
  await drain({ ...deps, workerId: 'bench', breaker: createBreaker(), closing: () => false }, customerLane, orderLane)
  const taken = performance.now() - started
  await bus.close()
  if (mahak.list('Orders').length !== before + 50) throw new Error('orders are missing at Mahak')
  return taken
}

/** Rows that sequential scans have read in all rounds, by table, of those that have more than a few. */
async function scannedRows({ world: { db } }: Shop): Promise<Record<string, number>> {
  const rows = await db.rows<{ table: string; read: number }>(sql`
    select s.schemaname || '.' || s.relname as "table", s.seq_tup_read as read from pg_stat_user_tables s
    join pg_class c on c.oid = s.relid where c.reltuples > 1000 and s.seq_tup_read > 0 order by 1`)
  return Object.fromEntries(rows.map(({ table, read }) => [table, read]))
}

/** A round whose plans, those of functions and triggers included, go to the log. */
async function explainedRound(shop: Shop): Promise<QueryPlan[]> {
  const { db, deps } = shop.world
  const name = new URL(shop.world.db.url).pathname.slice(1)
  for (const setting of [
    "session_preload_libraries = 'auto_explain'",
    'auto_explain.log_min_duration = 0',
    'auto_explain.log_format = json',
    'auto_explain.log_nested_statements = on',
  ])
    await db.run(raw(`alter database ${name} set ${setting}`))
  const explained = createDatabase({ url: shop.world.db.url, applicationName: 'sync-worker' })
  opened.push(explained)
  const large = await db.rows<{ name: string }>(sql`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.reltuples > 1000`)
  await hundredChanges({ ...shop, world: { ...shop.world, deps: { ...deps, db: explained } } })
  return plansSince(logFile(), 'sync-worker', new Set(large.map((table) => table.name)))
}

function logFile(): string {
  const logs = path.join(postgres.folder, 'log')
  const newest = readdirSync(logs)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .at(-1)
  return readFileSync(path.join(logs, newest ?? ''), 'utf8')
}

function median(times: readonly Times[], time: keyof Times): number {
  const sorted = times.map((one) => one[time]).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
