import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail } from '@hybrid-store/kernel'
import { createMessageBus, type MessageBus } from '@hybrid-store/messaging'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Core, coreConfigSchema, coreMigrations, createCore, type SyncOperator } from '../src/index.ts'

const DESCRIPTION = fileURLToPath(new URL('../../../docs/api/openapi.json', import.meta.url))
const logger = pino({ level: 'silent' })
const folder = mkdtempSync(path.join(tmpdir(), 'core-api-'))
const acted: unknown[][] = []
const note =
  <Answer>(answer: Answer) =>
  async (...deed: unknown[]): Promise<Answer> => {
    acted.push(deed)
    return answer
  }
/** The worker's part: it has no issues, knows no record and writes down what it is told to do. */
const syncOperator: SyncOperator = {
  state: async () => ({ account: null, pulls: [], readings: [], waiting: [], uncertain: 0, issues: [] }),
  issueGroups: async () => ({ groups: [] }),
  issues: async () => ({ items: [], nextCursor: null }),
  record: async () => null,
  conflicts: async () => ({ items: [], nextCursor: null }),
  retry: note(2),
  ignore: note(1),
  resolveConflict: note(fail({ code: 'mobile_taken' as const })),
  allowDeletions: note(false),
  drift: async () => ({ report: null, items: [], nextCursor: null }),
  repair: note(3),
  previewDispute: async () => null,
  dispute: note(fail({ code: 'too_many_rows' as const })),
  dryRun: note(7),
  plan: async () => null,
}
let db: TestDatabase
let bus: MessageBus
let core: Core

beforeAll(async () => {
  // The platform's tables are in every test database already.
  db = await testDatabase(coreMigrations.filter(({ module }) => module !== 'platform'))
  bus = createMessageBus({ database: db, logger })
  const config = coreConfigSchema.parse({
    STORE_SECRET: 's'.repeat(32),
    SERVICE_TOKEN_SECRET: 't'.repeat(32),
    ZARINPAL_MERCHANT_ID: '00000000-0000-4000-8000-000000000001',
    KAVENEGAR_API_KEY: 'unused-key',
    ADMIN_PASSWORD: 'a long password',
  })
  core = await createCore({ config, db, bus, objects: createDiskObjectStore({ root: folder }), logger, syncOperator })
})
afterAll(async () => {
  await core.close()
  await bus.close()
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (method: 'GET' | 'POST', url: string, body?: object, token?: string) =>
  core.app.inject({
    method,
    url,
    ...(body ? { payload: body } : {}),
    ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
  })

test('the API is what docs/api/openapi.json says; `npx vitest run apps/core/test -u` writes a wanted change there', async () => {
  const { body } = await ask('GET', '/api/v1/openapi.json')
  await expect(`${JSON.stringify(JSON.parse(body), null, 2)}\n`).toMatchFileSnapshot(DESCRIPTION)
})

test('staff see the state of the exchange and may ring for a reading; a stranger may not', async () => {
  const login = await ask('POST', '/api/v1/auth/staff', { username: 'admin', password: 'a long password' })
  const { accessToken } = login.json()
  expect((await ask('GET', '/api/v1/admin/sync', undefined, accessToken)).json()).toMatchObject({
    uncertain: 0,
    issues: [],
  })
  const rung = await ask('POST', '/api/v1/admin/sync/run', { what: 'push' }, accessToken)
  expect([rung.statusCode, rung.json()]).toEqual([
    202,
    { asked: ['customer_sync_request', 'order_sync_request', 'catalog_sync_request'] },
  ])
  expect(
    (await bus.stats())
      .filter(({ ready }) => ready > 0)
      .map(({ queue }) => queue)
      .sort(),
  ).toEqual(['catalog_sync_request', 'customer_sync_request', 'order_sync_request'])
  expect((await ask('POST', '/api/v1/admin/sync/run', { what: 'push' })).statusCode).toBe(401)
  expect((await ask('POST', '/api/v1/admin/sync/run', { what: 'all' }, accessToken)).json().errors[0].field).toBe(
    'body.what',
  )
})

test('staff act on issues and conflicts under their own name; who may not is told so', async () => {
  const { accessToken, staff } = (
    await ask('POST', '/api/v1/auth/staff', { username: 'admin', password: 'a long password' })
  ).json()
  const at = (path: string, body?: object) =>
    ask(body ? 'POST' : 'GET', `/api/v1/admin/sync/${path}`, body, accessToken)
  const group = { entity: 'order', code: 'no_payment', field: '' }
  const until = '2027-01-31T00:00:00.000Z'
  expect((await at('issues/retry', { chosen: { issues: [3, 4] } })).json()).toEqual({ changed: 2 })
  expect((await at('issues/ignore', { chosen: { group }, note: ' بعداً ', until })).json()).toEqual({ changed: 1 })
  expect((await at('conflicts/7/resolve', { winner: 'mahak' })).json()).toMatchObject({ code: 'mobile_taken' })
  expect((await at('allow-deletions', { entity: 'Zebras' })).json()).toMatchObject({ code: 'not_found' })
  expect(acted).toEqual([
    [{ issues: [3, 4] }, staff.id],
    [{ group }, { note: 'بعداً', until: new Date(until) }, staff.id],
    [7, 'mahak', staff.id],
    ['Zebras', staff.id],
  ])
  expect((await at('records/order/ord_1')).statusCode).toBe(404)
  expect((await at('issue-groups')).json()).toEqual({ groups: [] })
  expect((await at('issues/ignore', { chosen: { issues: [] }, note: '', until: 'soon' })).statusCode).toBe(400)
  expect((await ask('POST', '/api/v1/admin/sync/issues/retry', { chosen: { group } })).statusCode).toBe(401)
  expect(acted).toHaveLength(4)
})

test('staff see where the sides differ and have it mended; a plan is made and read', async () => {
  const { accessToken, staff } = (
    await ask('POST', '/api/v1/auth/staff', { username: 'admin', password: 'a long password' })
  ).json()
  const at = (path: string, body?: object) =>
    ask(body ? 'POST' : 'GET', `/api/v1/admin/sync/${path}`, body, accessToken)
  acted.length = 0
  const kind = { entity: 'Products', class: 'differs' }
  expect((await at('drift?entity=Products&class=differs')).json()).toEqual({
    report: null,
    items: [],
    nextCursor: null,
  })
  expect((await at('drift?class=other')).statusCode).toBe(400)
  expect((await at('drift/repair', { chosen: { kind } })).json()).toEqual({ changed: 3 })
  expect((await at('dispute?entity=Zebras')).statusCode).toBe(404)
  expect((await at('dispute', { entity: 'Products' })).json()).toMatchObject({ code: 'too_many_rows' })
  const asked = await at('plans', {})
  expect([asked.statusCode, asked.json()]).toEqual([202, { planId: 7 }])
  expect((await at('plans/latest')).statusCode).toBe(404)
  expect((await at('run', { what: 'reconcile' })).json()).toEqual({ asked: ['reconcile_sync_request'] })
  expect(acted).toEqual([[{ kind }, staff.id], [{ entity: 'Products', kind: 'rows', again: [] }, staff.id], [staff.id]])
  for (const path of ['drift/repair', 'dispute', 'plans'])
    expect((await ask('POST', `/api/v1/admin/sync/${path}`, {})).statusCode).toBe(401)
})

test('the core is ready while its database answers', async () => {
  expect((await ask('GET', '/readyz')).statusCode).toBe(200)
})
