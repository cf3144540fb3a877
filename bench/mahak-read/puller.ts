import { catalogMigrations } from '@hybrid-store/core/catalog'
import { customersMigrations } from '@hybrid-store/core/customers'
import { inventoryMigrations } from '@hybrid-store/core/inventory'
import { mediaMigrations } from '@hybrid-store/core/media'
import { ordersMigrations } from '@hybrid-store/core/orders'
import { paymentsMigrations } from '@hybrid-store/core/payments'
import { createDatabase, migrate, platformMigrations, sql } from '@hybrid-store/database'
import { createLogger, serviceTokens } from '@hybrid-store/http'
import { systemClock } from '@hybrid-store/kernel'
import { createAdapterClient } from '@hybrid-store/mahak-adapter/client'
import { messagingMigrations } from '@hybrid-store/messaging'
import { syncConfigSchema, syncMigrations } from '@hybrid-store/sync-worker'
import { pullGroup } from '../../apps/sync-worker/src/pull/pull-group.ts'
import { usageOf } from './usage.ts'

// Takes everything over into an empty shop as the sync worker does at its first reading.
const [databaseUrl = '', url = '', secret = ''] = process.argv.slice(2)
const tokens = serviceTokens({ secret, issuer: 'sync-worker' })
const mahak = createAdapterClient({ url, serviceToken: () => tokens.issue('mahak-adapter') })
const db = createDatabase({ url: databaseUrl, applicationName: 'bench' })
await migrate(db, [
  platformMigrations,
  messagingMigrations,
  catalogMigrations,
  inventoryMigrations,
  customersMigrations,
  ordersMigrations,
  paymentsMigrations,
  mediaMigrations,
  syncMigrations,
])
const deps = {
  db,
  mahak,
  clock: systemClock,
  logger: createLogger({ name: 'bench', level: 'warn' }),
  config: syncConfigSchema.parse({}),
}

const started = performance.now()
for (const group of ['catalog', 'inventory'] as const) {
  const outcome = await pullGroup(deps, group)
  if (outcome.kind !== 'complete') throw new Error(`${group} was not read: ${JSON.stringify(outcome)}`)
}
const seconds = (performance.now() - started) / 1000
const counts = await db.row<{ mirrored: number; inShop: number }>(sql`
  select (select count(*) from sync.mirror) as mirrored, (select count(*) from catalog.product) as "inShop"`)

process.send?.({ seconds, ...counts, ...usageOf(process.pid) })
await db.close()
await mahak.close()
