import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from '@hybrid-store/database'
import { eventually } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { idsOf, numberOf, rowsInMahak } from './accountant.ts'
import { type Buyer, makeBuyer } from './buyer.ts'
import { goodsWithStock } from './goods.ts'
import { inDatabase, type RunningStore, readRunning, startStore } from './store.ts'

const ORDERS = 200
const KILLS = 10
const BUYERS = 4

let store: RunningStore
let worker: ChildProcess | undefined
let environment: Record<string, string>

beforeAll(async () => {
  store = await startStore({ TRUSTED_PROXY_HOPS: '1', RATE_LIMIT_WRITE: '100000', SYNC_WORKER: 'elsewhere' })
  environment = await workerEnvironment(store)
  await slowMahak(store, 150)
  worker = startWorker()
})
afterAll(async () => {
  worker?.kill('SIGKILL')
  await store?.stop()
})

test('P6: a sync worker that is killed ten times during 200 orders loses none and doubles none', async () => {
  const goods = await goodsWithStock(store, { count: 2 * ORDERS, variants: 2 })
  const buyers = await Promise.all(Array.from({ length: BUYERS }, () => makeBuyer(store)))
  const bought: { state: string; total: number }[] = []
  const arrived: string[] = []
  for (let round = 1; round <= KILLS; round += 1) {
    const buying = Promise.all(buyers.map((buyer) => buyAndPay(buyer, goods.variantIds, ORDERS / KILLS / BUYERS)))
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 2_500))
    await killWorker()
    arrived.push(`${(await ordersInMahak()) - bought.length}/${ORDERS / KILLS}`)
    worker = startWorker()
    bought.push(...(await buying).flat())
    await eventually(async () => (await ordersInMahak()) >= bought.length, {
      timeoutMs: 60_000,
      what: 'the round to arrive',
    })
  }
  console.log(`how much of each round was in Mahak when the worker was killed: ${arrived.join(', ')}`)
  expect(bought.filter(({ state }) => state === 'paid')).toHaveLength(ORDERS)

  await eventually(async () => (await unsent()) === 0, {
    timeoutMs: 120_000,
    everyMs: 500,
    what: 'nothing to be left to send',
  })
  const [orders, lines, receipts, cheques] = await Promise.all(
    ['Orders', 'OrderDetails', 'Receipts', 'Cheques'].map((entity) => rowsInMahak(store, entity)),
  )
  if (!orders || !lines || !receipts || !cheques) throw new Error('rows are missing')
  expect([orders.length, lines.length, receipts.length, cheques.length]).toEqual([ORDERS, 2 * ORDERS, ORDERS, ORDERS])
  expect(new Set(idsOf(orders, 'OrderClientId')).size).toBe(ORDERS)
  expect(new Set(orders.map((order) => order.Description)).size).toBe(ORDERS)
  const charged = bought.map(({ total }) => total).sort((a, b) => a - b)
  expect(idsOf(cheques, 'Amount').sort((a, b) => a - b)).toEqual(charged)
  for (const order of orders) {
    const own = lines.filter((line) => line.OrderId === order.OrderId)
    const sum = own.reduce(
      (total, line) => total + numberOf(line, 'Price') * numberOf(line, 'Count1'),
      numberOf(order, 'SendCost'),
    )
    const receipt = receipts.find((row) => row.ReceiptClientId === order.ReceiptClientId)
    expect(cheques.filter((cheque) => cheque.ReceiptId === receipt?.ReceiptId).map((cheque) => cheque.Amount)).toEqual([
      sum,
    ])
  }
  const mobiles = (await rowsInMahak(store, 'People'))
    .map((person) => person.Mobile)
    .filter((mobile) => buyers.some((buyer) => buyer.mobile === mobile))
  expect(mobiles.sort()).toEqual(buyers.map((buyer) => buyer.mobile).sort())
})

/** Every call takes longer, so that kills hit calls that are on their way. */
async function slowMahak({ mahakUrl }: RunningStore, medianMs: number): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${mahakUrl}/admin/switches`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ latency: { medianMs, p95Ms: medianMs } }),
  })
  expect(answer.status).toBe(200)
}

const ordersInMahak = async () => (await rowsInMahak(store, 'Orders')).length

/** Records that are not in the books yet, or of which the worker does not know whether they are. */
const unsent = () =>
  inDatabase(store, async (db) => {
    const count = await db.row<{ n: number }>(sql`
      select (select count(*) from sync.dirty) + (select count(*) from sync.link where send_state <> 'idle') as n`)
    return count?.n
  })

async function buyAndPay(
  buyer: Buyer,
  variantIds: readonly string[],
  times: number,
): Promise<{ state: string; total: number }[]> {
  const paid: { state: string; total: number }[] = []
  for (let i = 0; i < times; i += 1) {
    const cart = await buyer.fillCart(variantIds.map((variantId) => ({ variantId, quantity: 1 })))
    const checkout = await buyer.checkOut(cart)
    expect([checkout.status, checkout.body.code]).toEqual([200, undefined])
    paid.push(await buyer.pay(checkout))
  }
  return paid
}

function startWorker(): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'apps/sync-worker/src/main.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function killWorker(): Promise<void> {
  return new Promise((resolve) => {
    worker?.once('exit', () => resolve())
    worker?.kill('SIGKILL')
  })
}

/** The settings with which the worker runs beside the store, in a process of its own. */
async function workerEnvironment({ dataDir, ...rest }: RunningStore): Promise<Record<string, string>> {
  const running = z
    .object({ databaseUrl: z.string(), adapterUrl: z.string(), objectsDir: z.string() })
    .parse(await readRunning({ dataDir, ...rest }))
  const secrets = z
    .object({ SERVICE_TOKEN_SECRET: z.string() })
    .parse(JSON.parse(await readFile(path.join(dataDir, 'secrets.json'), 'utf8')))
  return {
    DATABASE_URL: running.databaseUrl,
    MAHAK_ADAPTER_URL: running.adapterUrl,
    OBJECTS_DIR: running.objectsDir,
    SERVICE_TOKEN_SECRET: secrets.SERVICE_TOKEN_SECRET,
    PULL_EVERY_SECONDS: '2',
    SWEEP_EVERY_SECONDS: '1',
    PULL_SETTLE_SECONDS: '5',
    SEND_SETTLE_SECONDS: '3',
    SAVE_DEADLINE_SECONDS: '5',
    LOG_LEVEL: 'error',
  }
}
