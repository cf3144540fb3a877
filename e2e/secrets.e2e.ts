import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDatabase, raw, sql } from '@hybrid-store/database'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@hybrid-store/database/embedded'
import { createLogger } from '@hybrid-store/http'
import { createMahakSimulator, type MahakSimulator } from '@hybrid-store/simulator-mahak'
import { eventually } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsInMahak } from './accountant.ts'
import { type Buyer, makeBuyer } from './buyer.ts'
import { goodsWithStock } from './goods.ts'
import { type RunningStore, readMetrics, startStore } from './store.ts'

const password = `Secret-${randomBytes(6).toString('hex')}`
const hash = createHash('md5').update(password).digest('hex')

let folder: string
let postgres: EmbeddedPostgres
let mahak: MahakSimulator
let store: RunningStore

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'secrets-e2e-'))
  await chmod(folder, 0o755)
  postgres = await startEmbeddedPostgres({ dataDir: folder, throwaway: true })
  mahak = await startMahak(await postgres.database('mahak'))
  store = await startStore({
    ...settings(),
    DATABASE_URL: await postgres.database('store'),
    MAHAK_CAPTURE_FOLDER: path.join(folder, 'captured'),
    LOG_LEVEL: 'debug',
    TRUSTED_PROXY_HOPS: '1',
    PULL_EVERY_SECONDS: '2',
    SWEEP_EVERY_SECONDS: '1',
    PULL_SETTLE_SECONDS: '5',
    SEND_SETTLE_SECONDS: '3',
  })
  store.mahakUrl = mahak.url
})
afterAll(async () => {
  await store?.stop()
  await mahak?.close()
  await postgres?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('P34: password, hash and token of Mahak are in no log line, error, captured call, metric or table after a full run with faults', async () => {
  const goods = await goodsWithStock(store, { count: 10, variants: 2 })
  const buyer = await makeBuyer(store)
  await buyOne(buyer, goods.variantIds)
  await eventually(async () => (await rowsInMahak(store, 'Orders')).length === 1, {
    timeoutMs: 60_000,
    what: 'the first order to arrive',
  })

  for (const kind of ['401', 'html', '500', 'truncate', 'reset-after', '429']) await meet(kind)
  await act('/admin/tokens/expire')
  await buyOne(buyer, goods.variantIds)
  await eventually(async () => (await rowsInMahak(store, 'Orders')).length === 2, {
    timeoutMs: 120_000,
    what: 'the second order to arrive in spite of the faults',
  })

  const captured = await readFolder(path.join(folder, 'captured'))
  expect(captured).toContain('SaveAllData')
  expect(captured).toContain('GetAllData')
  expect(captured).toContain('Login')
  expect(store.output()).toContain('"level":20')
  const dumped = await dump(await postgres.database('store'))
  expect(dumped).toContain(buyer.mobile)
  const metrics = await readMetrics(store)
  expect(metrics).toMatch(/^store_mahak_call_seconds_count\{kind="save",outcome="ok"\} [1-9]/m)
  for (const [place, text] of Object.entries({ captured, dumped, metrics, output: store.output() })) {
    expect(secretsIn(text), `secrets in the ${place}`).toEqual([])
  }
  expect(secretsIn(await dump(await postgres.database('mahak'))), 'Mahak itself knows the hash').toEqual([hash])
  expect(captured).not.toContain(buyer.mobile)
  expect(store.output()).not.toContain(buyer.mobile)
  expect(metrics).not.toMatch(/\b(ord|cus|var|pay|adr|cart)_/)
  expect(metrics).not.toContain(buyer.mobile)
})

/** A simulator whose first visitor has a password like no other text. */
async function startMahak(databaseUrl: string): Promise<MahakSimulator> {
  const simulator = await createMahakSimulator({
    databaseUrl,
    port: 0,
    logger: createLogger({ name: 'mahak', level: 'silent' }),
  })
  const db = createDatabase({ url: databaseUrl, applicationName: 'e2e', max: 1 })
  await db.run(sql`update mahak.login set password_md5 = ${hash} where user_name = 'shop1'`)
  await db.close()
  return simulator
}

const settings = () => ({
  MAHAK_BASE_URL: `${mahak.url}/API/v3`,
  MAHAK_USERNAME: 'shop1',
  MAHAK_PASSWORD: password,
})

async function buyOne(buyer: Buyer, variantIds: readonly string[]): Promise<void> {
  const cart = await buyer.fillCart(variantIds.map((variantId) => ({ variantId, quantity: 1 })))
  const { state } = await buyer.pay(await buyer.checkOut(cart))
  expect(state).toBe('paid')
}

/** The next reading and the next save meet a fault of this kind. */
async function meet(kind: string): Promise<void> {
  const failNext = ['GetAllData', 'SaveAllData'].map((name) => ({ path: name, times: 1, kind }))
  const { failNext: waiting } = JSON.parse(await act('/admin/switches', 'GET')) as { failNext: unknown[] }
  await act('/admin/switches', 'PUT', { failNext: [...waiting, ...failNext] })
}

async function act(address: string, method = 'POST', body?: unknown): Promise<string> {
  const content =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await fetch(mahak.url + address, { method, ...content })
  expect(answer.status, address).toBeLessThan(300)
  return answer.text()
}

async function readFolder(place: string): Promise<string> {
  const names = await readdir(place, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n')
}

/** Every row of every table as text. */
async function dump(databaseUrl: string): Promise<string> {
  const db = createDatabase({ url: databaseUrl, applicationName: 'e2e', max: 1 })
  try {
    const tables = await db.rows<{ name: string }>(sql`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`)
    const texts: string[] = []
    for (const { name } of tables) {
      const rows = await db.rows<{ text: string }>(sql`select t::text as text from ${raw(name)} t`)
      texts.push(...rows.map(({ text }) => text))
    }
    return texts.join('\n')
  } finally {
    await db.close()
  }
}

/** What of the secrets is in a text, in any case, also packed into the base64 of a token. */
function secretsIn(text: string): string[] {
  const plain = [password, hash].filter((secret) => text.toLowerCase().includes(secret.toLowerCase()))
  const tokens = [...text.matchAll(/eyJ[\w-]+\.([\w-]+)/g)].map(([, payload = '']) =>
    Buffer.from(payload, 'base64url').toString(),
  )
  return [...plain, ...tokens.filter((payload) => payload.includes('MahakID')).map(() => 'a token of Mahak')]
}
