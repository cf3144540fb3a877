import type { Logger } from '@hybrid-store/http'
import { createMetrics, serveMetrics } from '@hybrid-store/observability'
import type { StandaloneConfig } from './config.ts'
import { Lifecycle } from './lifecycle.ts'
import { startCore } from './parts/core.ts'
import { startDatabases } from './parts/databases.ts'
import { type ForeignSystem, startMahak, startPayment, startSms } from './parts/foreign-systems.ts'
import { startPages } from './parts/pages.ts'
import { startAdapter, startSync } from './parts/sync.ts'
import { waitForGoods } from './parts/wait-for-goods.ts'
import { requireFreePorts } from './ports.ts'
import { noteRunning } from './running.ts'
import { loadSecrets } from './secrets.ts'
import type { Start } from './start.ts'

export interface RunningStore {
  /** What a person wants to know: addresses and logins, by name. */
  addresses: [what: string, where: string][]
  /** Closes everything; gives what could not be closed. */
  close(): Promise<string[]>
}

/** Starts every part of the store in this process, each only after what it needs. On failure what had started is closed. */
export async function startStore(config: StandaloneConfig, logger: Logger): Promise<RunningStore> {
  const life = new Lifecycle()
  try {
    await requireFreePorts(config.HOST, portsOf(config))
    const publicUrl = config.PUBLIC_URL ?? `http://127.0.0.1:${config.PORT}`
    const secrets = loadSecrets(config.STORE_DATA_DIR)
    const addresses = await startParts({ config, logger, secrets, life, publicUrl, metrics: createMetrics() })
    return { addresses, close: () => life.close() }
  } catch (error) {
    await life.close()
    throw error
  }
}

function portsOf(config: StandaloneConfig): Record<string, number> {
  return {
    PORT: config.PORT,
    ...(config.METRICS_PORT === 0 ? {} : { METRICS_PORT: config.METRICS_PORT }),
    ...(config.MAHAK_BASE_URL ? {} : { SIM_MAHAK_PORT: config.SIM_MAHAK_PORT }),
    ...(config.ZARINPAL_MERCHANT_ID ? {} : { SIM_PAYMENT_PORT: config.SIM_PAYMENT_PORT }),
    ...(config.KAVENEGAR_API_KEY ? {} : { SIM_SMS_PORT: config.SIM_SMS_PORT }),
  }
}

async function startParts(start: Start): Promise<RunningStore['addresses']> {
  const { config, life, publicUrl, secrets, metrics } = start
  const databases = await startDatabases(start)
  const mahak = await startMahak(start, databases.simulator)
  const [payment, sms] = await Promise.all([startPayment(start), startSms(start)])
  const core = await startCore(start, databases.store, { payment, sms })
  const adapterUrl = await startAdapter(start, mahak.url)
  if (config.SYNC_WORKER === 'here') await startSync(start, core, adapterUrl)
  await startPages(start, core.url)
  const exposed = await serveMetrics(metrics, { port: config.METRICS_PORT, host: config.METRICS_HOST })
  life.add('metrics', exposed, () => exposed.close())

  const forget = noteRunning(config.STORE_DATA_DIR, {
    pid: process.pid,
    url: publicUrl,
    databaseUrl: databases.store,
    ...(config.AMQP_URL ? { amqpUrl: config.AMQP_URL } : {}),
    queueNamespace: config.QUEUE_NAMESPACE,
    adapterUrl,
    ...(mahak.page ? { simulatedMahakUrl: mahak.url } : {}),
    coreUrl: core.url,
    metricsUrl: exposed.url,
    objectsDir: core.objectsDir,
  })
  life.add('note', forget, async (remove) => remove())
  if (config.SYNC_WORKER === 'here' && mahak.page) await waitForGoods(core.url)
  return [
    ['shop', `${publicUrl}/`],
    ['back office', `${publicUrl}/admin/ (admin / ${secrets.ADMIN_PASSWORD})`],
    ['API', `${publicUrl}/api/docs`],
    ['metrics', exposed.url],
    ...simulated('Mahak’s desk (simulated)', mahak),
    ...simulated('bank (simulated)', payment),
    ...simulated('SMS inbox (simulated)', sms),
  ]
}

const simulated = (what: string, { page }: ForeignSystem): RunningStore['addresses'] => (page ? [[what, page]] : [])
