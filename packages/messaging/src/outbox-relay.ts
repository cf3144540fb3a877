import { type Database, drainOutbox, type OutboxMessage } from '@hybrid-store/database'
import { z } from 'zod'
import type { BusLogger, MessageBus } from './message-bus.ts'
import { QUEUES } from './queues.ts'
import { errorText } from './retry-policy.ts'

const SWEEP_MS = 1_000
const BATCH = 200

export interface OutboxRelayOptions {
  database: Database
  bus: MessageBus
  logger: BusLogger
}

/**
 * Publishes what transactions left in `platform.outbox`, at once when notified and every second anyway. An entry is
 * removed after the bus has taken it; its id goes with the message, so a repetition after a crash can be recognised.
 */
export async function startOutboxRelay({
  database,
  bus,
  logger,
}: OutboxRelayOptions): Promise<{ close(): Promise<void> }> {
  let running: Promise<void> | undefined
  let again = false
  let closed = false

  const drain = async () => {
    do {
      again = false
      while (!closed && (await drainOutbox(database, (batch) => publishAll(bus, batch, logger), BATCH)) > 0);
    } while (again && !closed)
  }
  const kick = () => {
    if (closed) return
    again = true
    running ??= drain()
      .catch((error: unknown) => logger.warn({ error: errorText(error) }, 'the outbox could not be drained'))
      .finally(() => {
        running = undefined
      })
  }

  const unlisten = await database.listen('platform_outbox', kick)
  const sweep = setInterval(kick, SWEEP_MS)
  kick()
  return {
    async close() {
      closed = true
      clearInterval(sweep)
      await unlisten()
      await running
    },
  }
}

const entrySchema = z.object({
  queue: z.enum(QUEUES),
  message: z.object({
    type: z.string().min(1),
    body: z.record(z.string(), z.unknown()).default({}),
    id: z.string().optional(),
    traceparent: z.string().optional(),
    correlationId: z.string().optional(),
  }),
})

async function publishAll(bus: MessageBus, batch: readonly OutboxMessage[], logger: BusLogger): Promise<void> {
  await Promise.all(batch.map((entry) => publishEntry(bus, entry, logger)))
}

/** An entry that no bus could ever take must not stop those behind it, so it is reported and left out. */
async function publishEntry(bus: MessageBus, entry: OutboxMessage, logger: BusLogger): Promise<void> {
  const parsed = entrySchema.safeParse(entry)
  if (!parsed.success) {
    logger.error(
      { outboxId: entry.id, queue: entry.queue, error: z.prettifyError(parsed.error) },
      'unreadable outbox entry',
    )
    return
  }
  const { queue, message } = parsed.data
  const { correlationId, ...doorbell } = message
  await bus.publish(queue, { ...doorbell, id: doorbell.id ?? `outbox_${entry.id}` })
  logger.debug({ queue, type: doorbell.type, correlationId }, 'published')
}
