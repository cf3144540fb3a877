import { sql } from '@hybrid-store/database'
import { eventually, type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createMessageBus, type Message, type MessageBus, messagingMigrations } from '../src/index.ts'
import { createPostgresBus } from '../src/postgres/postgres-bus.ts'
import { DEFAULT_RETRY_POLICY } from '../src/retry-policy.ts'
import { silentLogger } from './silent-logger.ts'

let database: TestDatabase
let bus: MessageBus
beforeAll(async () => {
  database = await testDatabase([messagingMigrations])
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.run(sql`delete from messaging.job`)
  bus = createMessageBus({ database, logger: silentLogger, retryDelays: [50] })
})
afterEach(() => bus.close())

const ring = (body: Record<string, unknown>, delayMs?: number) =>
  bus.publish('pull_sync_request', { type: 'pull', body }, { delayMs })
const waiting = async () => (await bus.stats()).find(({ queue }) => queue === 'pull_sync_request')

test('equal doorbells that still wait ring once, whatever the order of their keys', async () => {
  await Promise.all(Array.from({ length: 20 }, () => ring({ entity: 'product', store: 1 })))
  await ring({ store: 1, entity: 'product' })
  await ring({ entity: 'stock', store: 1 })
  expect(await waiting()).toMatchObject({ ready: 2 })
})

test('a doorbell is not merged into one that is already being answered: that answer may have missed the news', async () => {
  const answered: Message[] = []
  let letGo = () => undefined
  const gate = new Promise<undefined>((resolve) => {
    letGo = () => void resolve(undefined)
  })
  await ring({ entity: 'product' })
  await bus.consume('pull_sync_request', { prefetch: 5 }, async (message) => {
    answered.push(message)
    if (answered.length === 1) await gate
  })
  await eventually(() => answered.length === 1)
  await ring({ entity: 'product' })
  await eventually(() => answered.length === 2)
  letGo()
  await eventually(async () => (await waiting())?.leased === 0)
})

test('a promise to look again later is kept beside a doorbell that is due now', async () => {
  await ring({ entity: 'product' }, 60_000)
  await ring({ entity: 'product' })
  expect(await waiting()).toMatchObject({ ready: 1, delayed: 1 })
})

test('a message that failed keeps its place in the ladder when an equal one is published', async () => {
  const attempts: number[] = []
  await ring({ entity: 'product' })
  await bus.consume('pull_sync_request', { prefetch: 1 }, async ({ attempt }) => {
    attempts.push(attempt)
    return attempt === 1 && attempts.length === 1 ? { retry: 'busy' } : { ack: true }
  })
  await eventually(async () => attempts.length === 1 && (await waiting())?.delayed === 1)
  await ring({ entity: 'product' })
  await eventually(() => attempts.length === 3)
  expect(attempts).toEqual([1, 1, 2])
})

test('a consumer is woken by the notification, long before it would look by itself', async () => {
  const sleepy = createPostgresBus({ database, logger: silentLogger, policy: DEFAULT_RETRY_POLICY, pollMs: 60_000 })
  const got: Message[] = []
  await sleepy.consume('pull_sync_request', { prefetch: 1 }, async (message) => void got.push(message))
  await ring({ entity: 'product' })
  await eventually(() => got.length === 1)
  await ring({ entity: 'stock' })
  await eventually(() => got.length === 2)
  await sleepy.close()
})

test('buses with different namespaces on one database do not see each other', async () => {
  const other = createMessageBus({ database, logger: silentLogger, namespace: 'other' })
  await other.publish('pull_sync_request', { type: 'pull' })
  expect(await waiting()).toMatchObject({ ready: 0 })
  expect((await other.stats()).find(({ queue }) => queue === 'pull_sync_request')).toMatchObject({ ready: 1 })
  await other.close()
})
