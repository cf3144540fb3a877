import { raw, sql } from '@hybrid-store/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Buyer, makeBuyer } from './buyer.ts'
import { inDatabase, type RunningStore, startStore } from './store.ts'

const schemaObject = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
})
const operationSchema = z.looseObject({
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema: schemaObject.optional(),
      }),
    )
    .default([]),
  requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: schemaObject })) }).optional(),
})
const openApi = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) })

interface Operation {
  method: string
  path: string
  params: string[]
  query: string[]
  /** Those of the query without which nothing is answered. */
  demanded: string[]
  bodyFields: string[] | null
}

/** Well-formed ids of things that are not there, by the names of path parameters. */
const UNKNOWN: Record<string, string> = Object.fromEntries(
  Object.entries({ cartId: 'cart', orderId: 'ord', paymentId: 'pay', variantId: 'var' }).map(([name, prefix]) => [
    name,
    `${prefix}_01jdz5vb4pex5vsknk084sn02q`,
  ]),
)
const WRONG_BODIES = {
  'broken JSON': '{"a":',
  'no object': '[1]',
  'a bare text': '"x"',
  'an unknown member': '{"surprise":1}',
  null: 'null',
}
const WRONG_VALUES: readonly unknown[] = [null, { nested: true }, [], '\u0000', 'x'.repeat(5_000), -1, 1e300]

let store: RunningStore
let buyer: Buyer
let staffToken = ''
let operations: Operation[] = []

beforeAll(async () => {
  store = await startStore({
    TRUSTED_PROXY_HOPS: '1',
    SYNC_WORKER: 'elsewhere',
    RATE_LIMIT_AUTH: '100000',
    RATE_LIMIT_WRITE: '100000',
    RATE_LIMIT_READ: '100000',
  })
  buyer = await makeBuyer(store)
  const staff = await buyer.call('POST', '/api/v1/auth/staff', { username: 'admin', password: store.adminPassword })
  staffToken = z.string().parse(staff.body.accessToken)
  const description = openApi.parse((await buyer.call('GET', '/api/v1/openapi.json')).body)
  operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => describeOperation(method, path, operation)),
  )
})
afterAll(() => store?.stop())

function describeOperation(method: string, path: string, operation: z.infer<typeof operationSchema>): Operation {
  const named = (place: string) =>
    operation.parameters.filter((parameter) => parameter.in === place).map(({ name }) => name)
  const body = operation.requestBody?.content['application/json']?.schema
  return {
    method: method.toUpperCase(),
    path,
    params: named('path'),
    query: named('query'),
    demanded: operation.parameters
      .filter(({ in: place, required }) => place === 'query' && required)
      .map(({ name }) => name),
    bodyFields: body ? Object.keys(body.properties ?? {}) : null,
  }
}

/** Sends bytes as they are, as the customer or as staff, and demands a refusal that a program can read. */
async function refused(
  operation: Operation,
  path: string,
  body?: string,
  contentType = 'application/json',
): Promise<z.infer<typeof problem>> {
  const token = operation.path.includes('/admin/') ? { authorization: `Bearer ${staffToken}` } : buyer.authorization()
  const response = await fetch(`${store.url}${path}`, {
    method: operation.method,
    headers: {
      ...token,
      'x-forwarded-for': '203.0.113.9',
      'idempotency-key': `bad-${Math.random()}`,
      ...(body === undefined ? {} : { 'content-type': contentType }),
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  const context = `${operation.method} ${path} ${body?.slice(0, 200) ?? ''} answered ${response.status} ${text.slice(0, 300)}`
  expect(response.status, context).toBeGreaterThanOrEqual(400)
  expect(response.status, context).toBeLessThan(500)
  expect(response.headers.get('content-type'), context).toContain('application/problem+json')
  return problem.parse(JSON.parse(text))
}
const problem = z.looseObject({
  code: z.string(),
  status: z.int(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
})

const fill = (path: string, values: Record<string, string>) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'nonsense')

const rowCounts = () =>
  inDatabase(store, async (db) => {
    const tables = await db.rows<{ name: string }>(sql`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('cart', 'orders', 'payments', 'customers', 'inventory', 'identity', 'shipping') order by 1`)
    const counts: Record<string, number> = {}
    for (const { name } of tables)
      counts[name] = (await db.row<{ n: number }>(sql`select count(*) as n from ${raw(name)}`))?.n ?? -1
    return counts
  })

describe('every route answers bad input with a 4xx problem and writes nothing', () => {
  test('the API describes itself', () => {
    expect(operations.length).toBeGreaterThanOrEqual(20)
    expect(operations.filter(({ bodyFields }) => bodyFields).length).toBeGreaterThanOrEqual(8)
  })

  test('bad bodies, wrong types and oversize', async () => {
    const before = await rowCounts()
    for (const operation of operations.filter(({ bodyFields }) => bodyFields)) {
      const path = fill(operation.path, UNKNOWN)
      for (const body of Object.values(WRONG_BODIES)) await refused(operation, path, body)
      expect((await refused(operation, path, 'a=1', 'text/csv')).code).toBe('unsupported_media_type')
      expect((await refused(operation, path, JSON.stringify({ x: 'y'.repeat(300_000) }))).code).toBe(
        'payload_too_large',
      )
      for (const field of operation.bodyFields ?? []) {
        for (const value of WRONG_VALUES) {
          const answer = await refused(operation, path, JSON.stringify({ [field]: value }))
          if (answer.code === 'invalid_request') expect(answer.errors?.every((error) => error.field !== '')).toBe(true)
        }
      }
    }
    expect(await rowCounts()).toEqual(before)
  })

  test('ids that are no ids, and ids of nothing', async () => {
    for (const operation of operations.filter(({ params }) => params.length > 0)) {
      const body = operation.bodyFields ? '{}' : undefined
      await refused(operation, fill(operation.path, {}), body)
      await refused(operation, fill(operation.path, UNKNOWN), body)
      await refused(
        operation,
        fill(operation.path, Object.fromEntries(operation.params.map((name) => [name, '%00']))),
        body,
      )
    }
  })

  test('queries that make no sense name the parameter', async () => {
    for (const operation of operations.filter(({ query }) => query.includes('limit'))) {
      for (const query of ['limit=abc', 'limit=0', 'limit=100000', 'cursor=%F0%9F%98%80', 'cursor=bm9uc2Vuc2U']) {
        const given = [...operation.demanded.map((name) => `${name}=x`), query].join('&')
        const answer = await refused(operation, `${operation.path}?${given}`)
        expect([answer.code, answer.errors?.map(({ field }) => field)]).toEqual([
          'invalid_request',
          [`querystring.${query.split('=')[0]}`],
        ])
      }
    }
  })

  test('unknown routes and methods', async () => {
    const nothing = { method: 'GET', path: '/api/v1/none', params: [], query: [], demanded: [], bodyFields: null }
    expect((await refused(nothing, '/api/v1/none')).code).toBe('not_found')
    await refused({ ...nothing, method: 'DELETE' }, '/api/v1/products')
    await refused({ ...nothing, method: 'PATCH' }, '/api/v1/orders', '{}')
  })

  test('strangers see neither orders nor the back office', async () => {
    for (const path of ['/api/v1/orders', '/api/v1/me', '/api/v1/admin/orders', '/api/v1/admin/sync']) {
      expect((await fetch(`${store.url}${path}`)).status).toBe(401)
    }
    expect((await buyer.call('GET', '/api/v1/admin/orders')).status).toBe(403)
  })
})
