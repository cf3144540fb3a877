import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '@hybrid-store/kernel'
import { eventually } from '@hybrid-store/test-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  conclusionOf,
  type Diagnosis,
  type ExaminationInput,
  examineMahak,
  exitStatusOf,
  linesOf,
} from '../src/doctor/index.ts'
import { type FakeMahak, json, startFakeMahak, TOKEN } from './fake-mahak.ts'

const PASSWORD = 'the password of the visitor'
const MD5 = 'c4ca4238a0b923820dcc509a6f75849b'

let mahak: FakeMahak
const closing: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  mahak = await startFakeMahak()
  mahak.on('/Sync/GetAllData', (_body, response) => json(response, { message: 'Unauthorized' }, 401))
})
afterEach(async () => {
  await mahak.close()
  for (const close of closing.splice(0)) await close()
})

async function examine(baseUrl: string, more: Partial<ExaminationInput> = {}): Promise<Diagnosis[]> {
  const diagnoses: Diagnosis[] = []
  const input: ExaminationInput = {
    environment: { MAHAK_BASE_URL: baseUrl, MAHAK_USERNAME: 'visitor', MAHAK_PASSWORD: PASSWORD },
    shop: { priceLevel: null, booksCurrency: 'rial', sellingStores: null, bankCode: null, personGroupCode: null },
    knownAccount: 'none',
    clock: systemClock,
    patienceMs: 2_000,
    ...more,
  }
  for await (const diagnosis of examineMahak(input)) diagnoses.push(diagnosis)
  return diagnoses
}

const codesOf = (diagnoses: readonly Diagnosis[]): string[] => diagnoses.map(({ code }) => code)

/** A server that is not Mahak. */
async function listen(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/API/v3`, server }
}

/** An answer to GetAllData with the given lists; without a token Mahak refuses. */
function serve(lists: Record<string, object[]>): void {
  mahak.on('/Sync/GetAllData', (wanted, response) => {
    if (Object.keys(wanted).length === 0) return json(response, { message: 'Unauthorized' }, 401)
    json(response, { Result: true, Data: { Objects: lists } })
  })
}

test('a stranger who answers is named, and never gets the password', async () => {
  const paths: string[] = []
  const { url } = await listen((request, response) => {
    paths.push(request.url ?? '')
    response.setHeader('content-type', 'text/html').end('<title>ورود به شبکه</title>')
  })
  const diagnoses = await examine(url)
  expect(codesOf(diagnoses)).toEqual(['settings_complete', 'web_page'])
  expect(diagnoses[1]?.fa).toContain('«ورود به شبکه»')
  expect(paths).toEqual(['/API/v3/Sync/GetAllData'])
})

test('a host that never answers is given up after the patience', async () => {
  const { url } = await listen(() => undefined)
  expect(codesOf(await examine(url, { patienceMs: 200 }))).toEqual(['settings_complete', 'connection_timeout'])
})

test('a host that cuts the connection is told from one that refuses it', async () => {
  const { url, server } = await listen((request) => request.socket.destroy())
  expect(codesOf(await examine(url))).toEqual(['settings_complete', 'connection_cut'])
  await new Promise((resolve) => server.close(resolve))
  expect(codesOf(await examine(url))).toEqual(['settings_complete', 'connection_refused'])
})

test('https to a port that speaks plain http is named', async () => {
  const { url } = await listen((_request, response) => response.end())
  expect(codesOf(await examine(url.replace('http:', 'https:')))).toEqual(['settings_complete', 'not_tls'])
})

test('an address without the path of the API is doubted first and shown to lead nowhere then', async () => {
  const diagnoses = await examine(new URL('/elsewhere', mahak.baseUrl).href)
  expect(codesOf(diagnoses)).toEqual(['settings_complete', 'url_without_path', 'path_not_found'])
  expect(mahak.count('/Sync/Login')).toBe(0)
})

test('a refused password ends the examination, with a word about the hash', async () => {
  mahak.on('/Sync/Login', (_body, response) => json(response, { Result: false, Code: 1001, Message: 'رمز اشتباه است' }))
  const diagnoses = await examine(mahak.baseUrl)
  expect(codesOf(diagnoses)).toEqual(['settings_complete', 'mahak_answers', 'wrong_password'])
  expect(diagnoses[2]?.en).toContain('(«رمز اشتباه است»)')
  expect(diagnoses[2]?.en).toContain('MAHAK_PASSWORD_IS_HASHED=true')
  expect(mahak.count('/Sync/Login')).toBe(1)
})

test('a refused hash speaks of the password instead', async () => {
  mahak.on('/Sync/Login', (_body, response) => json(response, { Result: false }))
  const environment = {
    MAHAK_BASE_URL: mahak.baseUrl,
    MAHAK_USERNAME: 'visitor',
    MAHAK_PASSWORD: MD5,
    MAHAK_PASSWORD_IS_HASHED: 'true',
  }
  expect(codesOf(await examine('', { environment }))).toEqual(['settings_complete', 'mahak_answers', 'wrong_hash'])
})

test('a service with other answers to a login than Mahak’s is not called Mahak', async () => {
  mahak.on('/Sync/Login', (_body, response) => json(response, { token: 'x' }))
  expect(codesOf(await examine(mahak.baseUrl)).at(-1)).toBe('login_not_of_mahak')
})

test('an expired subscription ends the examination before anything is read', async () => {
  mahak.on('/Sync/Login', (_body, response) =>
    json(response, {
      Result: true,
      Data: { UserToken: TOKEN, VisitorId: 1, DatabaseId: 2, CreditDay: -3, ServerTime: new Date().toISOString() },
    }),
  )
  const diagnoses = await examine(mahak.baseUrl)
  expect(codesOf(diagnoses).slice(2)).toEqual(['logged_in', 'clock_right', 'credit_expired'])
  expect(mahak.count('/Sync/GetAllData')).toBe(1)
})

test.each([
  ['none', 'account_first'],
  ['unknown', 'account_unknown'],
  [{ visitorId: 40123, databaseId: 51234 }, 'account_same'],
  [{ visitorId: 40123, databaseId: 7 }, 'account_changed'],
] as const)('a store that knows %j of its account', async (knownAccount, code) => {
  const diagnoses = await examine(mahak.baseUrl, { knownAccount })
  expect(diagnoses.find(({ check }) => check === 'account')?.code).toBe(code)
})

test('an account without goods is told what the operator has to do', async () => {
  serve({})
  const diagnoses = await examine(mahak.baseUrl)
  expect(diagnoses.at(-1)).toMatchObject({ check: 'goods', code: 'goods_none' })
  expect(diagnoses.at(-1)?.fa).toContain('بازارا')
})

test('reading that fails is said once and ends the examination', async () => {
  serve({})
  mahak.on('/Sync/GetAllData', (wanted, response) => json(response, {}, Object.keys(wanted).length === 0 ? 401 : 503))
  const diagnoses = await examine(mahak.baseUrl)
  expect(diagnoses.filter(({ code }) => code === 'read_failed')).toHaveLength(1)
  expect(diagnoses.at(-1)).toMatchObject({ check: 'rows', en: expect.stringContaining('Mahak answered 503') })
})

test('an endless list is left after its first 20,000 rows', async () => {
  let isLeft = false
  mahak.on('/Sync/GetAllData', (wanted, response) => {
    if (Object.keys(wanted).length === 0) return json(response, { message: 'Unauthorized' }, 401)
    if (!('fromProductVersion' in wanted)) return json(response, { Result: true, Data: { Objects: {} } })
    response.once('close', () => {
      isLeft = true
    })
    response.write('{"Result":true,"Data":{"Objects":{"Products":[{"ProductId":1,"RowVersion":1}')
    const more = ',{"ProductId":2,"RowVersion":2}'.repeat(1_000)
    const pour = () => {
      while (!isLeft && response.write(more));
    }
    response.on('drain', pour)
    pour()
  })
  const diagnoses = await examine(mahak.baseUrl)
  expect(diagnoses.find(({ code }) => code === 'rows_counted')?.en).toContain('products: 20,000,')
  expect(codesOf(diagnoses)).toContain('only_part_read')
  await eventually(() => expect(isLeft).toBe(true))
})

test('no password, hash or token is in what is said, even if Mahak quotes them', async () => {
  const echo = (body: Record<string, unknown>) => `${body.password} ${TOKEN} ${PASSWORD}`
  mahak.on('/Sync/Login', (body, response) => json(response, { Result: false, Message: echo(body) }))
  const text = JSON.stringify(await examine(mahak.baseUrl))
  expect(text).toContain('wrong_password')
  expect(text).not.toMatch(/[0-9a-f]{32}|eyJ|the password of the visitor/i)
})

test('a report shows each finding in both languages, each on lines of its own', () => {
  const diagnosis: Diagnosis = {
    check: 'connection',
    code: 'mahak_down',
    level: 'error',
    en: `one two ${'x'.repeat(90)} three`,
    fa: 'یک دو',
  }
  expect(linesOf(diagnosis)).toEqual([
    '[ ERROR ] connection',
    `          one two ${'x'.repeat(90)}`,
    '          three',
    '          یک دو',
  ])
  expect(conclusionOf([diagnosis])).toEqual(['1 error, 0 warnings', 'تعداد خطا: ۱، هشدار: ۰'])
})

test('the exit status tells errors from warnings and from health', () => {
  const [ok, warning, error] = (['ok', 'warning', 'error'] as const).map(
    (level): Diagnosis => ({ check: '', code: 'clock_right', level, en: '', fa: '' }),
  )
  if (!ok || !warning || !error) throw new Error('three levels')
  expect([[], [ok], [ok, warning], [warning, error]].map(exitStatusOf)).toEqual([0, 0, 1, 2])
})
