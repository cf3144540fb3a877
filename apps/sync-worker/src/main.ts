import { createDatabase, migrate, platformMigrations } from '@hybrid-store/database'
import { createLogger, readConfig, runService, serviceTokens } from '@hybrid-store/http'
import { systemClock } from '@hybrid-store/kernel'
import { createAdapterClient } from '@hybrid-store/mahak-adapter/client'
import { createMessageBus, messagingMigrations } from '@hybrid-store/messaging'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { createMetrics, exposeMetrics, metricsConfigSchema } from '@hybrid-store/observability'
import { z } from 'zod'
import { syncConfigSchema } from './config.ts'
import { syncMigrations } from './migrations.ts'
import { createScheduler } from './scheduler/create-scheduler.ts'
import { createSyncWorker } from './worker.ts'

const environment = z.object({
  DATABASE_URL: z.url(),
  AMQP_URL: z.url().optional(),
  QUEUE_NAMESPACE: z.string().default(''),
  MAHAK_ADAPTER_URL: z.url().default('http://127.0.0.1:8084'),
  SERVICE_TOKEN_SECRET: z.string().min(32),
  OBJECTS_DIR: z.string().default('.data/objects'),
})

const logger = createLogger({ name: 'sync-worker' })

await runService(logger, async () => {
  const config = readConfig(environment)
  const syncConfig = readConfig(syncConfigSchema)
  const db = createDatabase({
    url: config.DATABASE_URL,
    applicationName: 'sync-worker',
    onError: (error) => logger.warn({ err: error }, 'database'),
  })
  await migrate(db, [platformMigrations, messagingMigrations, syncMigrations])
  const bus = createMessageBus({
    database: db,
    logger,
    namespace: config.QUEUE_NAMESPACE,
    ...(config.AMQP_URL ? { amqpUrl: config.AMQP_URL } : {}),
  })
  const tokens = serviceTokens({ secret: config.SERVICE_TOKEN_SECRET, issuer: 'sync-worker' })
  const mahak = createAdapterClient({
    url: config.MAHAK_ADAPTER_URL,
    serviceToken: () => tokens.issue('mahak-adapter'),
  })
  const objects = createDiskObjectStore({ root: config.OBJECTS_DIR })
  const metrics = createMetrics()
  const exposed = await exposeMetrics(metrics, readConfig(metricsConfigSchema))
  logger.info({ metrics: exposed.url }, 'metrics')
  const shared = { db, bus, clock: systemClock, logger, config: syncConfig }
  const worker = await createSyncWorker({ ...shared, mahak, objects, metrics })
  const scheduler = createScheduler(shared)
  return {
    close: async () => {
      await scheduler.close()
      await worker.close()
      await exposed.close()
      await bus.close()
      await mahak.close()
      await db.close()
    },
  }
})
