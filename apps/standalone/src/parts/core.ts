import path from 'node:path'
import { coreConfigSchema, coreMigrations, createCore } from '@hybrid-store/core'
import { createDatabase, type Database, migrate } from '@hybrid-store/database'
import { listen, readConfig } from '@hybrid-store/http'
import { createMessageBus, type MessageBus } from '@hybrid-store/messaging'
import { createDiskObjectStore, type ObjectStore } from '@hybrid-store/object-store'
import { syncMigrations } from '@hybrid-store/sync-worker/migrations'
import { createSyncOperator } from '@hybrid-store/sync-worker/state'
import type { Start } from '../start.ts'
import type { ForeignSystem } from './foreign-systems.ts'

export interface RunningCore {
  url: string
  db: Database
  bus: MessageBus
  objects: ObjectStore
  objectsDir: string
}

/** The core on its migrated database, with the bus and the object store that the sync worker shares. */
export async function startCore(
  { config, life, logger, secrets, publicUrl, metrics }: Start,
  databaseUrl: string,
  providers: { payment: ForeignSystem; sms: ForeignSystem },
): Promise<RunningCore> {
  const db = createDatabase({
    url: databaseUrl,
    applicationName: 'store',
    max: 20,
    onError: (error) => logger.warn({ err: error }, 'database connection lost'),
  })
  life.add('database', db, () => db.close())
  await migrate(db, [...coreMigrations, syncMigrations])
  const broker = config.AMQP_URL ? { amqpUrl: config.AMQP_URL } : {}
  const bus = createMessageBus({ database: db, logger, namespace: config.QUEUE_NAMESPACE, ...broker })
  life.add('bus', bus, () => bus.close())
  const objectsDir = path.join(config.STORE_DATA_DIR, 'objects')
  const objects = createDiskObjectStore({ root: objectsDir })
  const settings = readConfig(coreConfigSchema, {
    ...process.env,
    ...secrets,
    PUBLIC_URL: publicUrl,
    ZARINPAL_BASE_URL: providers.payment.url,
    ZARINPAL_MERCHANT_ID: providers.payment.key,
    KAVENEGAR_BASE_URL: providers.sms.url,
    KAVENEGAR_API_KEY: providers.sms.key,
  })
  const syncOperator = createSyncOperator(db)
  const core = await createCore({ config: settings, db, bus, objects, logger, syncOperator, metrics })
  life.add('core', core, () => core.close())
  return { url: await listen(core.app, { port: 0 }), db, bus, objects, objectsDir }
}
