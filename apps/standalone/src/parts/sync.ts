import { listen, readConfig, serviceTokens } from '@hybrid-store/http'
import { systemClock } from '@hybrid-store/kernel'
import { adapterConfigSchema, createMahakAdapter } from '@hybrid-store/mahak-adapter'
import { createAdapterClient } from '@hybrid-store/mahak-adapter/client'
import { createScheduler, createSyncWorker, syncConfigSchema } from '@hybrid-store/sync-worker'
import { syncDefaults } from '../config.ts'
import type { Start } from '../start.ts'
import type { RunningCore } from './core.ts'

/** The adapter in front of Mahak; gives its address. */
export async function startAdapter(
  { config, life, logger, secrets, metrics }: Start,
  mahakUrl: string,
): Promise<string> {
  const settings = readConfig(adapterConfigSchema, {
    ...process.env,
    ...secrets,
    MAHAK_BASE_URL: mahakUrl,
    MAHAK_USERNAME: config.MAHAK_USERNAME,
    MAHAK_PASSWORD: config.MAHAK_PASSWORD,
  })
  const adapter = createMahakAdapter({ config: settings, logger, metrics })
  life.add('adapter', adapter, () => adapter.close())
  return listen(adapter.app, { port: 0 })
}

/** The sync worker and its scheduler. */
export async function startSync(
  { config, life, logger, secrets, metrics }: Start,
  { db, bus, objects }: RunningCore,
  adapterUrl: string,
): Promise<void> {
  const tokens = serviceTokens({ secret: secrets.SERVICE_TOKEN_SECRET, issuer: 'sync-worker' })
  const mahak = createAdapterClient({ url: adapterUrl, serviceToken: () => tokens.issue('mahak-adapter') })
  life.add('adapter client', mahak, (client) => client.close())
  const settings = readConfig(syncConfigSchema, { ...syncDefaults(config), ...process.env })
  const shared = { db, bus, clock: systemClock, logger, config: settings }
  const worker = await createSyncWorker({ ...shared, mahak, objects, metrics })
  life.add('sync worker', worker, () => worker.close())
  const scheduler = await createScheduler(shared)
  life.add('scheduler', scheduler, () => scheduler.close())
}
