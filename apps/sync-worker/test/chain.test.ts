import { sql } from '@hybrid-store/database'
import { listen, serviceTokens } from '@hybrid-store/http'
import { adapterConfigSchema, createMahakAdapter } from '@hybrid-store/mahak-adapter'
import { createAdapterClient } from '@hybrid-store/mahak-adapter/client'
import { createMahakSimulator, type MahakSimulator } from '@hybrid-store/simulator-mahak'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { request } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MahakPort } from '../src/mahak-port.ts'
import { pullGroup } from '../src/pull/pull-group.ts'
import { raiseClientIds } from '../src/push/outgoing-links.repository.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { createBreaker } from '../src/retry-error-manager/breaker.ts'
import { drainBoth } from './sales-world.ts'
import { createWorld, placeOrder, type World } from './world.ts'

const SECRET = 'a-secret-shared-by-the-services-of-the-store'

let world: World
let deps: PushDeps
let simulator: MahakSimulator
let simulatorDb: TestDatabase
let stop: () => Promise<void>

beforeAll(async () => {
  world = await createWorld()
  simulatorDb = await testDatabase()
  const logger = pino({ level: 'silent' })
  simulator = await createMahakSimulator({ databaseUrl: simulatorDb.url, port: 0, logger })
  const config = adapterConfigSchema.parse({
    SERVICE_TOKEN_SECRET: SECRET,
    MAHAK_BASE_URL: `${simulator.url}/API/v3`,
    MAHAK_USERNAME: 'shop1',
    MAHAK_PASSWORD: 'shop1',
  })
  const adapter = createMahakAdapter({ config, logger })
  const url = await listen(adapter.app, { port: 0 })
  const tokens = serviceTokens({ secret: SECRET, issuer: 'sync-worker' })
  const mahak = createAdapterClient({ url, serviceToken: () => tokens.issue('mahak-adapter') })
  const port: MahakPort = mahak
  deps = { ...world.deps, mahak: port, workerId: 'worker', breaker: createBreaker(), closing: () => false }
  await raiseClientIds(world.db, deps.config.clientIdBase)
  stop = async () => {
    await mahak.close()
    await adapter.close()
  }
})
afterAll(async () => {
  await stop?.()
  await simulator?.close()
  await simulatorDb?.close()
  await world?.close()
})

const pullAll = async () => {
  for (const group of ['catalog', 'inventory', 'pictures', 'orders'] as const)
    expect(await pullGroup(deps, group)).toMatchObject({ kind: 'complete' })
}

/** All rows of an entity as the books have them, through the adapter. */
async function rowsAtMahak(entity: 'People' | 'VisitorPeople' | 'Orders' | 'OrderDetails' | 'Receipts' | 'Cheques') {
  const rows: Record<string, unknown>[] = []
  for await (const line of deps.mahak.changes({ [entity]: 0 })) if ('row' in line) rows.push({ ...line.row })
  return rows
}

test('the whole demo catalogue comes into the shop, and the second reading writes nothing', async () => {
  await pullAll()
  const shop = await world.db.row<{ products: number; shown: number; images: number }>(sql`
    select (select count(*) from catalog.product) as products,
      (select count(*) from catalog.product where visible) as shown,
      (select count(*) from catalog.product_image) as images`)
  expect(shop?.products).toBeGreaterThanOrEqual(400)
  expect(shop?.shown).toBeGreaterThanOrEqual(380)
  expect(shop?.images).toBeGreaterThanOrEqual(300)
  expect(await world.db.rows(sql`select entity, message from sync.issue where status = 'open'`)).toEqual([])
  expect(await world.db.rows(sql`select entity, state from sync.mirror where state in ('pending', 'bad')`)).toEqual([])
  const version = () => world.db.row(sql`select last_value from platform.row_version`)
  const before = await version()
  await pullAll()
  expect(await version()).toEqual(before)
})

test('a sale goes to the books once, adds up to the Rial, and comes back as an invoice', async () => {
  const known = { people: (await rowsAtMahak('People')).length, visits: (await rowsAtMahak('VisitorPeople')).length }
  const variants = await world.db.rows<{ variantId: string; unitPrice: number }>(sql`
    select v.id as "variantId", v.price as "unitPrice" from catalog.variant v
    join inventory.level l on l.variant_id = v.id where v.sellable and l.on_hand > 3 order by v.id limit 2`)
  const lines = variants.map((variant) => ({ ...variant, quantity: 2 }))
  const order = await placeOrder(world.db, { mobile: '+989351112233', lines })
  expect(await drainBoth(deps)).toEqual({ kind: 'drained' })

  const orders = (await rowsAtMahak('Orders')).filter((row) => Number(row.OrderClientId) > 5_000_000_000_000)
  const sent = orders[0] ?? {}
  const details = (await rowsAtMahak('OrderDetails')).filter((row) => row.OrderId === sent.OrderId)
  const receipts = (await rowsAtMahak('Receipts')).filter((row) => row.OrderId === sent.OrderId)
  const cheques = (await rowsAtMahak('Cheques')).filter((row) => row.ReceiptId === receipts[0]?.ReceiptId)
  expect([orders.length, details.length, receipts.length, cheques.length]).toEqual([1, 2, 1, 1])
  const charged = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 500_000)
  const booked = details.reduce((sum, row) => sum + Number(row.Price) * Number(row.Count1), Number(sent.SendCost))
  expect([booked, cheques[0]?.Amount]).toEqual([charged, charged])
  expect((await rowsAtMahak('People')).length).toBe(known.people + 1)
  expect((await rowsAtMahak('VisitorPeople')).length).toBe(known.visits + 1)

  const converted = await request(`${simulator.url}/desktop/api/orders/${sent.OrderId}/convert`, { method: 'POST' })
  await converted.body.dump()
  expect(converted.statusCode).toBe(200)
  await pullAll()
  const shown = await world.db.row<{ state: string }>(
    sql`select books_state as state from orders."order" where id = ${order.id} and invoice_number is not null`,
  )
  expect(shown).toEqual({ state: 'confirmed' })
  const stock = await world.db.rows<{ pending: number }>(
    sql`select pending from inventory.level where variant_id = any(${variants.map((variant) => variant.variantId)})`,
  )
  expect(stock.map((level) => level.pending)).toEqual([0, 0])
})

test('an answer lost after the commit leaves one order', async () => {
  const [variant] = await world.db.rows<{ variantId: string; unitPrice: number }>(sql`
    select v.id as "variantId", v.price as "unitPrice" from catalog.variant v
    join inventory.level l on l.variant_id = v.id where v.sellable and l.on_hand > 3 order by v.id limit 1`)
  if (!variant) throw new Error('nothing is for sale')
  const order = await placeOrder(world.db, { mobile: '+989351112233', lines: [{ ...variant, quantity: 1 }] })
  const before = (await rowsAtMahak('Orders')).length
  const fault = await request(`${simulator.url}/admin/switches`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ failNext: [{ kind: 'reset-after', path: 'SaveAllData', times: 1 }] }),
  })
  await fault.body.dump()
  await drainBoth(deps)
  expect(await world.db.row(sql`select send_state from sync.link where local_id = ${order.id}`)).toEqual({
    send_state: 'uncertain',
  })
  await pullGroup(deps, 'orders')
  await world.db.run(sql`update sync.dirty set not_before = now()`)
  await drainBoth({ ...deps, breaker: createBreaker() })
  expect((await rowsAtMahak('Orders')).length).toBe(before + 1)
  expect(await world.db.rows(sql`select * from sync.dirty`)).toEqual([])
})
