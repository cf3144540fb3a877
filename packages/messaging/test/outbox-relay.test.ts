import { addToOutbox, sql } from '@hybrid-store/database'
import { eventually, type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createMessageBus, type Message, type MessageBus, messagingMigrations, startOutboxRelay } from '../src/index.ts'
import { silentLogger } from './silent-logger.ts'

let database: TestDatabase
let bus: MessageBus
let got: Message[]
beforeAll(async () => {
  database = await testDatabase([messagingMigrations])
})
afterAll(() => database.close())
beforeEach(async () => {
  got = []
  bus = createMessageBus({ database, logger: silentLogger })
  await bus.consume('order_sync_request', { prefetch: 5 }, async (message) => void got.push(message))
})
afterEach(async () => {
  await bus.close()
  await database.run(sql`delete from platform.outbox`)
})

const relay = (through: MessageBus = bus) => startOutboxRelay({ database, bus: through, logger: silentLogger })
const left = async () => (await database.rows(sql`select id from platform.outbox`)).length
const place = (orderId: string) =>
  database.transaction((tx) => addToOutbox(tx, 'order_sync_request', { type: 'order.placed', body: { orderId } }))

test('what a committed transaction left in the outbox is published with an id that stays the same, and is removed', async () => {
  const running = await relay()
  await place('ord_1')
  await eventually(() => got.length === 1)
  expect(got).toMatchObject([
    { type: 'order.placed', body: { orderId: 'ord_1' }, id: expect.stringMatching(/^outbox_\d+$/) },
  ])
  await eventually(async () => (await left()) === 0)
  await running.close()
})

test('what was left before the relay started goes out at its start', async () => {
  await place('ord_2')
  const running = await relay()
  await eventually(() => got.length === 1)
  await running.close()
})

test('a transaction that was rolled back publishes nothing', async () => {
  const running = await relay()
  const failed = database.transaction(async (tx) => {
    await addToOutbox(tx, 'order_sync_request', { type: 'order.placed', body: { orderId: 'ord_ghost' } })
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  await place('ord_real')
  await eventually(() => got.length > 0)
  expect(got.map(({ body }) => body.orderId)).toEqual(['ord_real'])
  await running.close()
})

test('entries stay in the outbox while the bus does not take them, and go out when it does', async () => {
  let down = true
  let refused = 0
  const moody: MessageBus = {
    ...bus,
    publish: async (...message) => {
      if (!down) return bus.publish(...message)
      refused += 1
      throw new Error('the broker is away')
    },
  }
  const running = await relay(moody)
  await place('ord_3')
  await eventually(() => refused > 0)
  expect(await left()).toBe(1)
  expect(got).toEqual([])
  down = false
  await eventually(() => got.length === 1)
  await running.close()
})

test('an entry that nobody could ever read does not stop those behind it', async () => {
  await database.transaction((tx) => addToOutbox(tx, 'no_such_queue', { type: 'a' }))
  await database.transaction((tx) => addToOutbox(tx, 'order_sync_request', { body: {} }))
  await place('ord_4')
  const running = await relay()
  await eventually(() => got.length === 1)
  expect(got).toMatchObject([{ body: { orderId: 'ord_4' } }])
  await eventually(async () => (await left()) === 0)
  await running.close()
})

test('two relays on one outbox publish every entry once', async () => {
  const relays = await Promise.all([relay(), relay()])
  await Promise.all(Array.from({ length: 30 }, (_, n) => place(`ord_race_${n}`)))
  await eventually(async () => (await left()) === 0 && got.length >= 30)
  expect(new Set(got.map(({ body }) => body.orderId)).size).toBe(30)
  expect(got).toHaveLength(30)
  await Promise.all(relays.map((running) => running.close()))
})
