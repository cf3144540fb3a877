import { createDatabase, type Database } from '@hybrid-store/database'
import { createLogger, readConfig } from '@hybrid-store/http'
import { createMessageBus, type MessageBus } from '@hybrid-store/messaging'
import { standaloneConfigSchema } from '../config.ts'
import { findRunning } from '../running.ts'
import type { Command } from './command.ts'

/** A store that runs, as its operator's commands need it. */
export interface StoreAtHand {
  database: Database
  bus: MessageBus
  print(line: string): void
}

const settings = standaloneConfigSchema.pick({
  STORE_DATA_DIR: true,
  DATABASE_URL: true,
  AMQP_URL: true,
  QUEUE_NAMESPACE: true,
})

/** Lets a command work on the store that runs on `STORE_DATA_DIR`, or else on the one of `DATABASE_URL`. */
export function withStore(run: (store: StoreAtHand, args: readonly string[]) => Promise<number>): Command['run'] {
  return async ({ args, environment, print }) => {
    const { database, bus } = openStore(environment)
    try {
      return await run({ database, bus, print }, args)
    } finally {
      await bus.close()
      await database.close()
    }
  }
}

function openStore(environment: NodeJS.ProcessEnv): { database: Database; bus: MessageBus } {
  const config = readConfig(settings, environment)
  const running = findRunning(config.STORE_DATA_DIR)
  const url = running?.databaseUrl ?? config.DATABASE_URL
  if (!url) {
    throw new Error(
      `no store runs on ${config.STORE_DATA_DIR}: start it with \`npm start\`, or set DATABASE_URL (and AMQP_URL) of a running one`,
    )
  }
  const amqpUrl = running ? running.amqpUrl : config.AMQP_URL
  const database = createDatabase({ url, applicationName: 'store-cli', max: 2 })
  const bus = createMessageBus({
    database,
    logger: createLogger({ name: 'store-cli', level: 'error' }),
    namespace: running?.queueNamespace ?? config.QUEUE_NAMESPACE,
    ...(amqpUrl ? { amqpUrl } : {}),
  })
  return { database, bus }
}
