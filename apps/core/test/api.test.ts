import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createMessageBus, type MessageBus } from '@hybrid-store/messaging'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Core, coreConfigSchema, coreMigrations, createCore } from '../src/index.ts'

const DESCRIPTION = fileURLToPath(new URL('../../../docs/api/openapi.json', import.meta.url))
const logger = pino({ level: 'silent' })
const folder = mkdtempSync(path.join(tmpdir(), 'core-api-'))
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
  const readSyncState = async () => ({ account: null, pulls: [], waiting: [], uncertain: 0, issues: [] })
  core = await createCore({ config, db, bus, objects: createDiskObjectStore({ root: folder }), logger, readSyncState })
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
  expect([rung.statusCode, rung.json()]).toEqual([202, { asked: ['customer_sync_request', 'order_sync_request'] }])
  expect(
    (await bus.stats())
      .filter(({ ready }) => ready > 0)
      .map(({ queue }) => queue)
      .sort(),
  ).toEqual(['customer_sync_request', 'order_sync_request'])
  expect((await ask('POST', '/api/v1/admin/sync/run', { what: 'push' })).statusCode).toBe(401)
  expect((await ask('POST', '/api/v1/admin/sync/run', { what: 'all' }, accessToken)).json().errors[0].field).toBe(
    'body.what',
  )
})

test('the core is ready while its database answers', async () => {
  expect((await ask('GET', '/readyz')).statusCode).toBe(200)
})
