import { sql } from '@hybrid-store/database'
import type { HttpServer } from '@hybrid-store/http'
import { newId } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { as, testServer } from '../../../shared/test/test-server.ts'
import {
  customersMigrations,
  fillMissingName,
  findOrCreateByMobile,
  readCustomersForSync,
  registerCustomersRoutes,
} from '../index.ts'

const MOBILE = '+989121234567'
let db: TestDatabase
let app: HttpServer
beforeAll(async () => {
  db = await testDatabase([customersMigrations])
  app = testServer((server) => registerCustomersRoutes(server, { db }))
})
afterAll(async () => {
  await app.close()
  await db.close()
})
beforeEach(async () => {
  await db.run(sql`truncate customers.customer`)
  await db.run(sql`delete from sync.dirty`)
})

const login = (mobile = MOBILE) => db.transaction((tx) => findOrCreateByMobile(tx, mobile))
const dirty = () =>
  db.rows<{ localId: string; generation: number }>(
    sql`select local_id as "localId", generation from sync.dirty where entity = 'customer'`,
  )
const patch = (id: string, payload: object) =>
  app.inject({ method: 'PATCH', url: '/api/v1/me', headers: as('customer', id), payload })

test('twenty first logins at once make one customer', async () => {
  const customers = await Promise.all(Array.from({ length: 20 }, () => login()))
  expect(new Set(customers.map((customer) => customer.id)).size).toBe(1)
  expect(await db.row(sql`select count(*) as count from customers.customer`)).toEqual({ count: 1 })
})

test('a customer without a name is not told to the books; the first name is, and each real change of it', async () => {
  const { id } = await login()
  expect(await dirty()).toEqual([])
  await patch(id, { firstName: 'علی', lastName: 'رضایی' })
  const [first] = await dirty()
  expect(first?.localId).toBe(id)
  await patch(id, { firstName: 'علی', lastName: 'رضایی' })
  expect(await dirty()).toEqual([first])
  await patch(id, { firstName: 'علی', lastName: 'کریمی' })
  const [second] = await dirty()
  expect(second?.generation).toBeGreaterThan(first?.generation ?? Number.POSITIVE_INFINITY)
})

test('the receiver of an order gives a name to a customer who has none, and to nobody else', async () => {
  const { id } = await login()
  const fill = (name: string) => db.transaction((tx) => fillMissingName(tx, id, name))
  await fill('مریم احمدی نژاد')
  await fill('دیگری')
  expect(await readCustomersForSync(db, [id, newId('cus')])).toEqual([
    { id, mobile: MOBILE, firstName: 'مریم', lastName: 'احمدی نژاد' },
  ])
})

test('a customer reads and changes only their own name, in tidy Persian', async () => {
  const { id } = await login()
  const other = await login('+989350000000')
  const changed = await patch(id, { firstName: ' علي ', lastName: 'كریمی' })
  expect([changed.statusCode, changed.json()]).toEqual([
    200,
    { id, mobile: MOBILE, firstName: 'علی', lastName: 'کریمی' },
  ])
  const me = await app.inject({ url: '/api/v1/me', headers: as('customer', other.id) })
  expect(me.json()).toEqual({ id: other.id, mobile: '+989350000000', firstName: '', lastName: '' })
})

test('bad names are refused with the field and change nothing', async () => {
  const { id } = await login()
  const cases: [object, string][] = [
    [{ firstName: '', lastName: 'x' }, 'body.firstName'],
    [{ firstName: '\u200c', lastName: 'x' }, 'body.firstName'],
    [{ firstName: 'x', lastName: 'x'.repeat(61) }, 'body.lastName'],
    [{ firstName: 'x' }, 'body.lastName'],
    [{ firstName: 7, lastName: 'x' }, 'body.firstName'],
  ]
  for (const [payload, field] of cases) {
    const answer = await patch(id, payload)
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request'])
    expect(answer.json().errors.map((error: { field: string }) => error.field)).toEqual([field])
  }
  expect(await readCustomersForSync(db, [id])).toMatchObject([{ firstName: '', lastName: '' }])
})

test('nobody, staff and a customer who is gone get no profile', async () => {
  const get = async (headers: Record<string, string>) => (await app.inject({ url: '/api/v1/me', headers })).json().code
  expect(await get({})).toBe('unauthenticated')
  expect(await get(as('staff', newId('stf'), ['orders.read']))).toBe('forbidden')
  expect(await get(as('customer', newId('cus')))).toBe('not_found')
})
