import type { Channel } from 'rabbitmq-client'
import type { Namespace } from '../namespace.ts'
import { QUEUES } from '../queues.ts'
import { delayName } from '../retry-policy.ts'

export const WORK_EXCHANGE = 'sync.request'
export const DEAD_EXCHANGE = 'sync.dead'
export const DEAD_QUEUE = 'sync_dlq'

/** Exchange and queue of one rung of the retry ladder. */
export const retryName = (delayMs: number): string => `sync.retry.${delayName(delayMs)}`

const QUORUM = { 'x-queue-type': 'quorum' } as const
// Dead-lettering is at-most-once unless the source is a quorum queue that rejects what it cannot take.
const SAFE_DEAD_LETTERING = { 'x-dead-letter-strategy': 'at-least-once', 'x-overflow': 'reject-publish' } as const
// Stated, because brokers from 4.0 on would otherwise drop a message after 20 deliveries. The bus itself buries it earlier.
const WORK_DELIVERY_LIMIT = 10
// Looking at the dead letters counts as a delivery of each; -1 for "no limit" is unknown to brokers before 4.0.
const DEAD_DELIVERY_LIMIT = 1_000_000_000

/**
 * Declares every exchange and queue of the bus. The only place that does: a second declaration with other arguments is
 * refused by the broker for ever (PRECONDITION_FAILED), so consumers look their queue up passively.
 */
export async function declareTopology(
  channel: Channel,
  names: Namespace,
  retryDelays: readonly number[],
): Promise<void> {
  const { full } = names
  await channel.exchangeDeclare({ exchange: full(WORK_EXCHANGE), type: 'direct', durable: true })
  await channel.exchangeDeclare({ exchange: full(DEAD_EXCHANGE), type: 'fanout', durable: true })
  await channel.queueDeclare({
    queue: full(DEAD_QUEUE),
    durable: true,
    arguments: { ...QUORUM, 'x-delivery-limit': DEAD_DELIVERY_LIMIT },
  })
  await channel.queueBind({ exchange: full(DEAD_EXCHANGE), queue: full(DEAD_QUEUE), routingKey: '' })
  for (const queue of QUEUES) await declareWorkQueue(channel, names, full(queue))
  for (const delayMs of retryDelays) await declareRung(channel, names, delayMs)
}

async function declareWorkQueue(channel: Channel, { full }: Namespace, queue: string): Promise<void> {
  await channel.queueDeclare({
    queue,
    durable: true,
    arguments: {
      ...QUORUM,
      ...SAFE_DEAD_LETTERING,
      'x-dead-letter-exchange': full(DEAD_EXCHANGE),
      'x-delivery-limit': WORK_DELIVERY_LIMIT,
      'x-max-length': 100_000,
    },
  })
  await channel.queueBind({ exchange: full(WORK_EXCHANGE), queue, routingKey: queue })
}

/**
 * One queue per delay, because a TTL per message would wait behind slower ones at the head. No dead-letter routing key: the
 * original one survives and takes the message back to its own queue.
 */
async function declareRung(channel: Channel, { full }: Namespace, delayMs: number): Promise<void> {
  const name = full(retryName(delayMs))
  await channel.exchangeDeclare({ exchange: name, type: 'fanout', durable: true })
  await channel.queueDeclare({
    queue: name,
    durable: true,
    arguments: {
      ...QUORUM,
      ...SAFE_DEAD_LETTERING,
      'x-message-ttl': delayMs,
      'x-dead-letter-exchange': full(WORK_EXCHANGE),
    },
  })
  await channel.queueBind({ exchange: name, queue: name, routingKey: '' })
}
