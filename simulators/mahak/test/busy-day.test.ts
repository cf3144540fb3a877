import { fixedClock } from '@hybrid-store/kernel'
import { eventually } from '@hybrid-store/test-kit'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

const stateSchema = z.object({
  status: z.string(),
  progress: z
    .object({
      steps: z.number(),
      done: z.number(),
      counts: z.record(z.string(), z.number()),
      log: z.array(z.object({ step: z.number(), at: z.string(), act: z.string(), outcome: z.string() })),
    })
    .nullable(),
})
const stateOf = async (mahak: TestSimulator) =>
  stateSchema.parse(await (await mahak.call('/desktop/api/busy-day')).json())

async function afterDay(seed: number) {
  const mahak = await startSimulator({ catalogue: SMALL, clock: fixedClock('2026-02-01T10:00:00Z') })
  for (const id of [1, 2, 3])
    await mahak.save({
      orders: [{ orderClientId: id, personId: 55_000_001, orderType: 201 }],
      orderDetails: [{ orderDetailClientId: id, orderClientId: id, productDetailId: 9_200_004, count1: 1, price: 10 }],
    })
  expect((await mahak.post('/busy-day', { seed, seconds: 0, steps: 40 })).status).toBe(202)
  await eventually(async () => (await stateOf(mahak)).status === 'done', { what: 'the day', timeoutMs: 20_000 })
  const { progress } = await stateOf(mahak)
  const rows = await Promise.all(
    ['Products', 'ProductDetails', 'ProductDetailStoreAssets', 'VisitorProducts', 'Orders', 'People'].map(mahak.rows),
  )
  await mahak.stop()
  return { log: progress?.log, rows }
}

test('the same seed does the same to the same storage, another seed something else', async () => {
  const [first, again, other] = [await afterDay(7), await afterDay(7), await afterDay(8)]
  expect(first.log).toHaveLength(40)
  expect(again).toEqual(first)
  expect(other.log).not.toEqual(first.log)
})

test('only acts that have a rate happen, and each is in the log, the newest first', async () => {
  const mahak = await startSimulator({ catalogue: SMALL })
  const orders = await mahak.rows('Orders')
  await mahak.post('/busy-day', { seed: 1, seconds: 0, steps: 20, rates: { price: 30, stock: 30 } })
  await eventually(async () => (await stateOf(mahak)).status === 'done', { what: 'the day', timeoutMs: 20_000 })
  const { progress } = await stateOf(mahak)
  expect(progress?.log.map((entry) => entry.step)).toEqual(Array.from({ length: 20 }, (_, index) => 20 - index))
  expect(new Set(progress?.log.map((entry) => entry.act))).toEqual(new Set(['price', 'stock']))
  expect(Object.values(progress?.counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(20)
  expect(await mahak.rows('Orders')).toEqual(orders)
  await mahak.stop()
})

test('a day of many hours is stopped at once; a second one beside it is refused', async () => {
  const mahak = await startSimulator({ catalogue: SMALL })
  await mahak.post('/busy-day', { seconds: 36_000, rates: { price: 1 } })
  expect((await stateOf(mahak)).progress?.steps).toBe(600)
  expect((await mahak.post('/busy-day', {})).status).toBe(409)
  await mahak.call('/desktop/api/busy-day', { method: 'DELETE' })
  expect(await stateOf(mahak)).toMatchObject({ status: 'stopped' })
  expect((await stateOf(mahak)).progress?.done).toBeLessThan(2)
  for (const bad of [{ seconds: -1 }, { rates: { sleep: 1 } }, { seed: 'x' }, { steps: 0 }])
    expect((await mahak.post('/busy-day', bad)).status).toBe(400)
  await mahak.stop()
})

test('the simulator closes in the middle of one', async () => {
  const mahak = await startSimulator({ catalogue: SMALL })
  await mahak.post('/busy-day', { seconds: 36_000 })
  await mahak.stop()
})
