import { sql } from '@hybrid-store/database'
import { createHttpServer } from '@hybrid-store/http'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findMethod, registerShippingRoutes, shippingMigrations } from '../index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase([shippingMigrations])
})
afterAll(() => db.close())

const list = async () => {
  const app = createHttpServer({ name: 'test', logger: pino({ level: 'silent' }) })
  registerShippingRoutes(app, { db })
  const answer = await app.inject('/api/v1/shipping-methods')
  await app.close()
  return { status: answer.statusCode, body: answer.json() }
}
const post = { id: 'shp_01k9xw0000e008000000000001', title: 'پست پیشتاز', price: 600_000 }

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
