import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from '@hybrid-store/database'
import { createMessageBus, type MessageBus } from '@hybrid-store/messaging'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { eventually } from '@hybrid-store/test-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { brokers } from '../../../../e2e/brokers.ts'
import { startAmqpProxy } from '../../../../packages/messaging/test/amqp-proxy.ts'
import { createScheduler } from '../../src/scheduler/create-scheduler.ts'
import { createSyncWorker } from '../../src/worker.ts'
import { placeManyOrders } from '../many-orders.ts'
import { createSalesWorld, type SalesWorld } from '../sales-world.ts'
import { everyGroup } from '../world.ts'

// PostgreSQL, or RabbitMQ where the environment names one.
const broker = brokers().at(-1) ?? expect.fail('there is no broker')

let world: SalesWorld
let folder: string
const open: { close(): Promise<void> }[] = []
beforeEach(async () => {
  world = await createSalesWorld()
  folder = await mkdtemp(path.join(tmpdir(), 'sync-broker-'))
})
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close()
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

function openBus(address: { amqpUrl?: string; namespace?: string } = {}): MessageBus {
  const bus = createMessageBus({ database: world.db, logger: world.deps.logger, namespace: 'test', ...address })
  open.push(bus)
  return bus
}
async function startWorker(bus: MessageBus): Promise<void> {
  open.push(
    await createSyncWorker({
      ...world.deps,
      mahak: world.mahak,
      bus,
      objects: createDiskObjectStore({ root: folder }),
    }),
  )
}
function startScheduler(bus: MessageBus): void {
  const config = { pullEveryMs: everyGroup(200), sweepEveryMs: 50, reconcileCron: '30 3 * * *', invoiceWithinHours: 24 }
  open.push(createScheduler({ db: world.db, bus, logger: world.deps.logger, config }))
}
const buyMany = (count: number) => placeManyOrders(world.db, count, [{ variantId: world.black, unitPrice: 9_000_000 }])
const waiting = async () => (await world.db.rows(sql`select from sync.dirty`)).length
const allSent = () => eventually(async () => (await waiting()) === 0, { timeoutMs: 15_000, what: 'all to be sent' })
const each = (count: number) => ({
  people: count,
  visitorPeople: count,
  orders: count,
  details: count,
  receipts: count,
})

test('P13: each doorbell comes three times to three workers at once, and every order is sent in one call', async () => {
  const bus = openBus()
  await buyMany(40)
  for (let worker = 0; worker < 3; worker += 1) await startWorker(bus)
  for (let time = 0; time < 3; time += 1) {
    await bus.publish('customer_sync_request', { type: 'sync.drain', id: 'msg_customers' })
    await bus.publish('order_sync_request', { type: 'sync.drain', id: 'msg_orders' })
  }
  await allSent()
  expect(world.counts()).toMatchObject(each(40))
  const sent = world.mahak.saves.flatMap((lists) => lists.orders ?? []).map((order) => order.OrderClientId)
  expect(sent).toHaveLength(40)
  expect(new Set(sent).size).toBe(40)
})

test('P14: every second publication is lost, and the sweep makes up for all of them', async () => {
  const bus = openBus()
  let published = 0
  const lossy: MessageBus = Object.assign(Object.create(bus), {
    publish: async (...message: Parameters<MessageBus['publish']>) => {
      published += 1
      if (published % 2 === 0) await bus.publish(...message)
    },
  })
  await startWorker(lossy)
  startScheduler(lossy)
  for (let wave = 1; wave <= 3; wave += 1) {
    await buyMany(10)
    await allSent()
    expect(world.counts()).toMatchObject(each(10 * wave))
  }
  expect(published).toBeGreaterThan(3)
})

// The broker of the tests is shared, so it is not killed: all connections to it are, and nobody reaches it for a while.
test.skipIf(!broker.queues)(
  'P15: the broker is out of reach in the middle, and when it is back every order is there once',
  async () => {
    const proxy = await startAmqpProxy(broker.environment.AMQP_URL ?? '')
    open.push({ close: broker.cleanUp }, proxy)
    const bus = openBus({ amqpUrl: proxy.url, namespace: broker.environment.QUEUE_NAMESPACE ?? '' })
    await startWorker(bus)
    startScheduler(bus)
    await buyMany(10)
    await allSent()
    proxy.refuse(true)
    await buyMany(10)
    await expect(bus.publish('order_sync_request', { type: 'sync.drain' })).rejects.toThrow()
    proxy.refuse(false)
    await allSent()
    expect(world.counts()).toMatchObject(each(20))
  },
  60_000,
)
