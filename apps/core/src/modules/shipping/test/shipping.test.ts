import { sql } from '@hybrid-store/database'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as, testServer } from '../../../shared/test/test-server.ts'
import { findMethod, registerShippingRoutes, shippingMigrations } from '../index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase([shippingMigrations])
})
afterAll(() => db.close())

const list = async () => {
  const app = testServer((server) => registerShippingRoutes(server, { db }))
  const answer = await app.inject('/api/v1/shipping-methods')
  await app.close()
  return { status: answer.statusCode, body: answer.json() }
}
const post = { id: 'shp_01k9xw0000e008000000000001', title: 'پست پیشتاز', price: 600_000, onDelivery: false }

test('a new shop has one method with a flat price', async () => {
  expect(await list()).toEqual({ status: 200, body: { items: [post] } })
  expect(await findMethod(db, post.id)).toEqual(post)
})

test('an unknown method is not found', async () => {
  expect(await findMethod(db, 'shp_01k9xw0000e008000000000009')).toBeNull()
})

test('a method that was switched off can be neither seen nor chosen', async () => {
  await db.run(sql`update shipping.method set active = false`)
  expect((await list()).body).toEqual({ items: [] })
  expect(await findMethod(db, post.id)).toBeNull()
  await db.run(sql`update shipping.method set active = true`)
})

test('staff allow payment on delivery for a method; others must not', async () => {
  const app = testServer((server) => registerShippingRoutes(server, { db }))
  const allow = (id: string, headers: Record<string, string>) =>
    app.inject({ method: 'PATCH', url: `/api/v1/admin/shipping-methods/${id}`, headers, payload: { onDelivery: true } })
  const staff = as('staff', 'stf_01k9xw0000e008000000000001', ['orders.write'])
  expect((await allow(post.id, as('customer', 'cus_01k9xw0000e008000000000001'))).json().code).toBe('forbidden')
  expect(await findMethod(db, post.id)).toEqual(post)
  expect((await allow('shp_01k9xw0000e008000000000009', staff)).json().code).toBe('not_found')
  expect((await allow(post.id, staff)).json()).toEqual({ ...post, onDelivery: true })
  expect(await findMethod(db, post.id)).toEqual({ ...post, onDelivery: true })
  await app.close()
})
