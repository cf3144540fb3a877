import path from 'node:path'
import { createAdmin } from '@hybrid-store/admin'
import { coreConfigSchema, coreMigrations, createCore } from '@hybrid-store/core'
import { createDatabase, type Database, migrate } from '@hybrid-store/database'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@hybrid-store/database/embedded'
import { createGateway, gatewayConfigSchema } from '@hybrid-store/gateway'
import { type Logger, listen, readConfig, serviceTokens } from '@hybrid-store/http'
import { systemClock } from '@hybrid-store/kernel'
import { adapterConfigSchema, createMahakAdapter } from '@hybrid-store/mahak-adapter'
import { createAdapterClient } from '@hybrid-store/mahak-adapter/client'
import { createMessageBus, type MessageBus } from '@hybrid-store/messaging'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { createPaymentSimulator } from '@hybrid-store/simulator-payment'
import { createSmsSimulator } from '@hybrid-store/simulator-sms'
import { createStorefront } from '@hybrid-store/storefront'
import { createScheduler, createSyncWorker, syncConfigSchema } from '@hybrid-store/sync-worker'
import { syncMigrations } from '@hybrid-store/sync-worker/migrations'
import { syncState } from '@hybrid-store/sync-worker/state'
import { type StandaloneConfig, syncDefaults } from './config.ts'
import { Lifecycle } from './lifecycle.ts'
import { requireFreePorts } from './ports.ts'
import { noteRunning } from './running.ts'
import { loadSecrets, type Secrets } from './secrets.ts'
import { startMahakSimulator } from './start-simulators.ts'
import { waitForGoods } from './wait-for-goods.ts'

export interface RunningStore {
  /** What a person wants to know: addresses and logins, by name. */
  addresses: [what: string, where: string][]
  close(): Promise<string[]>
}

/** What the starting steps share. */
interface Start {
  config: StandaloneConfig
  logger: Logger
  secrets: Secrets
  life: Lifecycle
  publicUrl: string
}

/** Starts every part of the store in this process, each only after what it needs. On failure what had started is closed. */
export async function startStore(config: StandaloneConfig, logger: Logger): Promise<RunningStore> {
  const life = new Lifecycle()
  try {
    await requireFreePorts(config.HOST, portsOf(config))
    const publicUrl = config.PUBLIC_URL ?? `http://127.0.0.1:${config.PORT}`
    const start = { config, logger, secrets: loadSecrets(config.STORE_DATA_DIR), life, publicUrl }
    const addresses = await startParts(start)
    return { addresses, close: () => life.close() }
  } catch (error) {
    await life.close()
    throw error
  }
}

function portsOf(config: StandaloneConfig): Record<string, number> {
  return {
    PORT: config.PORT,
    ...(config.MAHAK_BASE_URL ? {} : { SIM_MAHAK_PORT: config.SIM_MAHAK_PORT }),
    ...(config.ZARINPAL_MERCHANT_ID ? {} : { SIM_PAYMENT_PORT: config.SIM_PAYMENT_PORT }),
    ...(config.KAVENEGAR_API_KEY ? {} : { SIM_SMS_PORT: config.SIM_SMS_PORT }),
  }
}

async function startParts(start: Start): Promise<RunningStore['addresses']> {
  const { config, logger, life, publicUrl } = start
  const databases = await startDatabases(start)
  const mahak = await startMahak(start, databases.simulatorUrl)
  const [payment, sms] = await Promise.all([startPayment(start), startSms(start)])

  const db = life.add('database', connect(start, databases.storeUrl), (database) => database.close())
  await migrate(db, [...coreMigrations, syncMigrations])
  const bus = life.add('bus', openBus(start, db), (open) => open.close())
  const objectsDir = path.join(config.STORE_DATA_DIR, 'objects')
  const objects = createDiskObjectStore({ root: objectsDir })

  const core = await createCore({
    config: coreConfig(start, payment, sms),
    db,
    bus,
    objects,
    logger,
    readSyncState: syncState,
  })
  life.add('core', core, () => core.close())
  const coreUrl = await listen(core.app, { port: 0 })
  const adapterUrl = await startAdapter(start, mahak.url)
  if (config.SYNC_WORKER === 'here') await startSync(start, { db, bus, objects, adapterUrl })

  const storefront = createStorefront({ coreUrl, publicUrl, logger })
  life.add('storefront', storefront, () => storefront.close())
  const admin = createAdmin({ coreUrl, logger })
  life.add('admin', admin, () => admin.close())
  const [storefrontUrl, adminUrl] = [await listen(storefront.app, { port: 0 }), await listen(admin.app, { port: 0 })]
  const gatewayConfig = readConfig(gatewayConfigSchema, {
    ...process.env,
    PUBLIC_URL: publicUrl,
    CORE_URL: coreUrl,
    STOREFRONT_URL: storefrontUrl,
    ADMIN_URL: adminUrl,
  })
  const gateway = createGateway({ config: gatewayConfig, logger })
  life.add('gateway', gateway, () => gateway.close())
  await listen(gateway.app, { port: config.PORT, host: config.HOST, portVariable: 'PORT' })

  const forget = noteRunning(config.STORE_DATA_DIR, {
    pid: process.pid,
    url: publicUrl,
    databaseUrl: databases.storeUrl,
    ...(config.AMQP_URL ? { amqpUrl: config.AMQP_URL } : {}),
    queueNamespace: config.QUEUE_NAMESPACE,
    adapterUrl,
    coreUrl,
    objectsDir,
  })
  life.add('note', forget, async (remove) => remove())
  if (config.SYNC_WORKER === 'here' && !config.MAHAK_BASE_URL) await waitForGoods(coreUrl)
  return [
    ['shop', `${publicUrl}/`],
    ['back office', `${publicUrl}/admin/ (admin / ${start.secrets.ADMIN_PASSWORD})`],
    ['API', `${publicUrl}/api/docs`],
    ...(mahak.simulated
      ? [['Mahak desktop (simulated)', `${mahak.home} (visitor shop1 / shop1)`] as [string, string]]
      : []),
    ...(payment.simulated ? [['bank (simulated)', payment.url] as [string, string]] : []),
    ...(sms.simulated ? [['SMS inbox (simulated)', sms.url] as [string, string]] : []),
  ]
}

/** The store's database and the simulator's; one embedded PostgreSQL serves both unless DATABASE_URL is set. */
async function startDatabases({ config, life }: Start): Promise<{ storeUrl: string; simulatorUrl: string | null }> {
  const needsEmbedded = !config.DATABASE_URL || (!config.MAHAK_BASE_URL && !config.SIM_MAHAK_DATABASE_URL)
  let embedded: EmbeddedPostgres | null = null
  if (needsEmbedded) {
    embedded = await startEmbeddedPostgres({ dataDir: config.STORE_DATA_DIR })
    life.add('PostgreSQL', embedded, (postgres) => postgres.stop())
  }
  return {
    storeUrl: config.DATABASE_URL ?? (await embedded?.database('store')) ?? '',
    simulatorUrl: config.MAHAK_BASE_URL
      ? null
      : (config.SIM_MAHAK_DATABASE_URL ?? (await embedded?.database('mahak_simulator')) ?? ''),
  }
}

async function startMahak(
  { config, life, logger }: Start,
  databaseUrl: string | null,
): Promise<{ url: string; home: string; simulated: boolean }> {
  if (config.MAHAK_BASE_URL || databaseUrl === null)
    return { url: config.MAHAK_BASE_URL ?? '', home: '', simulated: false }
  const simulator = await startMahakSimulator({
    port: config.SIM_MAHAK_PORT,
    host: '127.0.0.1',
    databaseUrl,
    catalogue: config.SIM_MAHAK_CATALOGUE,
    logger,
  })
  life.add('simulator of Mahak', simulator, () => simulator.close())
  return { url: `${simulator.url}/API/v3`, home: `${simulator.url}/`, simulated: true }
}

interface Provider {
  url: string
  key: string
  simulated: boolean
}

const SIMULATED_MERCHANT = '00000000-0000-4000-8000-000000000001'

async function startPayment({ config, life, logger }: Start): Promise<Provider> {
  const real = config.ZARINPAL_MERCHANT_ID
  if (real) return { url: config.ZARINPAL_BASE_URL, key: real, simulated: false }
  const dataFile = path.join(config.STORE_DATA_DIR, 'payment-simulator.jsonl')
  const simulator = await createPaymentSimulator({ port: config.SIM_PAYMENT_PORT, logger, dataFile })
  life.add('simulator of the bank', simulator, () => simulator.close())
  return { url: simulator.url, key: SIMULATED_MERCHANT, simulated: true }
}

async function startSms({ config, life, logger }: Start): Promise<Provider> {
  const real = config.KAVENEGAR_API_KEY
  if (real) return { url: config.KAVENEGAR_BASE_URL, key: real, simulated: false }
  const dataFile = path.join(config.STORE_DATA_DIR, 'sms-simulator.jsonl')
  const simulator = await createSmsSimulator({ port: config.SIM_SMS_PORT, logger, dataFile })
  life.add('simulator of SMS', simulator, () => simulator.close())
  return { url: simulator.url, key: 'simulated-api-key', simulated: true }
}

const connect = ({ logger }: Start, url: string): Database =>
  createDatabase({
    url,
    applicationName: 'store',
    max: 20,
    onError: (error) => logger.warn({ err: error }, 'database connection lost'),
  })

const openBus = ({ config, logger }: Start, database: Database): MessageBus =>
  createMessageBus({
    database,
    logger,
    namespace: config.QUEUE_NAMESPACE,
    ...(config.AMQP_URL ? { amqpUrl: config.AMQP_URL } : {}),
  })

const coreConfig = ({ secrets, publicUrl }: Start, payment: Provider, sms: Provider) =>
  readConfig(coreConfigSchema, {
    ...process.env,
    ...secrets,
    PUBLIC_URL: publicUrl,
    ZARINPAL_BASE_URL: payment.url,
    ZARINPAL_MERCHANT_ID: payment.key,
    KAVENEGAR_BASE_URL: sms.url,
    KAVENEGAR_API_KEY: sms.key,
  })

async function startAdapter({ config, life, logger, secrets }: Start, mahakUrl: string): Promise<string> {
  const settings = readConfig(adapterConfigSchema, {
    ...process.env,
    ...secrets,
    MAHAK_BASE_URL: mahakUrl,
    MAHAK_USERNAME: config.MAHAK_USERNAME,
    MAHAK_PASSWORD: config.MAHAK_PASSWORD,
  })
  const adapter = createMahakAdapter({ config: settings, logger })
  life.add('adapter', adapter, () => adapter.close())
  return listen(adapter.app, { port: 0 })
}

type SyncParts = {
  db: Database
  bus: MessageBus
  objects: Parameters<typeof createSyncWorker>[0]['objects']
  adapterUrl: string
}

async function startSync(
  { config, life, logger, secrets }: Start,
  { db, bus, objects, adapterUrl }: SyncParts,
): Promise<void> {
  const tokens = serviceTokens({ secret: secrets.SERVICE_TOKEN_SECRET, issuer: 'sync-worker' })
  const mahak = createAdapterClient({ url: adapterUrl, serviceToken: () => tokens.issue('mahak-adapter') })
  life.add('adapter client', mahak, (client) => client.close())
  const syncConfig = readConfig(syncConfigSchema, { ...syncDefaults(config), ...process.env })
  const shared = { db, bus, clock: systemClock, logger, config: syncConfig }
  const worker = await createSyncWorker({ ...shared, mahak, objects })
  life.add('sync worker', worker, () => worker.close())
  const scheduler = await createScheduler(shared)
  life.add('scheduler', scheduler, () => scheduler.close())
}
