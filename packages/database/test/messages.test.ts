import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addToOutbox, claimIdempotencyKey, drainOutbox, receiveOnce, sql, storeIdempotentAnswer } from '../src/index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

test('a message leaves only with the commit of its fact', async () => {
  const failing = db.transaction(async (tx) => {
    await addToOutbox(tx, 'order_sync_request', { order: 1 })
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  await db.transaction((tx) => addToOutbox(tx, 'order_sync_request', { order: 2 }))
  const sent: unknown[] = []
  expect(
    await drainOutbox(db, async (batch) => void sent.push(...batch.map((entry) => [entry.queue, entry.message]))),
  ).toBe(1)
  expect(sent).toEqual([['order_sync_request', { order: 2 }]])
})

test('a message whose publishing failed stays and goes out again; two relays do not send it twice', async () => {
  await db.transaction((tx) => addToOutbox(tx, 'q', { n: 1 }))
  await expect(drainOutbox(db, () => Promise.reject(new Error('broker down')))).rejects.toThrow('broker down')
  let sent = 0
  const publish = async (batch: unknown[]) => {
    sent += batch.length
  }
  await Promise.all([drainOutbox(db, publish), drainOutbox(db, publish), drainOutbox(db, publish)])
  expect(sent).toBe(1)
})

test('a consumer acts on a message once, however often it comes', async () => {
  const receive = (consumer: string) => db.transaction((tx) => receiveOnce(tx, consumer, 'msg-1'))
  const answers = await Promise.all(Array.from({ length: 10 }, () => receive('mailer')))
  expect(answers.filter(Boolean)).toHaveLength(1)
  expect(await receive('search')).toBe(true)
})

test('an idempotency key lets the first request through and replays its answer', async () => {
  const claim = (body: unknown) => claimIdempotencyKey(db, 'cus_1:checkout', 'key-1', body)
  const claims = await Promise.all(Array.from({ length: 10 }, () => claim({ cart: 1 })))
  expect(claims.map((outcome) => outcome.kind).sort()).toEqual([
    'first',
    ...Array.from({ length: 9 }, () => 'in_progress'),
  ])
  await storeIdempotentAnswer(db, 'cus_1:checkout', 'key-1', { status: 201, body: { order: 7 } })
  expect(await claim({ cart: 1 })).toEqual({ kind: 'replay', status: 201, answer: { order: 7 } })
  expect(await claim({ cart: 2 })).toEqual({ kind: 'different_request' })
  expect(await claimIdempotencyKey(db, 'cus_2:checkout', 'key-1', { cart: 2 })).toEqual({ kind: 'first' })
})

test('a failed request frees its key, and a claim without an answer is given up after a minute', async () => {
  const claim = () => claimIdempotencyKey(db, 's', 'key-2', {})
  expect((await claim()).kind).toBe('first')
  await storeIdempotentAnswer(db, 's', 'key-2', null)
  expect((await claim()).kind).toBe('first')
  expect((await claim()).kind).toBe('in_progress')
  await db.run(sql`update platform.idempotency_key set created_at = now() - interval '61 seconds' where key = 'key-2'`)
  expect((await claim()).kind).toBe('first')
})
