import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { eventually } from '@hybrid-store/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Message, MessageBus, QueueName, QueueStats } from '../src/index.ts'
import type { RetryPolicy } from '../src/retry-policy.ts'

/** What a bus implementation gives the suite to test it with. */
export interface BusHarness {
  /** One more bus on the same queues, as another process would have it. */
  createBus(policy?: Partial<RetryPolicy>): MessageBus
  /** Puts something into the queue that no bus would publish. */
  poison(queue: QueueName): Promise<void>
  /** Cuts every connection of every bus; they may come back at once. */
  cutConnections(): Promise<void>
  /** Options of a consumer in another process. */
  crashingConsumer: Record<string, unknown>
  /** Empties all queues. */
  clear(): Promise<void>
  close(): Promise<void>
}

const QUEUE = 'order_sync_request'
/** The retry ladder of every bus in the suite. */
export const STEPS = [50, 100, 200]

/** Every implementation of MessageBus passes exactly this. */
export function busConformance(name: string, start: () => Promise<BusHarness>): void {
  describe(name, () => {
    let harness: BusHarness
    const buses: MessageBus[] = []
    const createBus = (policy: Partial<RetryPolicy> = {}) => {
      const bus = harness.createBus({ retryDelays: STEPS, ...policy })
      buses.push(bus)
      return bus
    }
    beforeAll(async () => {
      harness = await start()
    })
    afterEach(async () => {
      await Promise.all(buses.splice(0).map((bus) => bus.close(500)))
      await harness.clear()
    })
    afterAll(() => harness.close())

    test('a published message reaches a consumer of its queue with all it carries, and is gone after its handler', async () => {
      const bus = createBus()
      const got: Message[] = []
      await bus.publish(QUEUE, {
        type: 'order.ready',
        body: { orderId: 'ord_۱', lines: [1, 2] },
        id: 'msg_1',
        traceparent: '00-ab-cd-01',
      })
      await bus.consume(QUEUE, { prefetch: 1 }, async (message) => void got.push(message))
      await eventually(() => got.length === 1)
      expect(got).toEqual([
        {
          id: 'msg_1',
          type: 'order.ready',
          body: { orderId: 'ord_۱', lines: [1, 2] },
          attempt: 1,
          enqueuedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          traceparent: '00-ab-cd-01',
        },
      ])
      await eventually(async () => total(await bus.stats()) === 0)
    })

    test('a message waits for a consumer and is not given to the consumers of other queues', async () => {
      const bus = createBus()
      const elsewhere: Message[] = []
      await bus.consume('media_request', { prefetch: 5 }, async (message) => void elsewhere.push(message))
      await bus.publish(QUEUE, { type: 'a' })
      expect(await bus.stats()).toContainEqual({ queue: QUEUE, ready: 1, leased: 0, delayed: 0, dead: 0 })
      expect(elsewhere).toEqual([])
    })

    test('a message without an id gets one of its own', async () => {
      const bus = createBus()
      const ids = new Set<string>()
      await bus.consume(QUEUE, { prefetch: 5 }, async (message) => void ids.add(message.id))
      await bus.publish(QUEUE, { type: 'a', body: { n: 1 } })
      await bus.publish(QUEUE, { type: 'a', body: { n: 2 } })
      await eventually(() => ids.size === 2)
    })

    test('a handler that throws or asks for a retry gets the message again after the delay of its attempt', async () => {
      const bus = createBus()
      const seen: { attempt: number; at: number }[] = []
      await bus.consume(QUEUE, { prefetch: 1 }, async ({ attempt }) => {
        seen.push({ attempt, at: performance.now() })
        if (attempt === 1) throw new Error('the books are closed')
        return attempt === 2 ? { retry: 'still closed' } : { ack: true }
      })
      await bus.publish(QUEUE, { type: 'a' })
      await eventually(() => seen.length === 3)
      expect(seen.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
      const [first, second, third] = seen.map(({ at }) => at)
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(45)
      expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(95)
      await eventually(async () => total(await bus.stats()) === 0)
    })

    test('after the last attempt a message is dead with the reason, and is not handed out any more', async () => {
      const bus = createBus({ maxAttempts: 3 })
      let calls = 0
      await bus.consume(QUEUE, { prefetch: 1 }, async () => {
        calls += 1
        throw new Error(`refused ${calls}`)
      })
      await bus.publish(QUEUE, { type: 'order.ready', body: { orderId: 'ord_1' }, id: 'msg_dead' })
      const [letter] = await eventually(async () => nonEmpty(await bus.deadLetters.list()))
      expect(letter).toMatchObject({
        id: 'msg_dead',
        queue: QUEUE,
        type: 'order.ready',
        body: { orderId: 'ord_1' },
        attempt: 3,
        reason: 'gave up after 3 attempts: refused 3',
      })
      expect(calls).toBe(3)
      expect(sum(await bus.stats(), 'dead')).toBe(1)
    })

    test('a handler can give a message up at once', async () => {
      const bus = createBus()
      await bus.consume(QUEUE, { prefetch: 1 }, async () => ({ dead: 'no such order' }))
      await bus.publish(QUEUE, { type: 'a' })
      const letters = await eventually(async () => nonEmpty(await bus.deadLetters.list()))
      expect(letters).toMatchObject([{ reason: 'no such order', attempt: 1 }])
    })

    test('a replayed dead letter goes to its own queue with its attempts counted anew; a dropped one is gone', async () => {
      const bus = createBus()
      await bus.publish(QUEUE, { type: 'a', body: { n: 1 }, id: 'msg_replayed' })
      await bus.publish(QUEUE, { type: 'a', body: { n: 2 }, id: 'msg_dropped' })
      const first = await bus.consume(QUEUE, { prefetch: 1 }, async () => ({ dead: 'the books are closed' }))
      await eventually(async () => (await bus.deadLetters.list()).length === 2)
      await first.close()

      expect(await bus.deadLetters.replay('msg_replayed')).toBe(true)
      expect(await bus.deadLetters.drop('msg_dropped')).toBe(true)
      expect(await bus.deadLetters.replay('msg_dropped')).toBe(false)
      expect(await bus.deadLetters.drop('msg_dropped')).toBe(false)

      const got: Message[] = []
      await bus.consume(QUEUE, { prefetch: 1 }, async (message) => void got.push(message))
      await eventually(() => got.length === 1)
      expect(got).toMatchObject([{ id: 'msg_replayed', attempt: 1, body: { n: 1 } }])
      expect(await bus.deadLetters.list()).toEqual([])
    })

    test('a message whose consumer process is killed is delivered again, as a further attempt', async () => {
      const bus = createBus()
      await bus.publish(QUEUE, { type: 'a', id: 'msg_survivor' })
      await takeAndDie({ ...harness.crashingConsumer, queue: QUEUE, leaseMs: 900, retryDelays: STEPS })
      const got: Message[] = []
      await bus.consume(QUEUE, { prefetch: 1 }, async (message) => void got.push(message))
      await eventually(() => got.length > 0, { timeoutMs: 10_000 })
      expect(got).toMatchObject([{ id: 'msg_survivor', attempt: 2 }])
    })

    test('no more than prefetch handlers run at once, and as many do', async () => {
      const bus = createBus()
      const gate = createGate()
      let running = 0
      let most = 0
      let done = 0
      for (let n = 0; n < 9; n += 1) await bus.publish(QUEUE, { type: 'a', body: { n } })
      await bus.consume(QUEUE, { prefetch: 3 }, async () => {
        running += 1
        most = Math.max(most, running)
        await gate.opened
        running -= 1
        done += 1
      })
      await eventually(() => running === 3)
      expect(sum(await bus.stats(), 'leased')).toBe(3)
      gate.open()
      await eventually(() => done === 9)
      expect(most).toBe(3)
    })

    test('a delayed message comes no earlier than asked, and does not hold up one with a shorter delay or none', async () => {
      const bus = createBus()
      const order: string[] = []
      let waited = 0
      const start = performance.now()
      await bus.publish(QUEUE, { type: 'slow' }, { delayMs: 450 })
      await bus.publish(QUEUE, { type: 'quick' }, { delayMs: 60 })
      await bus.publish(QUEUE, { type: 'now' })
      await bus.consume(QUEUE, { prefetch: 1 }, async ({ type }) => {
        order.push(type)
        if (type === 'slow') waited = performance.now() - start
      })
      await eventually(() => order.length === 3)
      expect(order).toEqual(['now', 'quick', 'slow'])
      expect(waited).toBeGreaterThanOrEqual(445)
    })

    test('P21: what no consumer can read is dead-lettered, and the consumer goes on', async () => {
      const bus = createBus()
      const got: string[] = []
      await bus.consume(QUEUE, { prefetch: 1 }, async ({ type }) => void got.push(type))
      await harness.poison(QUEUE)
      await bus.publish(QUEUE, { type: 'after' })
      await eventually(() => got.length === 1)
      expect(got).toEqual(['after'])
      const letters = await eventually(async () => nonEmpty(await bus.deadLetters.list()))
      expect(letters).toMatchObject([{ queue: QUEUE, reason: 'unreadable: the body is no JSON object' }])
      expect(await bus.deadLetters.drop(letters[0]?.id ?? '')).toBe(true)
    })

    test('P35: closing waits for the running handler, whose work counts, and takes nothing new', async () => {
      const bus = createBus()
      const gate = createGate()
      const started: number[] = []
      const finished: number[] = []
      for (const n of [1, 2, 3]) await bus.publish(QUEUE, { type: 'a', body: { n } })
      await bus.consume(QUEUE, { prefetch: 1 }, async ({ body }) => {
        started.push(Number(body.n))
        await gate.opened
        finished.push(Number(body.n))
      })
      await eventually(() => started.length === 1)
      const closing = bus.close(5_000)
      expect(finished).toEqual([])
      gate.open()
      await closing
      expect(finished).toEqual(started)
      expect(started).toHaveLength(1)
      expect(sum(await createBus().stats(), 'ready')).toBe(2)
    })

    test('closing does not wait longer than its grace, and the unfinished message is delivered to others', async () => {
      const bus = createBus()
      let taken = false
      await bus.publish(QUEUE, { type: 'a', id: 'msg_stuck' })
      await bus.consume(QUEUE, { prefetch: 1 }, async () => {
        taken = true
        await new Promise(() => undefined)
      })
      await eventually(() => taken)
      await bus.close(50)
      const got: Message[] = []
      await createBus().consume(QUEUE, { prefetch: 1 }, async (message) => void got.push(message))
      await eventually(() => got.length === 1)
      expect(got).toMatchObject([{ id: 'msg_stuck', attempt: 2 }])
    })

    test('P15: publishing and consuming go on after all connections were cut', async () => {
      const bus = createBus()
      const got = new Set<unknown>()
      await bus.consume(QUEUE, { prefetch: 2 }, async ({ body }) => void got.add(body.n))
      await bus.publish(QUEUE, { type: 'a', body: { n: 1 } })
      await eventually(() => got.has(1))
      await harness.cutConnections()
      await eventually(() =>
        bus.publish(QUEUE, { type: 'a', body: { n: 2 } }).then(
          () => true,
          () => false,
        ),
      )
      await eventually(() => got.has(2), { timeoutMs: 10_000 })
    })

    test('two consumers drain a backlog of 2,000 messages without losing one', async () => {
      const bus = createBus()
      const numbers = Array.from({ length: 2_000 }, (_, n) => n)
      for (let from = 0; from < 2_000; from += 100) {
        await Promise.all(numbers.slice(from, from + 100).map((n) => bus.publish(QUEUE, { type: 'a', body: { n } })))
      }
      const got = new Set<number>()
      const shares = [0, 0]
      await Promise.all(
        shares.map((_, index) =>
          createBus().consume(QUEUE, { prefetch: 20 }, async ({ body }) => {
            got.add(Number(body.n))
            shares[index] = (shares[index] ?? 0) + 1
          }),
        ),
      )
      await eventually(() => got.size === 2_000, { timeoutMs: 15_000 })
      expect(Math.min(...shares)).toBeGreaterThan(0)
      await eventually(async () => total(await bus.stats()) === 0)
    })
  })
}

type Figure = 'ready' | 'leased' | 'delayed' | 'dead'
const sum = (stats: readonly QueueStats[], figure: Figure) => stats.reduce((all, row) => all + row[figure], 0)
const total = (stats: readonly QueueStats[]) =>
  sum(stats, 'ready') + sum(stats, 'leased') + sum(stats, 'delayed') + sum(stats, 'dead')
const nonEmpty = <Item>(items: Item[]) => items.length > 0 && items

function createGate() {
  const doors: (() => void)[] = []
  const opened = new Promise<void>((resolve) => doors.push(resolve))
  return { opened, open: () => doors.forEach((door) => void door()) }
}

/** Resolves when another process has taken a message and was killed with it in hand. */
async function takeAndDie(options: Record<string, unknown>): Promise<void> {
  const script = fileURLToPath(new URL('./crashing-consumer.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the consumer ended by itself with ${code}`)))
  })
  child.kill('SIGKILL')
  await gone
}
