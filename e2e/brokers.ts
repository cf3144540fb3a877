import { randomBytes } from 'node:crypto'
import { Connection } from 'rabbitmq-client'

export interface Broker {
  name: string
  environment: Record<string, string>
  /** Which of the queues exist at the broker; null where the broker is PostgreSQL. */
  queues: ((names: readonly string[]) => Promise<string[]>) | null
}

/** The queue on PostgreSQL always, a real RabbitMQ where TEST_AMQP_URL names one; CI requires it. */
export function brokers(): Broker[] {
  const onPostgres: Broker = { name: 'messages in PostgreSQL', environment: {}, queues: null }
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
    queues: async (names) => {
      const connection = new Connection(amqpUrl)
      try {
        const found: string[] = []
        for (const name of names) if (await exists(connection, `${namespace}.${name}`)) found.push(name)
        return found
      } finally {
        await connection.close()
      }
    },
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
