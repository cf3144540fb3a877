import type { Clock } from '@hybrid-store/kernel'
import { type AsyncMessage, ConsumerStatus } from 'rabbitmq-client'
import type { Consumer, MessageHandler } from '../message-bus.ts'
import { errorText, type RetryPolicy, runHandler } from '../retry-policy.ts'
import type { Broker } from './broker.ts'
import { buryParcel, dispatch, dispatchLater } from './dispatch.ts'
import { idOf, type Parcel, readParcel } from './envelope.ts'
import { DEAD_EXCHANGE } from './topology.ts'

export interface ConsumerOptions {
  broker: Broker
  queue: string
  prefetch: number
  handler: MessageHandler
  policy: RetryPolicy
  clock: Clock
  /** Told of every delivery that is in work. */
  onLease: (change: 1 | -1) => void
}

export interface RabbitConsumer extends Consumer {
  ready: Promise<void>
}

/** Takes at most `prefetch` messages at a time; acknowledges each only after its outcome is safely with the broker. */
export function startConsumer(options: ConsumerOptions): RabbitConsumer {
  const { broker, queue, prefetch, onLease } = options
  const consumer = broker.connection.createConsumer(
    { queue, queueOptions: { passive: true }, qos: { prefetchCount: prefetch }, concurrency: prefetch, requeue: true },
    async (delivery) => {
      onLease(1)
      try {
        await workOff(options, delivery)
        return ConsumerStatus.ACK
      } finally {
        onLease(-1)
      }
    },
  )
  // Without a listener a channel that closes under an unacknowledged message ends the process.
  consumer.on('error', (error) => broker.logger.warn({ queue, error: errorText(error) }, 'consumer'))
  return {
    ready: new Promise((resolve) => consumer.once('ready', resolve)),
    close: () => consumer.close(),
  }
}

/** A throw (the outcome could not be published) puts the delivery back into its queue. */
async function workOff(
  { broker, queue, handler, policy, clock }: ConsumerOptions,
  delivery: AsyncMessage,
): Promise<void> {
  const parcel = readParcel(delivery)
  if (!parcel) return buryUnreadable(broker, delivery)
  if (parcel.notBefore > clock.now().getTime()) return dispatch(broker, parcel, clock.now())

  const outcome = await runHandler(handler, parcel.message, policy)
  if (outcome.kind === 'retry') await dispatchLater(broker, nextAttempt(parcel, outcome.why), outcome.delayMs)
  if (outcome.kind === 'dead') {
    await buryParcel(broker, parcel, outcome.reason)
    broker.logger.error({ queue, message: parcel.message.id, reason: outcome.reason }, 'message is dead')
  }
}

const nextAttempt = (parcel: Parcel, why: string): Parcel => ({
  ...parcel,
  message: { ...parcel.message, attempt: parcel.message.attempt + 1 },
  notBefore: 0,
  reason: why,
})

/** The original bytes go along, so that a person can see what it was. */
async function buryUnreadable({ publisher, names, logger }: Broker, delivery: AsyncMessage): Promise<void> {
  const id = idOf(delivery)
  await publisher.send(
    {
      exchange: names.full(DEAD_EXCHANGE),
      routingKey: delivery.routingKey,
      mandatory: true,
      durable: true,
      messageId: id,
      contentType: delivery.contentType,
      headers: { 'x-reason': 'unreadable: the body is no JSON object' },
    },
    delivery.body,
  )
  logger.error({ queue: delivery.routingKey, message: id }, 'unreadable message is dead')
}
