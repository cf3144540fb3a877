import { sql } from '@hybrid-store/database'
import type { HttpServer } from '@hybrid-store/http'
import { newId, rial } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { as, testServer } from '../../../shared/test/test-server.ts'
import {
  applyRemoteStatement,
  customersMigrations,
  fillMissingName,
  findOrCreateByMobile,
  type RemoteEntry,
  readCustomersForSync,
  registerCustomersRoutes,
  rememberAddress,
} from '../index.ts'

const MOBILE = '+989121234567'
/** Of somebody who has told nothing but a name, and of whom the books have told nothing. */
const PROFILE = {
  email: '',
  phone: '',
  nationalCode: '',
  organization: '',
  legal: false,
  group: null,
  balance: null,
  credit: null,
}
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
  await db.run(sql`truncate customers.customer cascade`)
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

test('the books are asked for a new customer, and told of the first name and each real change of it', async () => {
  const { id } = await login()
  expect((await dirty()).map((record) => record.localId)).toEqual([id])
  await db.run(sql`delete from sync.dirty`)
  await login()
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
    { ...PROFILE, id, mobile: MOBILE, firstName: 'علی', lastName: 'کریمی' },
  ])
  const me = await app.inject({ url: '/api/v1/me', headers: as('customer', other.id) })
  expect(me.json()).toEqual({ ...PROFILE, id: other.id, mobile: '+989350000000', firstName: '', lastName: '' })
})

test('bad names are refused with the field and change nothing', async () => {
  const { id } = await login()
  const cases: [object, string][] = [
    [{ firstName: '', lastName: 'x' }, 'body.firstName'],
    [{ firstName: '\u200c', lastName: 'x' }, 'body.firstName'],
    [{ firstName: 'x', lastName: 'x'.repeat(61) }, 'body.lastName'],
    [{ firstName: 'x' }, 'body.lastName'],
    [{ firstName: 7, lastName: 'x' }, 'body.firstName'],
    [{ firstName: 'x', lastName: 'x', email: 'nobody' }, 'body.email'],
    [{ firstName: 'x', lastName: 'x', nationalCode: '0084575949' }, 'body.nationalCode'],
    [{ firstName: 'x', lastName: 'x', phone: 'call me' }, 'body.phone'],
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

test('what else a customer tells is kept in one spelling, told to the books once, and stays when it is not mentioned', async () => {
  const { id } = await login()
  await db.run(sql`delete from sync.dirty`)
  const told = {
    email: 'ali@example.com',
    phone: '۰۲۱-۸۸ ۱۲',
    nationalCode: '۰۰۸۴۵۷۵۹۴۸',
    organization: 'شركت نمونه',
    legal: true,
  }
  const kept = { ...told, phone: '0218812', nationalCode: '0084575948', organization: 'شرکت نمونه' }
  expect((await patch(id, { firstName: 'علی', lastName: 'رضایی', ...told })).json()).toMatchObject(kept)
  expect((await patch(id, { firstName: 'علی', lastName: 'رضایی' })).json()).toMatchObject(kept)
  expect(await dirty()).toHaveLength(1)
})

const ADDRESS = {
  receiverName: 'علی رضایی',
  mobile: MOBILE,
  province: 'تهران',
  city: 'تهران',
  address: 'خیابان آزادی',
  postalCode: '1234567890',
}
const addresses = async (id: string) =>
  (await app.inject({ url: '/api/v1/me/addresses', headers: as('customer', id) })).json().items

test('an address that was ordered to is kept once, the first one as default, and the books are told', async () => {
  const { id } = await login()
  const remember = (city: string) => db.transaction((tx) => rememberAddress(tx, id, { ...ADDRESS, city }))
  await Promise.all([remember('تهران'), remember('تهران')])
  await remember('کرج')
  const kept = await addresses(id)
  expect(kept).toMatchObject([
    { city: 'تهران', isDefault: true },
    { city: 'کرج', isDefault: false },
  ])
  const told = await db.rows(sql`select local_id as id from sync.dirty where entity = 'address' order by local_id`)
  expect(told.map((row) => Reflect.get(row, 'id'))).toEqual(kept.map((address: { id: string }) => address.id).sort())
})

test('a customer changes and deletes only their own addresses, and has one default', async () => {
  const { id } = await login()
  const other = await login('+989350000000')
  for (const city of ['تهران', 'کرج']) await db.transaction((tx) => rememberAddress(tx, id, { ...ADDRESS, city }))
  const [first, second] = await addresses(id)
  const put = (who: string, address: string, payload: object) =>
    app.inject({ method: 'PUT', url: `/api/v1/me/addresses/${address}`, headers: as('customer', who), payload })
  const changed = { ...ADDRESS, city: 'قم', isDefault: true }
  expect((await put(other.id, second.id, changed)).json().code).toBe('not_found')
  expect((await put(id, second.id, changed)).json()).toMatchObject({ city: 'قم', isDefault: true })
  expect((await addresses(id)).map((address: { isDefault: boolean }) => address.isDefault)).toEqual([true, false])
  const remove = (who: string) =>
    app.inject({ method: 'DELETE', url: `/api/v1/me/addresses/${first.id}`, headers: as('customer', who) })
  await remove(other.id)
  expect(await addresses(id)).toHaveLength(2)
  expect((await remove(id)).json().items).toMatchObject([{ city: 'قم' }])
  expect(await db.row(sql`select count(*) as kept from customers.address`)).toEqual({ kept: 2 })
})

test('a new address is kept once, however often the request is repeated', async () => {
  const { id } = await login()
  const post = () =>
    app.inject({
      method: 'POST',
      url: '/api/v1/me/addresses',
      headers: { ...as('customer', id), 'idempotency-key': 'one' },
      payload: { ...ADDRESS, isDefault: true },
    })
  const [first, again] = [await post(), await post()]
  expect(first.json()).toMatchObject({ ...ADDRESS, isDefault: true })
  expect(again.json()).toEqual(first.json())
  expect(await addresses(id)).toHaveLength(1)
})

test('the statement is paged by key, the newest line first, with the names of the documents', async () => {
  const { id } = await login()
  const other = await login('+989350000000')
  const line = (number: number, customerId: string, day: number, type: number): RemoteEntry => ({
    number,
    customerId,
    at: new Date(Date.UTC(2026, 1, day)),
    type,
    debt: rial(number * 10),
    credit: rial(0),
    balance: rial(-5),
    description: '',
  })
  const lines = [line(1, id, 1, 201), line(2, id, 3, 206), line(3, id, 3, 999), line(4, other.id, 9, 201)]
  await db.transaction((tx) => applyRemoteStatement(tx, lines, []))
  const read = async (query = '') =>
    (await app.inject({ url: `/api/v1/me/statement?limit=2${query}`, headers: as('customer', id) })).json()
  const first = await read()
  expect(first.items.map((item: { number: number; title: string }) => [item.number, item.title])).toEqual([
    [3, 'سند حسابداری'],
    [2, 'دریافت'],
  ])
  const second = await read(`&cursor=${first.nextCursor}`)
  expect(second.items).toEqual([
    {
      number: 1,
      at: '2026-02-01T00:00:00.000Z',
      type: 201,
      title: 'فروش',
      debt: 10,
      credit: 0,
      balance: -5,
      description: '',
    },
  ])
  expect(second.nextCursor).toBeNull()
  expect(await read('&cursor=nonsense')).toMatchObject({ code: 'invalid_request' })
  await db.transaction((tx) => applyRemoteStatement(tx, [], [3]))
  expect((await read()).items.map((item: { number: number }) => item.number)).toEqual([2, 1])
})
