import type { Database } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { z } from 'zod'
import { endsWithin } from '../grace.ts'
import type { BusLogger, DeadLetters, MessageBus } from '../message-bus.ts'
import { createNamespace, type Namespace } from '../namespace.ts'
import { QUEUES } from '../queues.ts'
import type { RetryPolicy } from '../retry-policy.ts'
import { type PostgresConsumer, startConsumer } from './consumer.ts'
import { countJobs, deleteDeadJob, insertJob, listDeadJobs, reviveDeadJob } from './jobs.repository.ts'

export interface PostgresBusOptions {
  database: Database
  logger: BusLogger
  namespace?: string
  policy: RetryPolicy
  /** How long a silent consumer keeps a message; 30 s unless told. */
  leaseMs?: number
  /** How often queues are looked at without being notified; 1 s unless told. */
  pollMs?: number
}

/** The bus on a table of the store's own database: nothing else to install, and as durable as the store itself. */
export function createPostgresBus(options: PostgresBusOptions): MessageBus {
  const { database: db, logger, policy, leaseMs = 30_000, pollMs = 1_000 } = options
  const names = createNamespace(options.namespace)
  const consumers = new Map<PostgresConsumer, string>()
  const bell = createBell(db, (queue) => {
    for (const [consumer, name] of consumers) if (name === queue) consumer.wake()
  })

  return {
    publish: (queue, message, { delayMs = 0 } = {}) =>
      insertJob(db, {
        messageId: message.id ?? newId('msg'),
        queue: names.full(queue),
        type: message.type,
        body: message.body ?? {},
        traceparent: message.traceparent ?? null,
        delayMs,
      }),
    async consume(queue, { prefetch }, handler) {
      const name = names.full(queue)
      await bell.hang()
      const consumer = startConsumer({ db, queue: name, prefetch, handler, policy, leaseMs, pollMs, logger })
      consumers.set(consumer, name)
      return {
        close: async () => {
          await consumer.close()
          consumers.delete(consumer)
        },
      }
    },
    stats: async () => {
      const counts = await countJobs(db, QUEUES.map(names.full))
      return counts.map((count) => ({ ...count, queue: names.queueOf(count.queue) ?? count.queue }))
    },
    deadLetters: deadLettersOf(db, names),
    async close(graceMs = 10_000) {
      const leaving = [...consumers.keys()]
      const closed = await endsWithin(Promise.all(leaving.map((consumer) => consumer.close())), graceMs)
      if (!closed) {
        logger.warn({ graceMs }, 'handlers were still running; their messages are given back')
        await Promise.all(leaving.map((consumer) => consumer.abandon()))
      }
      await bell.take()
    },
  }
}

/** One LISTEN connection for all consumers of the bus, made when the first one starts. */
function createBell(db: Database, onRing: (queue: string) => void) {
  let listening: Promise<() => Promise<void>> | undefined
  return {
    async hang(): Promise<void> {
      listening ??= db.listen('messaging_job', onRing).catch((error: unknown) => {
        listening = undefined
        throw error
      })
      await listening
    },
    take: async (): Promise<void> => (await listening)?.(),
  }
}

const bodySchema = z.record(z.string(), z.unknown()).catch({})

function deadLettersOf(db: Database, names: Namespace): DeadLetters {
  const queues = QUEUES.map(names.full)
  return {
    async list(limit = 100) {
      const jobs = await listDeadJobs(db, queues, limit)
      return jobs.map(({ messageId, attempts, enqueuedAt, queue, body, ...job }) => ({
        ...job,
        id: messageId,
        queue: names.queueOf(queue) ?? queue,
        body: bodySchema.parse(body),
        attempt: attempts,
        enqueuedAt: enqueuedAt.toISOString(),
      }))
    },
    replay: (id) => reviveDeadJob(db, queues, id),
    drop: (id) => deleteDeadJob(db, queues, id),
  }
}
