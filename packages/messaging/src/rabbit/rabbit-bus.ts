import { type Clock, newId, systemClock } from '@hybrid-store/kernel'
import { endsWithin } from '../grace.ts'
import type { BusLogger, MessageBus, QueueStats } from '../message-bus.ts'
import { createNamespace } from '../namespace.ts'
import { QUEUES, type QueueName } from '../queues.ts'
import type { RetryPolicy } from '../retry-policy.ts'
import { type Broker, createBrokerSource } from './broker.ts'
import { type RabbitConsumer, startConsumer } from './consumer.ts'
import { createDeadLetters } from './dead-letters.ts'
import { dispatch } from './dispatch.ts'
import { DEAD_QUEUE, retryName } from './topology.ts'

export interface RabbitBusOptions {
  amqpUrl: string
  logger: BusLogger
  namespace?: string
  policy: RetryPolicy
  clock?: Clock
  /** How long an unreachable broker is waited for; 10 s unless told. */
  connectMs?: number
}

/** The bus on RabbitMQ 3.10 or newer: quorum queues, confirmed publishing, one queue per retry delay. */
export function createRabbitBus(options: RabbitBusOptions): MessageBus {
  const { amqpUrl, logger, policy, clock = systemClock, connectMs = 10_000 } = options
  const names = createNamespace(options.namespace)
  const source = createBrokerSource({ amqpUrl, names, retryDelays: policy.retryDelays, logger, connectMs })
  const consumers = new Set<RabbitConsumer>()
  const leased = new Map<QueueName, number>()

  return {
    async publish(queue, { id = newId('msg'), type, body = {}, traceparent }, { delayMs = 0 } = {}) {
      const now = clock.now()
      const message = { id, type, body, attempt: 1, enqueuedAt: now.toISOString(), traceparent }
      const notBefore = delayMs > 0 ? now.getTime() + delayMs : 0
      await dispatch(await source.get(), { message, queue: names.full(queue), notBefore }, now)
    },
    async consume(queue, { prefetch }, handler) {
      const onLease = (change: 1 | -1) => void leased.set(queue, (leased.get(queue) ?? 0) + change)
      const broker = await source.get()
      const consumer = startConsumer({ broker, queue: names.full(queue), prefetch, handler, policy, clock, onLease })
      consumers.add(consumer)
      await consumer.ready
      return {
        close: async () => {
          await consumer.close()
          consumers.delete(consumer)
        },
      }
    },
    stats: async () => countMessages(await source.get(), leased),
    deadLetters: createDeadLetters(source),
    async close(graceMs = 10_000) {
      const broker = source.peek()
      if (!broker) return
      const closed = await endsWithin(closeInOrder(broker, consumers), graceMs)
      if (!closed) {
        logger.warn({ graceMs }, 'handlers were still running; their messages go back to the broker')
        broker.connection.unsafeDestroy()
      }
    },
  }
}

/** Handlers may still publish while they end, so the publisher goes after the consumers. */
async function closeInOrder({ connection, publisher }: Broker, consumers: ReadonlySet<RabbitConsumer>): Promise<void> {
  await Promise.all([...consumers].map((consumer) => consumer.close()))
  await publisher.close()
  await connection.close()
}

async function countMessages(
  { connection, names, retryDelays }: Broker,
  leased: ReadonlyMap<QueueName, number>,
): Promise<QueueStats[]> {
  const waiting = async (queue: string) =>
    (await connection.queueDeclare({ queue: names.full(queue), passive: true })).messageCount
  const stats: QueueStats[] = []
  const none = { ready: 0, leased: 0, delayed: 0, dead: 0 }
  for (const queue of QUEUES)
    stats.push({ ...none, queue, ready: await waiting(queue), leased: leased.get(queue) ?? 0 })
  for (const name of retryDelays.map(retryName)) stats.push({ ...none, queue: name, delayed: await waiting(name) })
  stats.push({ ...none, queue: DEAD_QUEUE, dead: await waiting(DEAD_QUEUE) })
  return stats
}
