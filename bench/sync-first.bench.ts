// The worker's first reading into an empty shop: adapter, worker and PostgreSQL are processes of their own, Mahak is a file.
// The reference copies the same rows into tables without any index. A second shop's worker is killed on its way.
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createDatabase, raw, sql } from '@hybrid-store/database'
import { startEmbeddedPostgres } from '@hybrid-store/database/embedded'
import { writeAnswer, writeCopies } from './mahak-read/answer.ts'
import { endAll, message, SERVICE_TOKEN_SECRET, start, startAdapter } from './mahak-read/processes.ts'
import { type Usage, usageOf, usageOfFamily } from './mahak-read/usage.ts'

const PRODUCTS = Number(process.env.PRODUCTS ?? 100_000)

interface Pulled extends Usage {
  seconds: number
  mirrored: number
  inShop: number
}

const folder = mkdtempSync(path.join(tmpdir(), 'bench-sync-first-'))
chmodSync(folder, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), throwaway: true })
try {
  const file = path.join(folder, 'answer.json')
  const rows = writeAnswer(file, PRODUCTS)
  const reference = await copy()
  const adapter = await startAdapter(file)
  const first = await pull(adapter, rows)
  const figures = {
    rows,
    first: { ...first, rowsPerSecond: Math.round(rows / first.seconds) },
    resumed: await pullWithDeath(adapter.url, rows),
    reference,
    timesSlowerThanCopy: round(first.seconds / reference.seconds),
    timesMorePostgresCpuThanCopy: round(first.postgresCpuSeconds / reference.postgresCpuSeconds),
  }
  console.log(figures)
  writeFileSync(new URL('./results/sync-first.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`)
} finally {
  endAll()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function copy() {
  const tables = writeCopies(folder, PRODUCTS)
  const db = createDatabase({ url: await postgres.database('reference'), applicationName: 'bench', max: 1 })
  for (const table of tables) await db.run(raw(table.create))
  const before = usageOfFamily(postgresPid())
  const started = performance.now()
  for (const table of tables) await db.run(raw(table.copy))
  const seconds = (performance.now() - started) / 1000
  const postgresCpuSeconds = round(usageOfFamily(postgresPid()) - before)
  await db.close()
  return { seconds: round(seconds), postgresCpuSeconds }
}

async function pull(adapter: { url: string; pid: number }, rows: number) {
  const url = await postgres.database('first')
  const before = { postgres: usageOfFamily(postgresPid()), adapter: usageOf(adapter.pid).cpuSeconds }
  const pulled = await message<Pulled>(start('bench/mahak-read/puller.ts', [url, adapter.url, SERVICE_TOKEN_SECRET]))
  complete(pulled, rows)
  const after = usageOf(adapter.pid)
  return {
    seconds: round(pulled.seconds),
    workerCpuSeconds: round(pulled.cpuSeconds),
    adapterCpuSeconds: round(after.cpuSeconds - before.adapter),
    postgresCpuSeconds: round(usageOfFamily(postgresPid()) - before.postgres),
    workerPeakMb: pulled.peakMb,
    adapterPeakMb: after.peakMb,
  }
}

/** Kills a worker that has taken half of the details over, and lets another one finish. */
async function pullWithDeath(adapterUrl: string, rows: number) {
  const url = await postgres.database('resumed')
  const db = createDatabase({ url, applicationName: 'bench' })
  const worker = start('bench/mahak-read/puller.ts', [url, adapterUrl, SERVICE_TOKEN_SECRET])
  const taken = async () =>
    (await db.row<{ n: number }>(sql`select count(*) as n from catalog.variant`).catch(() => null))?.n ?? 0
  while ((await taken()) < PRODUCTS * 1.25) await pause(100)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  const takenBefore = await taken()
  const pulled = await message<Pulled>(start('bench/mahak-read/puller.ts', [url, adapterUrl, SERVICE_TOKEN_SECRET]))
  complete(pulled, rows)
  const written = await db.row<{ n: number }>(sql`
    select n_tup_ins as n from pg_stat_user_tables where schemaname = 'sync' and relname = 'mirror'`)
  await db.close()
  return { takenBeforeDeath: takenBefore, seconds: round(pulled.seconds), mirrorInserts: written?.n ?? 0 }
}

function complete(pulled: Pulled, rows: number): void {
  if (pulled.mirrored < rows || pulled.inShop !== PRODUCTS)
    throw new Error(`rows are missing: ${JSON.stringify(pulled)}`)
}

function postgresPid(): number {
  return Number(readFileSync(path.join(postgres.folder, 'postmaster.pid'), 'utf8').split('\n')[0])
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
