import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from '@hybrid-store/database'
import { eventually } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pullGroup } from '../src/pull/pull-group.ts'
import { type MahakChain, startMahakChain } from './mahak-chain.ts'
import { startWorkerProcess } from './worker-process.ts'
import { createWorld, placeOrder, type World } from './world.ts'

// A longer run: KILL_TEST_ORDERS=200 KILL_TEST_KILLS=12.
const ORDERS = Number(process.env.KILL_TEST_ORDERS ?? 20)
const KILLS = Number(process.env.KILL_TEST_KILLS ?? 2)

let world: World
let mahak: MahakChain
let folder: string
let worker: ChildProcess | undefined
beforeAll(async () => {
  world = await createWorld()
  mahak = await startMahakChain()
  folder = await mkdtemp(path.join(tmpdir(), 'sync-kill-'))
})
afterAll(async () => {
  worker?.kill('SIGKILL')
  await mahak?.close()
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

const startWorker = () =>
  startWorkerProcess({ databaseUrl: world.db.url, adapterUrl: mahak.adapterUrl, objectsDir: folder })

const count = async (query: ReturnType<typeof sql>) => (await world.db.row<{ n: number }>(query))?.n ?? 0
const calls = () => count(sql`select count(*) as n from sync.attempt`)

/** Lets the worker die somewhere between the intent of its next call and the record of the answer. */
async function killInTheMiddle(running: ChildProcess, callsBefore: number): Promise<void> {
  await eventually(async () => (await calls()) > callsBefore, { timeoutMs: 60_000, everyMs: 5, what: 'a call' })
  await sleep(Math.random() * 300)
  running.kill('SIGKILL')
  await once(running, 'exit')
}

test('P6: a worker killed in the middle of its calls leaves every order in the books exactly once', async () => {
  for (const group of ['catalog', 'inventory'] as const) await pullGroup({ ...world.deps, mahak: mahak.client }, group)
  const [goods] = await world.db.rows<{ variantId: string; unitPrice: number }>(sql`
    select v.id as "variantId", v.price as "unitPrice" from catalog.variant v
    join inventory.level l on l.variant_id = v.id where v.sellable order by l.on_hand desc limit 1`)
  if (!goods) throw new Error('nothing is for sale')
  await world.db.run(sql`update inventory.level set on_hand = 100000 where variant_id = ${goods.variantId}`)
  expect(await mahak.setSwitches({ latency: { medianMs: 150, p95Ms: 150 } })).toBe(200)

  for (let index = 0; index < ORDERS; index += 1) {
    const before = await calls()
    const mobile = `+98912${String(index).padStart(7, '0')}`
    await placeOrder(world.db, { mobile, lines: [{ ...goods, quantity: 1 }] })
    if (index % Math.ceil(ORDERS / KILLS) !== 0) continue
    worker = startWorker()
    await killInTheMiddle(worker, before)
  }
  worker = startWorker()
  const waiting = () => count(sql`select count(*) as n from sync.dirty`)
  await eventually(async () => (await waiting()) === 0, { timeoutMs: 120_000, everyMs: 100, what: 'all to be sent' })

  expect(await count(sql`select count(*) as n from sync.attempt where outcome is null`)).toBeGreaterThan(0)
  const sizes: Record<string, number> = {}
  for (const entity of ['Orders', 'OrderDetails', 'Receipts', 'Cheques'] as const)
    sizes[entity] = (await mahak.rows(entity)).length
  expect(sizes).toEqual({ Orders: ORDERS, OrderDetails: ORDERS, Receipts: ORDERS, Cheques: ORDERS })
  const states = await world.db.rows(sql`select distinct books_state as state from orders."order"`)
  expect(states).toEqual([{ state: 'accepted' }])
}, 300_000)
