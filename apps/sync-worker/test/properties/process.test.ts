import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from '@hybrid-store/database'
import { serviceTokens } from '@hybrid-store/http'
import { createAdapterClient } from '@hybrid-store/mahak-adapter/client'
import { eventually } from '@hybrid-store/test-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeAnswer } from '../../../../bench/mahak-read/answer.ts'
import { SERVICE_TOKEN_SECRET as ADAPTER_SECRET, endAll, startAdapter } from '../../../../bench/mahak-read/processes.ts'
import { usageOf } from '../../../../bench/mahak-read/usage.ts'
import { type MahakChain, startMahakChain } from '../mahak-chain.ts'
import { placeManyOrders } from '../many-orders.ts'
import { startWorkerProcess } from '../worker-process.ts'
import { createWorld, type World } from '../world.ts'

let folder: string
const cleanUp: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sync-process-'))
})
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
  await rm(folder, { recursive: true, force: true })
})

async function open(products?: number): Promise<{ world: World; mahak: MahakChain }> {
  const world = await createWorld()
  cleanUp.push(world.close)
  const mahak = await startMahakChain(products)
  cleanUp.push(mahak.close)
  return { world, mahak }
}

function startWorker({ world, mahak }: { world: World; mahak: MahakChain }): ChildProcess {
  const worker = startWorkerProcess({ databaseUrl: world.db.url, adapterUrl: mahak.adapterUrl, objectsDir: folder })
  cleanUp.push(() => end(worker, 'SIGKILL'))
  return worker
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

const numberOf = async (world: World, query: ReturnType<typeof sql>) =>
  (await world.db.row<{ n: number }>(query).catch(() => null))?.n ?? 0

// 3,000 products and two deaths, each as soon as more of them are in the shop; bench/sync-first kills at the half of 100,000.
test('P31: a first reading that is killed again and again ends, and takes nothing over twice', async () => {
  const PRODUCTS = 3_000
  const sides = await open(PRODUCTS)
  const { db } = sides.world
  const taken = () =>
    numberOf(
      sides.world,
      sql`select (select count(*) from catalog.product) + (select count(*) from catalog.variant)
        + (select count(*) from inventory.remote_stock) as n`,
    )
  const variants = (await sides.mahak.rows('ProductDetails')).length
  const isWhole = async () => {
    const shop = await db.row<{ products: number; variants: number }>(sql`
      select (select count(*) from catalog.product where visible) as products, (select count(*) from catalog.variant) as variants`)
    return shop?.products === PRODUCTS && shop.variants === variants
  }
  const received = () =>
    db.rows<{ id: string; writing: string }>(
      sql`select entity || mahak_id as id, xmin::text as writing from sync.mirror`,
    )
  const kept = new Map<string, string>()
  for (let death = 0; death < 2; death += 1) {
    const before = await taken()
    const worker = startWorker(sides)
    await eventually(async () => (await taken()) > before || (await isWhole()), {
      timeoutMs: 90_000,
      everyMs: 5,
      what: 'rows in the shop',
    })
    await end(worker, 'SIGKILL')
    for (const { id, writing } of await received()) kept.set(id, kept.get(id) ?? writing)
  }
  startWorker(sides)
  await eventually(isWhole, {
    timeoutMs: 60_000,
    everyMs: 100,
    what: 'the whole catalogue',
  })
  const again = (await received()).filter(({ id, writing }) => kept.has(id) && kept.get(id) !== writing)
  expect(kept.size).toBeGreaterThan(0)
  expect(again.length).toBeLessThanOrEqual(kept.size * 0.02)
}, 300_000)

test('P35: SIGTERM in the middle of a call: its answer is recorded, nothing more is sent, nothing stays held', async () => {
  const sides = await open()
  const { db } = sides.world
  const sold = await goodsOf(sides)
  await sides.mahak.setSwitches({ latency: { medianMs: 400, p95Ms: 400 } })
  await placeManyOrders(db, 5, [sold])
  const worker = startWorker(sides)
  const running = () => numberOf(sides.world, sql`select count(*) as n from sync.attempt where outcome is null`)
  await eventually(async () => (await running()) === 1, { timeoutMs: 40_000, everyMs: 5, what: 'a call' })
  const before = await numberOf(sides.world, sql`select count(*) as n from sync.attempt`)
  await end(worker, 'SIGTERM')
  expect(worker.exitCode).toBe(0)
  expect(await running()).toBe(0)
  expect(await numberOf(sides.world, sql`select count(*) as n from sync.attempt`)).toBe(before)
  expect(await db.rows(sql`select from sync.dirty where leased_by is not null or claims > 0`)).toEqual([])
  expect(await db.rows(sql`select from sync.link where send_state <> 'idle'`)).toEqual([])
}, 60_000)

/** Goods of a catalogue that was read, for orders. */
async function goodsOf({ world, mahak }: { world: World; mahak: MahakChain }) {
  await world.pullAllFrom(mahak.client)
  const goods = await world.db.row<{ variantId: string; unitPrice: number }>(sql`
    select id as "variantId", price as "unitPrice" from catalog.variant where sellable order by id limit 1`)
  return goods ?? expect.fail('nothing is for sale')
}

// 40 MB instead of 400: what is held does not depend on it. How fast 400 MB are is measured by bench/mahak-read.
test.skipIf(process.platform !== 'linux')(
  'P25: of an answer of 40 MB the adapter holds hardly more than of one of 4 MB, and never 256 MB',
  async () => {
    cleanUp.push(async () => endAll())
    const small = await peakMbOfReading(1_000)
    const large = await peakMbOfReading(10_000)
    expect(large).toBeLessThan(256)
    expect(large - small).toBeLessThan(64)
  },
  90_000,
)

/** Reads so many products with their details and stock rows through an adapter of its own; gives the most memory it ever held. */
async function peakMbOfReading(products: number): Promise<number> {
  const file = path.join(folder, `${products}.json`)
  const written = writeAnswer(file, products)
  const adapter = await startAdapter(file)
  const tokens = serviceTokens({ secret: ADAPTER_SECRET, issuer: 'sync-worker' })
  const client = createAdapterClient({ url: adapter.url, serviceToken: () => tokens.issue('mahak-adapter') })
  cleanUp.push(() => client.close())
  let read = 0
  for await (const line of client.changes({ Products: 0, ProductDetails: 0, ProductDetailStoreAssets: 0 }))
    if ('rows' in line) read += line.rows.length
  expect(read).toBe(written)
  return usageOf(adapter.pid).peakMb
}
