import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from '@hybrid-store/database'
import { createLogger } from '@hybrid-store/http'
import { type Clock, systemClock } from '@hybrid-store/kernel'
import { createMahakSimulator, type MahakSimulator } from '@hybrid-store/simulator-mahak'
import { syncMigrations } from '@hybrid-store/sync-worker/migrations'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runCommand } from '../src/cli/run-command.ts'
import { noteRunning } from '../src/running.ts'

const CLI = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const PASSWORD = 'گذرواژه shop one'
const HASH = '12c3e1a4d5b6978011223344556677aa'

const CATALOGUE = {
  shop: {
    visitors: [
      { userName: 'shop1', password: PASSWORD, title: 'فروشگاه نمونه' },
      { userName: 'empty', password: PASSWORD, title: 'بی‌کالا' },
    ],
    people: [{ firstName: 'رضا', lastName: 'نمونه', mobile: '09120000000' }],
  },
  products: ['پیراهن', 'شلوار', 'کلاه', 'کفش'].map((name, index) => ({
    name,
    category: 'پوشاک',
    visitors: ['shop1'],
    variants: [{ prices: [9_000_000 + index * 10, 0], stock: { 'انبار مرکزی': 5 } }],
  })),
}

let folder: string
let mahak: MahakSimulator
let lateMahak: MahakSimulator
const databases: TestDatabase[] = []
const servers: Server[] = []
const said: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cli-'))
  writeFileSync(path.join(folder, 'catalogue.json'), JSON.stringify(CATALOGUE))
  const slow: Clock = { now: () => new Date(systemClock.now().getTime() + 20 * 60_000) }
  mahak = await startMahak(systemClock)
  lateMahak = await startMahak(slow)
})
afterAll(async () => {
  await mahak?.close()
  await lateMahak?.close()
  for (const server of servers) server.close()
  for (const database of databases) await database.close()
  rmSync(folder, { recursive: true, force: true })
})

async function newDatabase(modules: Parameters<typeof testDatabase>[0] = []): Promise<TestDatabase> {
  const database = await testDatabase(modules)
  databases.push(database)
  return database
}

async function startMahak(clock: Clock): Promise<MahakSimulator> {
  return createMahakSimulator({
    databaseUrl: (await newDatabase()).url,
    port: 0,
    clock,
    logger: createLogger({ name: 'mahak', level: 'silent' }),
    catalogue: { kind: 'file', path: path.join(folder, 'catalogue.json') },
  })
}

/** A server of something else; gives its address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}/API/v3`
}

interface Run {
  status: number
  out: string
  err: string
}

type Runner = (words: readonly string[], settings: Record<string, string>) => Promise<Run>

/** `npm run store -- …` as a process of its own, with these settings and no others. */
const asUser: Runner = (words, settings) => {
  const env = { PATH: process.env.PATH, STORE_DATA_DIR: path.join(folder, 'none'), ...settings }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', CLI, ...words], { env }, (error, out, err) => {
      said.push(out, err)
      resolve({ status: error ? Number(error.code) : 0, out, err })
    })
  })
}

/** The same within this process, in a tenth of the time. */
const here: Runner = async (words, settings) => {
  const [out, err]: [string[], string[]] = [[], []]
  const status = await runCommand(words, {
    environment: { STORE_DATA_DIR: path.join(folder, 'none'), ...settings },
    print: (line) => out.push(line),
    complain: (line) => err.push(line),
  })
  said.push(...out, ...err)
  return { status, out: out.join('\n'), err: err.join('\n') }
}

const reportSchema = z.object({
  at: z.iso.datetime(),
  status: z.number(),
  findings: z.array(
    z.object({ check: z.string(), code: z.string(), level: z.string(), en: z.string(), fa: z.string() }),
  ),
})

async function examine(run: Runner, baseUrl: string, settings: Record<string, string> = {}) {
  const login = { MAHAK_BASE_URL: baseUrl, MAHAK_USERNAME: 'shop1', MAHAK_PASSWORD: PASSWORD }
  const { status, out, err } = await run(['doctor', 'mahak', '--json'], { ...login, ...settings })
  expect(err).toBe('')
  const report = reportSchema.parse(JSON.parse(out))
  expect(report.status).toBe(status)
  const worst = report.findings.find(({ level }) => level === 'error')
  return { status, codes: report.findings.map(({ code }) => code), worst }
}

const addressOf = (simulator: MahakSimulator): string => `${simulator.url}/API/v3`

// A process of its own takes some seconds to start while other tests use the processor.
describe('as a user runs it', { timeout: 60_000 }, () => {
  test('a healthy Mahak is healthy, in words of both languages', async () => {
    const { status, out, err } = await asUser(['doctor', 'mahak'], {
      MAHAK_BASE_URL: addressOf(mahak),
      MAHAK_USERNAME: 'shop1',
      MAHAK_PASSWORD: PASSWORD,
    })
    expect({ status, err }).toEqual({ status: 0, err: '' })
    const text = out.replace(/\s+/g, ' ')
    expect(text).toContain('The visitor sees products: 4, variants: 4, stock rows: 4, persons: 1, stores: 2,')
    expect(text).toContain('1: 9,000,000')
    expect(text).toContain('مشتری می‌بیند: ۹۰۰٬۰۰۰ تومان')
    expect(text.match(/Compare with the desktop program/g)).toHaveLength(3)
    expect(text).toMatch(/A picture was downloaded \(\d+ kB\)/)
    expect(out).toMatch(/\n0 errors, 0 warnings\nتعداد خطا: ۰، هشدار: ۰\n$/)
  })

  test('a wrong host is named', async () => {
    const { status, worst } = await examine(asUser, 'https://mahak.invalid/API/v3')
    expect({ status, code: worst?.code }).toEqual({ status: 2, code: 'host_unknown' })
    expect(worst?.en).toContain('There is no computer called mahak.invalid. Check the spelling in MAHAK_BASE_URL')
  })

  test('a port where nothing listens is named', async () => {
    const { status, worst } = await examine(asUser, 'http://127.0.0.1:9/API/v3')
    expect({ status, code: worst?.code }).toEqual({ status: 2, code: 'connection_refused' })
  })

  test('a wrong password is named, with a hint at the hash', async () => {
    const { status, worst } = await examine(asUser, addressOf(mahak), { MAHAK_PASSWORD: 'something else' })
    expect({ status, code: worst?.code }).toEqual({ status: 2, code: 'wrong_password' })
    expect(worst?.fa).toContain('MAHAK_PASSWORD_IS_HASHED=true')
  })

  test('a host that answers with a web page is named with its title', async () => {
    const page = '<!doctype html><html><head><title>Router login</title></head></html>'
    const { status, worst } = await examine(asUser, await serve((_, response) => response.end(page)))
    expect({ status, code: worst?.code }).toEqual({ status: 2, code: 'web_page' })
    expect(worst?.en).toContain('a web page answers («Router login», status 200)')
  })

  test('a JSON service that is not Mahak is named', async () => {
    const { status, worst } = await examine(asUser, await serve((_, response) => response.end('{"status":"up"}')))
    expect({ status, code: worst?.code }).toEqual({ status: 2, code: 'other_service' })
  })

  test('a clock 20 minutes off is named with the mend, and the rest is examined all the same', async () => {
    const { status, worst, codes } = await examine(asUser, addressOf(lateMahak))
    expect({ status, code: worst?.code }).toEqual({ status: 2, code: 'clock_wrong' })
    expect(worst?.en).toContain('The clock of this computer is 20 minutes behind that of Mahak')
    expect(worst?.en).toContain('timedatectl set-ntp true')
    expect(worst?.fa).toContain('ساعت این رایانه ۲۰ دقیقه از ساعت محک عقب است')
    expect(codes.at(-1)).toBe('picture_loads')
  })

  test('an expired subscription is named and ends the examination', async () => {
    const expired = {
      Result: true,
      Data: { UserToken: 'eyJh.eyJi.c', VisitorId: 1, DatabaseId: 2, CreditDay: -1, ServerTime: new Date() },
    }
    const url = await serve((request, response) => {
      if (request.url?.endsWith('/Login')) response.end(JSON.stringify(expired))
      else response.writeHead(401).end('{"message":"Unauthorized"}')
    })
    const { status, worst, codes } = await examine(asUser, url)
    expect({ status, code: worst?.code, last: codes.at(-1) }).toEqual({
      status: 2,
      code: 'credit_expired',
      last: 'credit_expired',
    })
  })

  test('a visitor without goods is told how the operator sends them', async () => {
    const { status, worst } = await examine(asUser, addressOf(mahak), { MAHAK_USERNAME: 'empty' })
    expect({ status, code: worst?.code }).toEqual({ status: 2, code: 'goods_none' })
    expect(worst?.en).toContain('special operations → Bazara → goods to send → new goods')
  })

  test('without settings the simulated Mahak of the running store is examined', async () => {
    const forget = noteRunning(folder, {
      pid: process.pid,
      url: 'http://127.0.0.1:9',
      databaseUrl: (await newDatabase()).url,
      queueNamespace: '',
      adapterUrl: 'http://127.0.0.1:9',
      simulatedMahakUrl: addressOf(mahak),
      coreUrl: 'http://127.0.0.1:9',
      metricsUrl: 'http://127.0.0.1:9/metrics',
      objectsDir: folder,
    })
    const settings = { STORE_DATA_DIR: folder, MAHAK_USERNAME: 'shop1', MAHAK_PASSWORD: PASSWORD }
    const { status, out } = await asUser(['doctor', 'mahak'], settings)
    forget()
    expect(status).toBe(0)
    expect(out).toContain('MAHAK_BASE_URL is not set: the simulated Mahak that the running store uses is examined.')
  })
})

test('a level without prices is named with the level that has them', async () => {
  const { status, codes, worst } = await examine(here, addressOf(mahak), { PRICE_LEVEL: '2', SELLING_STORES: '1' })
  expect({ status, code: worst?.code }).toEqual({ status: 2, code: 'prices_none' })
  expect(codes).toContain('price_level_better')
})

test('a hash in the place of the password is a warning before Mahak refuses it', async () => {
  const { codes } = await examine(here, addressOf(mahak), { MAHAK_PASSWORD: HASH })
  expect(codes).toEqual(['settings_complete', 'password_looks_hashed', 'mahak_answers', 'wrong_password'])
})

test('settings that the store itself would not start with are all named at once', async () => {
  const { status, codes } = await examine(here, 'mahak', { MAHAK_API_NAMES: 'v9', PRICE_LEVEL: '11' })
  expect({ status, codes }).toEqual({ status: 2, codes: ['url_invalid', 'setting_invalid', 'setting_invalid'] })
})

test('a store that has exchanged with another account before is warned', async () => {
  const store = await newDatabase([syncMigrations])
  await store.run(sql`
    insert into sync.account (database_id, visitor_id, title, credit_day) values (7, 40123, 'قدیم', 5)`)
  const { status, worst } = await examine(here, addressOf(mahak), { DATABASE_URL: store.url })
  expect({ status, code: worst?.code }).toEqual({ status: 2, code: 'account_changed' })
  expect(worst?.en).toContain('visitor 40123 of database 51234, but this store has exchanged with')
  expect(worst?.en).toContain('visitor 40123 of database 7.')
})

test('a database that no store has used yet knows of no account, and one that is down is a warning', async () => {
  const unused = await newDatabase()
  expect((await examine(here, addressOf(mahak), { DATABASE_URL: unused.url })).codes).toContain('account_first')
  const { status, codes } = await examine(here, addressOf(mahak), { DATABASE_URL: 'postgresql://127.0.0.1:9/none' })
  expect(status).toBe(1)
  expect(codes).toContain('account_unknown')
})

test('nothing that the doctor said holds the password, its hash or a token', () => {
  const text = said.join('')
  expect(text.length).toBeGreaterThan(10_000)
  expect(text).not.toContain(PASSWORD)
  expect(text).not.toMatch(/[0-9a-f]{32}|eyJ/i)
})
