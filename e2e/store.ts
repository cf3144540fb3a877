import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDatabase, type Database } from '@hybrid-store/database'
import { z } from 'zod'

/** A whole store, started as its owner starts it, with data and ports of its own. */
export interface RunningStore {
  url: string
  mahakUrl: string
  paymentUrl: string
  smsUrl: string
  adminPassword: string
  dataDir: string
  process: ChildProcess
  output(): string
  stop(): Promise<void>
}

/** Runs `npm start` and waits for its line `ready`. `environment` adds or overrides settings. */
export async function startStore(environment: Record<string, string> = {}): Promise<RunningStore> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'store-e2e-'))
  await chmod(dataDir, 0o755)
  const [port, mahak, payment, sms] = await freePorts(4)
  const settings = {
    PORT: port,
    SIM_MAHAK_PORT: mahak,
    SIM_PAYMENT_PORT: payment,
    SIM_SMS_PORT: sms,
    STORE_DATA_DIR: dataDir,
  }
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...process.env,
      ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, String(value)])),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await waitForReady(child, () => output)
  const secrets = JSON.parse(await readFile(path.join(dataDir, 'secrets.json'), 'utf8')) as { ADMIN_PASSWORD: string }
  return {
    url: `http://127.0.0.1:${port}`,
    mahakUrl: `http://127.0.0.1:${mahak}`,
    paymentUrl: `http://127.0.0.1:${payment}`,
    smsUrl: `http://127.0.0.1:${sms}`,
    adminPassword: secrets.ADMIN_PASSWORD,
    dataDir,
    process: child,
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function waitForReady(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready after 120 s:\n${output()}`)), 120_000)
    const look = () => {
      if (!/^ready/m.test(output())) return
      clearTimeout(timer)
      resolve()
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the store ended with status ${code} before it was ready:\n${output()}`))
    })
  })
}

/** Free ports, all taken at the same time so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

/** Looks into the store's database, for what no page shows. */
export async function inDatabase<T>(store: RunningStore, look: (db: Database) => Promise<T>): Promise<T> {
  const running = z.object({ databaseUrl: z.string() }).parse(await readRunning(store))
  const db = createDatabase({ url: running.databaseUrl, applicationName: 'e2e', max: 2 })
  try {
    return await look(db)
  } finally {
    await db.close()
  }
}

/** What the store's metrics say, as a scraper gets it. */
export async function readMetrics(store: RunningStore): Promise<string> {
  const { metricsUrl } = z.object({ metricsUrl: z.url() }).parse(await readRunning(store))
  return (await fetch(metricsUrl)).text()
}

/** Where the parts of the running store are, as it notes them itself. */
export const readRunning = async (store: RunningStore): Promise<unknown> =>
  JSON.parse(await readFile(path.join(store.dataDir, 'running.json'), 'utf8'))
