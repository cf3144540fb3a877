import { testDatabase } from '@hybrid-store/test-kit'
import { expect, test } from 'vitest'
import { createMahakSimulator } from '../src/index.ts'
import { firstOf, SMALL, silent, startSimulator } from './support/simulator.ts'

test('a restart keeps all rows, versions, tokens and switches, and loads no second catalogue', async () => {
  const db = await testDatabase()
  const first = await startSimulator({ catalogue: SMALL }, db)
  const token = await first.login()
  const orderId = firstOf(
    (await first.save({ orders: [{ orderClientId: 5, personId: 55_000_001, orderType: 201 }] })).of('Orders'),
  ).EntityId
  await first.post(`/orders/${orderId}/convert`)
  await first.switch({
    sorted: true,
    creditDay: 3,
    failNext: [{ kind: '500' }],
    failRate: [{ kind: '500', probability: 1 }],
    latency: { medianMs: 9_000, p95Ms: 9_000 },
    lateCommitMs: 9_000,
  })
  const [orders, products] = [await first.rows('Orders'), await first.rows('Products')]
  await first.close()

  const second = await startSimulator({ catalogue: SMALL }, db)
  expect(await second.rows('Orders')).toEqual(orders)
  expect(await second.rows('Products')).toEqual(products)
  const read = await second.send('POST', '/API/v3/Sync/GetAllData', {}, { authorization: token })
  expect(read.status).toBe(200)
  expect(await (await second.call('/admin/switches')).json()).toMatchObject({
    sorted: true,
    creditDay: 3,
    failNext: [],
    failRate: [],
    latency: { medianMs: 0, p95Ms: 0 },
    lateCommitMs: 0,
  })
  const next = firstOf((await second.save({ orders: [{ orderClientId: 6, personId: 55_000_001 }] })).of('Orders'))
  expect(next.RowVersion).toBeGreaterThan(Number(firstOf(orders).RowVersion))
  expect(next.EntityId).toBe(Number(orderId) + 1)
  await second.stop()
})

test('a taken port is reported with the variable that changes it, and the database is let go', async () => {
  const first = await startSimulator({ catalogue: SMALL })
  const port = Number(new URL(first.url).port)
  await expect(createMahakSimulator({ databaseUrl: first.db.url, port, logger: silent })).rejects.toThrow(
    /SIM_MAHAK_PORT/,
  )
  await first.stop()
})
