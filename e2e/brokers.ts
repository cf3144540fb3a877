import { randomBytes } from 'node:crypto'
import { QUEUES } from '@hybrid-store/messaging'
import { Connection } from 'rabbitmq-client'

export interface Broker {
  name: string
  environment: Record<string, string>
  /** Which of the queues exist at the broker; null where the broker is PostgreSQL. */
  queues: ((names: readonly string[]) => Promise<string[]>) | null
  /** Removes what the store declared at the broker, which nobody else would. */
  cleanUp(): Promise<void>
}

/** The queue on PostgreSQL always, a real RabbitMQ where TEST_AMQP_URL names one; CI requires it. */
export function brokers(): Broker[] {
  const onPostgres: Broker = {
    name: 'messages in PostgreSQL',
    environment: {},
    queues: null,
    cleanUp: async () => undefined,
  }
  const amqpUrl = process.env.TEST_AMQP_URL
  if (amqpUrl) return [onPostgres, onRabbit(amqpUrl)]
  if (process.env.REQUIRE_RABBITMQ) throw new Error('REQUIRE_RABBITMQ is set but TEST_AMQP_URL is not')
  console.warn('skipped: the same chain over RabbitMQ (set TEST_AMQP_URL)')
  return [onPostgres]
}

function onRabbit(amqpUrl: string): Broker {
  const namespace = `e2e-${randomBytes(4).toString('hex')}`
  return {
    name: 'messages in RabbitMQ',
    environment: { AMQP_URL: amqpUrl, QUEUE_NAMESPACE: namespace },
    queues: (names) =>
      atBroker(amqpUrl, async (connection) => {
        const found: string[] = []
        for (const name of names) if (await exists(connection, `${namespace}.${name}`)) found.push(name)
        return found
      }),
    cleanUp: () =>
      atBroker(amqpUrl, async (connection) => {
        const rungs = RETRY_DELAYS.map((delay) => `sync.retry.${delay}`)
        for (const queue of [...QUEUES, 'sync_dlq', ...rungs])
          await connection.queueDelete({ queue: `${namespace}.${queue}` })
        for (const exchange of ['sync.request', 'sync.dead', ...rungs])
          await connection.exchangeDelete({ exchange: `${namespace}.${exchange}` })
      }),
  }
}

const RETRY_DELAYS = ['5s', '30s', '2m', '10m', '1h']

async function atBroker<T>(amqpUrl: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = new Connection(amqpUrl)
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}

async function exists(connection: Connection, queue: string): Promise<boolean> {
  try {
    await connection.queueDeclare({ queue, passive: true })
    return true
  } catch {
    return false
  }
}
