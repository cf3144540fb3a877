import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDatabase, sql } from '@hybrid-store/database'
import { startEmbeddedPostgres } from '@hybrid-store/database/embedded'

const PORT = '28094'
const BASE = `http://127.0.0.1:${PORT}/API/v3/Sync`
const CALLS = 12
const PRODUCTS_PER_CALL = 1_000
const SALES_PER_CALL = 1_000

const IMPORTED_PRODUCTS = Number(process.env.PRODUCTS ?? 100_000)

const folder = mkdtempSync(path.join(tmpdir(), 'bench-mahak-save-'))
chmodSync(folder, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir: folder, throwaway: true })
let simulator: ChildProcess | undefined
try {
  const figures = { save: await measureSaves(), import: await measureImport() }
  console.log(figures)
  writeFileSync(new URL('./results/mahak-save.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`)
} finally {
  simulator?.kill('SIGKILL')
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measureSaves() {
  const databaseUrl = await postgres.database('saves')
  simulator = await start(databaseUrl)
  const token = await logIn()
  const figures = {
    goods: await measure(token, goods, databaseUrl),
    sales: await measure(token, sales, databaseUrl),
    sameGoodsAgain: await measure(token, goods, databaseUrl),
  }
  await stop(simulator)
  return figures
}

/** Fills an empty storage with made-up products, from the start of the process until it answers. */
async function measureImport() {
  const databaseUrl = await postgres.database('import')
  const before = cpuOf(postgresPid())
  const started = performance.now()
  simulator = await start(databaseUrl, ['--products', String(IMPORTED_PRODUCTS)])
  const seconds = (performance.now() - started) / 1000
  const db = createDatabase({ url: databaseUrl, applicationName: 'bench' })
  const counted = await db.row<{ rows: number }>(sql`select count(*) as rows from mahak.row`)
  await db.close()
  const rows = counted?.rows ?? 0
  const memory = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${simulator.pid}/status`, 'utf8'))
  const figures = {
    products: IMPORTED_PRODUCTS,
    rows,
    seconds: round(seconds),
    rowsPerSecond: Math.round(rows / seconds),
    simulatorCpuSeconds: round(cpuOf(simulator.pid)),
    postgresCpuSeconds: round(cpuOf(postgresPid()) - before),
    simulatorPeakMb: Math.round(Number(memory?.[1]) / 1024),
  }
  await stop(simulator)
  return figures
}

function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

/** Products with two and a half variants each, and two stock rows per variant: the mix of a real catalogue. */
function goods(call: number): Record<string, object[]> {
  const lists = { products: [] as object[], productDetails: [] as object[], productDetailStoreAssets: [] as object[] }
  for (let number = call * PRODUCTS_PER_CALL + 1; number <= (call + 1) * PRODUCTS_PER_CALL; number += 1) {
    lists.products.push({ productClientId: number, name: `پیراهن مردانه نخی مدل ${number} `, unitName: 'عدد', min: 1 })
    for (let kind = 0; kind < 2 + (number % 2); kind += 1) {
      const clientId = number * 10 + kind
      const properties = `[{"C":"3", "V":"مشکی"},{"C":"4", "V":"${kind}"}]`
      const variant = {
        productDetailClientId: clientId,
        productClientId: number,
        properties,
        barcode: `626${clientId}`,
      }
      lists.productDetails.push({ ...variant, price1: 9_000_000, price2: 8_200_000, defaultSellPriceLevel: 1 })
      for (const storeId of [1200, 1201])
        lists.productDetailStoreAssets.push({ productDetailId: 9_300_000 + clientId, storeId, count1: 12 })
    }
  }
  return lists
}

/** Sales of two lines each, paid online. */
function sales(call: number): Record<string, object[]> {
  const ids = Array.from({ length: SALES_PER_CALL }, (_, index) => call * SALES_PER_CALL + index + 1)
  const date = '2026-02-09T14:05:00'
  const order = { personId: 55_000_001, visitorId: 40_123, orderType: 201, orderDate: date, deliveryDate: date }
  const line = { itemType: 1, price: 9_000_000, count1: 1, discount: 0, taxPercent: 0, storeId: 1200, gift: 0 }
  return {
    orders: ids.map((id) => ({ orderClientId: id, receiptClientId: id, ...order, description: `سفارش سایت ${id}` })),
    orderDetails: ids.flatMap((id) => [
      { orderDetailClientId: id * 10, orderClientId: id, productDetailId: 9_200_002, ...line },
      { orderDetailClientId: id * 10 + 1, orderClientId: id, productDetailId: 9_200_003, ...line },
    ]),
    receipts: ids.map((id) => ({ receiptClientId: id, orderClientId: id, personId: 55_000_001, cashAmount: 0, date })),
    cheques: ids.map((id) => ({
      chequeClientId: id,
      receiptClientId: id,
      bankId: 4001,
      type: 2,
      amount: 18_000_000,
      date,
    })),
  }
}

async function measure(token: string, lists: (call: number) => Record<string, object[]>, databaseUrl: string) {
  const bodies = Array.from({ length: CALLS }, (_, call) => JSON.stringify(lists(call)))
  const rows = CALLS * Object.values(lists(0)).flat().length
  const parseSeconds = secondsOf(() => bodies.forEach((body) => void JSON.parse(body)))
  const before = { simulator: cpuOf(simulator?.pid), postgres: cpuOf(postgresPid()) }
  const started = performance.now()
  for (const body of bodies) await save(token, body)
  const seconds = (performance.now() - started) / 1000
  const simulatorSeconds = cpuOf(simulator?.pid) - before.simulator
  const postgresSeconds = cpuOf(postgresPid()) - before.postgres
  const copySeconds = await copyInsideDatabase(databaseUrl, rows)
  return {
    rows,
    megabytes: round(bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0) / 1e6),
    seconds: round(seconds),
    simulatorCpuSeconds: round(simulatorSeconds),
    postgresCpuSeconds: round(postgresSeconds),
    rowsPerSecondOfSimulatorCpu: Math.round(rows / simulatorSeconds),
    rowsPerSecondOfBothCpu: Math.round(rows / (simulatorSeconds + postgresSeconds)),
    referenceParseSeconds: round(parseSeconds),
    ratioParseToSimulatorCpu: round(parseSeconds / simulatorSeconds),
    referenceCopySeconds: round(copySeconds),
    ratioCopyToPostgresCpu: round(copySeconds / postgresSeconds),
  }
}

async function save(token: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(`${BASE}/SaveAllData`, { method: 'POST', headers, body })
  const text = await answer.text()
  if (!text.startsWith('{"Result":true')) throw new Error(`the save failed: ${answer.status} ${text.slice(0, 500)}`)
}

/** What the database alone needs to write the newest rows into a table without indexes and log. */
async function copyInsideDatabase(databaseUrl: string, rows: number): Promise<number> {
  const db = createDatabase({ url: databaseUrl, applicationName: 'bench' })
  try {
    await db.run(sql`create unlogged table copied as select * from mahak.row limit 0`)
    const started = performance.now()
    await db.run(sql`insert into copied select * from mahak.row order by row_version desc limit ${rows}`)
    return (performance.now() - started) / 1000
  } finally {
    await db.run(sql`drop table if exists copied`)
    await db.close()
  }
}

async function start(databaseUrl: string, args: readonly string[] = []): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'simulators/mahak/src/main.ts', ...args], {
    env: { ...process.env, SIM_MAHAK_PORT: PORT, SIM_MAHAK_DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error('the simulator ended before it was ready')
    const isReady = await fetch(`http://127.0.0.1:${PORT}/livez`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isReady) return child
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function logIn(): Promise<string> {
  const password = createHash('md5').update('shop1').digest('hex')
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${BASE}/Login`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ userName: 'shop1', password }),
  })
  const { Data } = (await answer.json()) as { Data: { UserToken: string } }
  return Data.UserToken
}

function postgresPid(): number {
  return Number(readFileSync(path.join(postgres.folder, 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** Seconds of processor time of the process and its children, those included that have ended. Linux only. */
function cpuOf(pid: number | undefined): number {
  const ticks = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const own = Number(fields[11]) + Number(fields[12])
        if (Number(name) === pid) return [own + Number(fields[13]) + Number(fields[14])]
        return Number(fields[1]) === pid ? [own] : []
      } catch {
        return [] // It ended while we were looking.
      }
    })
  return ticks.reduce((sum, value) => sum + value, 0) / 100
}

function secondsOf(work: () => void): number {
  const started = performance.now()
  work()
  return (performance.now() - started) / 1000
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
