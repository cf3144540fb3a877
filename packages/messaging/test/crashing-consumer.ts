import { createDatabase } from '@hybrid-store/database'
import { z } from 'zod'
import { createPostgresBus } from '../src/postgres/postgres-bus.ts'
import { isQueueName } from '../src/queues.ts'
import { createRabbitBus } from '../src/rabbit/rabbit-bus.ts'
import { DEFAULT_RETRY_POLICY } from '../src/retry-policy.ts'
import { silentLogger } from './silent-logger.ts'

/** A process that takes one message, says so, and never finishes it: the test kills it. */
const options = z
  .object({
    amqpUrl: z.string().optional(),
    databaseUrl: z.string().default(''),
    namespace: z.string(),
    queue: z.string().refine(isQueueName),
    leaseMs: z.number(),
    retryDelays: z.array(z.number()),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'))

const policy = { ...DEFAULT_RETRY_POLICY, retryDelays: options.retryDelays }
const shared = { namespace: options.namespace, policy, logger: silentLogger }
const bus = options.amqpUrl
  ? createRabbitBus({ ...shared, amqpUrl: options.amqpUrl })
  : createPostgresBus({
      ...shared,
      database: createDatabase({ url: options.databaseUrl, applicationName: 'crashing-consumer' }),
      leaseMs: options.leaseMs,
    })

await bus.consume(options.queue, { prefetch: 1 }, async (message) => {
  process.stdout.write(`took ${message.id}\n`)
  await new Promise(() => undefined)
})
