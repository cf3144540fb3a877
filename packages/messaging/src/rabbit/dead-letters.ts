import type { Channel, SyncMessage } from 'rabbitmq-client'
import { z } from 'zod'
import type { DeadLetter, DeadLetters } from '../message-bus.ts'
import type { Namespace } from '../namespace.ts'
import type { Broker } from './broker.ts'
import { idOf, readParcel, writeParcel } from './envelope.ts'
import { DEAD_QUEUE, WORK_EXCHANGE } from './topology.ts'

/**
 * The dead-letter queue as a list. A broker cannot be asked for one message, so they are taken one by one without
 * acknowledgement and go back, in order, when the channel closes. Calls wait for each other, as they would hide letters from
 * one another; two processes that look at the same moment still can.
 */
export function createDeadLetters(source: { get(): Promise<Broker> }): DeadLetters {
  const inTurn = createTurn()
  const look = <T>(work: (broker: Broker, channel: Channel) => Promise<T>): Promise<T> =>
    inTurn(async () => {
      const broker = await source.get()
      const channel = await broker.connection.acquire()
      try {
        return await work(broker, channel)
      } finally {
        await channel.close()
      }
    })

  return {
    list: (limit = 100) =>
      look(async ({ names }, channel) => {
        const letters: DeadLetter[] = []
        for await (const found of take(channel, names.full(DEAD_QUEUE), limit)) letters.push(describe(found, names))
        return letters
      }),
    replay: (id) =>
      look(async (broker, channel) => {
        const found = await find(channel, broker.names.full(DEAD_QUEUE), id)
        if (!found) return false
        await sendBack(broker, found)
        channel.basicAck({ deliveryTag: found.deliveryTag })
        return true
      }),
    drop: (id) =>
      look(async ({ names }, channel) => {
        const found = await find(channel, names.full(DEAD_QUEUE), id)
        if (found) channel.basicAck({ deliveryTag: found.deliveryTag })
        return found !== null
      }),
  }
}

function createTurn() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work)
    last = result.catch(() => undefined)
    return result
  }
}

async function* take(channel: Channel, queue: string, limit: number): AsyncGenerator<SyncMessage> {
  for (let taken = 0; taken < limit; taken += 1) {
    const found = await channel.basicGet({ queue })
    if (!found) return
    yield found
  }
}

async function find(channel: Channel, queue: string, id: string): Promise<SyncMessage | null> {
  for await (const found of take(channel, queue, Number.POSITIVE_INFINITY)) if (idOf(found) === id) return found
  return null
}

/** Unreadable letters go back byte for byte: the consumer that can read them may have been deployed since. */
async function sendBack({ publisher, names }: Broker, letter: SyncMessage): Promise<void> {
  const exchange = names.full(WORK_EXCHANGE)
  const parcel = readParcel(letter)
  if (parcel) {
    const { envelope, body } = writeParcel(exchange, {
      ...parcel,
      message: { ...parcel.message, attempt: 1 },
      notBefore: 0,
      reason: undefined,
    })
    return publisher.send(envelope, body)
  }
  const { routingKey, messageId, contentType, body } = letter
  return publisher.send({ exchange, routingKey, mandatory: true, durable: true, messageId, contentType }, body)
}

const headersSchema = z
  .object({ 'x-reason': z.string().optional(), 'x-death': z.array(z.object({ reason: z.string() })).optional() })
  .catch({})

function describe(letter: SyncMessage, names: Namespace): DeadLetter {
  const headers = headersSchema.parse(letter.headers ?? {})
  const reason = headers['x-reason'] ?? headers['x-death']?.[0]?.reason ?? 'unknown'
  const queue = names.queueOf(letter.routingKey) ?? letter.routingKey
  const message = readParcel(letter)?.message
  if (!message)
    return { id: idOf(letter), queue, type: 'unreadable', body: {}, attempt: 0, reason, enqueuedAt: sentAt(letter) }
  const { id, type, body, attempt, enqueuedAt } = message
  return { id, type, body, attempt, enqueuedAt, queue, reason }
}

/** AMQP's own timestamp counts seconds. */
const sentAt = ({ timestamp = 0 }: SyncMessage): string => new Date(timestamp * 1_000).toISOString()
