import { createDatabase } from '@hybrid-store/database'
import { createLogger, readConfig } from '@hybrid-store/http'
import { createMessageBus } from '@hybrid-store/messaging'
import { standaloneConfigSchema } from '../config.ts'
import { findRunning } from '../running.ts'
import { COMMANDS, type CommandContext, usage } from './commands.ts'

const words = process.argv.slice(2)
const command = COMMANDS.find(({ name }) => name.split(' ').every((word, i) => words[i] === word))
if (!command) {
  console.error(usage())
  process.exit(words.length === 0 ? 0 : 2)
}

const config = readConfig(standaloneConfigSchema)
const running = findRunning(config.STORE_DATA_DIR)
const databaseUrl = running?.databaseUrl ?? config.DATABASE_URL
if (!databaseUrl) {
  console.error(
    `no store runs on ${config.STORE_DATA_DIR}: start it with \`npm start\`, or set DATABASE_URL (and AMQP_URL) of a running one`,
  )
  process.exit(2)
}
const amqpUrl = running ? running.amqpUrl : config.AMQP_URL
const database = createDatabase({ url: databaseUrl, applicationName: 'store-cli', max: 2 })
const logger = createLogger({ name: 'store-cli', level: 'error' })
const bus = createMessageBus({
  database,
  logger,
  namespace: running?.queueNamespace ?? config.QUEUE_NAMESPACE,
  ...(amqpUrl ? { amqpUrl } : {}),
})
const context: CommandContext = { database, bus, print: (line) => console.log(line) }
try {
  process.exitCode = await command.run(context, words.slice(command.name.split(' ').length))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
} finally {
  await bus.close()
  await database.close()
}
