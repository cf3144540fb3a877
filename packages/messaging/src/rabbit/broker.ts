import { Connection } from 'rabbitmq-client'
import type { BusLogger } from '../message-bus.ts'
import type { Namespace } from '../namespace.ts'
import { errorText } from '../retry-policy.ts'
import { type ConfirmedPublisher, createPublisher } from './publisher.ts'
import { declareTopology } from './topology.ts'

/** A connection that comes back by itself, with its topology declared. */
export interface Broker {
  connection: Connection
  publisher: ConfirmedPublisher
  names: Namespace
  retryDelays: readonly number[]
  logger: BusLogger
}

export interface BrokerOptions {
  amqpUrl: string
  names: Namespace
  retryDelays: readonly number[]
  logger: BusLogger
  /** How long the first answer of the broker is waited for. */
  connectMs: number
}

/**
 * Gives the one broker connection of a bus, made at the first call. The topology is declared again after each reconnection,
 * because a broker that lost its queues would otherwise leave consumers waiting for ever.
 */
export function createBrokerSource({ amqpUrl, names, retryDelays, logger, connectMs }: BrokerOptions) {
  let broker: Broker | undefined
  let declared: Promise<void> | undefined

  const connect = (): Broker => {
    const connection = new Connection({ url: amqpUrl, acquireTimeout: connectMs, retryLow: 250, retryHigh: 10_000 })
    connection.on('error', (error) => {
      declared = undefined
      logger.warn({ error: errorText(error) }, 'connection to the broker')
    })
    connection.on('connection', () => {
      declared ??= declare(connection)
      declared.catch((error: unknown) => logger.warn({ error: errorText(error) }, 'the queues could not be declared'))
    })
    return { connection, publisher: createPublisher(connection), names, retryDelays, logger }
  }
  const declare = async (connection: Connection): Promise<void> => {
    const channel = await connection.acquire()
    try {
      await declareTopology(channel, names, retryDelays)
    } finally {
      await channel.close()
    }
  }

  return {
    /** The broker once its queues are there; throws when it cannot be reached within `connectMs`. */
    async get(): Promise<Broker> {
      broker ??= connect()
      declared ??= declare(broker.connection)
      await declared.catch((error: unknown) => {
        declared = undefined
        throw error
      })
      return broker
    },
    /** The broker if it was ever used. */
    peek: (): Broker | undefined => broker,
  }
}
