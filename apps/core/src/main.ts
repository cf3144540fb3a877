import { createDatabase, migrate } from '@hybrid-store/database'
import { createLogger, listen, readConfig, runService } from '@hybrid-store/http'
import { createMessageBus } from '@hybrid-store/messaging'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { createMetrics, exposeMetrics, metricsConfigSchema } from '@hybrid-store/observability'
import { syncMigrations } from '@hybrid-store/sync-worker/migrations'
import { createSyncOperator } from '@hybrid-store/sync-worker/state'
import { z } from 'zod'
import { coreConfigSchema } from './config.ts'
import { createCore } from './create-core.ts'
import { coreMigrations } from './migrations.ts'

const environment = coreConfigSchema.extend({
  CORE_PORT: z.coerce.number().int().min(0).max(65_535).default(8081),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.url(),
  AMQP_URL: z.url().optional(),
  QUEUE_NAMESPACE: z.string().default(''),
  OBJECTS_DIR: z.string().default('.data/objects'),
})

const logger = createLogger({ name: 'core' })

await runService(logger, async () => {
  const config = readConfig(environment)
  const db = createDatabase({
    url: config.DATABASE_URL,
    applicationName: 'core',
    max: 15,
    onError: (error) => logger.warn({ err: error }, 'database'),
  })
  await migrate(db, [...coreMigrations, syncMigrations])
  const bus = createMessageBus({
    database: db,
    logger,
    namespace: config.QUEUE_NAMESPACE,
    ...(config.AMQP_URL ? { amqpUrl: config.AMQP_URL } : {}),
  })
  const objects = createDiskObjectStore({ root: config.OBJECTS_DIR })
  const metrics = createMetrics()
  const exposed = await exposeMetrics(metrics, readConfig(metricsConfigSchema))
  const core = await createCore({ config, db, bus, objects, logger, syncOperator: createSyncOperator(db), metrics })
  const url = await listen(core.app, { port: config.CORE_PORT, host: config.HOST, portVariable: 'CORE_PORT' })
  logger.info({ url, metrics: exposed.url }, 'listening')
  return {
    close: async () => {
      await core.close()
      await exposed.close()
      await bus.close()
      await db.close()
    },
  }
})
