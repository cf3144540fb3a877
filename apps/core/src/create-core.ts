import { PERMISSIONS } from '@hybrid-store/contracts'
import { type Database, sql } from '@hybrid-store/database'
import { authentication, createHttpServer, type HttpServer, type Logger, requireRouteRules } from '@hybrid-store/http'
import { type Clock, systemClock } from '@hybrid-store/kernel'
import { type MessageBus, startOutboxRelay } from '@hybrid-store/messaging'
import type { ObjectStore } from '@hybrid-store/object-store'
import type { Metrics } from '@hybrid-store/observability'
import { describeApi } from './api-description.ts'
import type { CoreConfig } from './config.ts'
import { registerCartRoutes } from './modules/cart/index.ts'
import { registerAdminProductRoutes, registerCatalogRoutes } from './modules/catalog/index.ts'
import { registerCheckoutRoutes, settleOrder, startPaymentSweeper } from './modules/checkout/index.ts'
import { registerCustomersRoutes } from './modules/customers/index.ts'
import { createAccessTokens, ensureStaff, registerIdentityRoutes } from './modules/identity/index.ts'
import { registerMediaRoutes, startMediaWorker } from './modules/media/index.ts'
import { createKavenegar } from './modules/notifications/index.ts'
import { registerOrdersRoutes } from './modules/orders/index.ts'
import { createZarinpal, registerPaymentsRoutes } from './modules/payments/index.ts'
import { registerShippingRoutes } from './modules/shipping/index.ts'
import { registerStockRoutes } from './modules/stock/index.ts'
import { registerSyncRoutes, type SyncOperator } from './modules/sync/index.ts'

export interface CoreOptions {
  config: CoreConfig
  db: Database
  bus: MessageBus
  objects: ObjectStore
  logger: Logger
  clock?: Clock
  syncOperator: SyncOperator
  metrics?: Metrics
}

export interface Core {
  app: HttpServer
  close(): Promise<void>
}

/** The store itself: its HTTP API, and what works behind it (outbox, pictures, open payments). The database is migrated. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { config, db, bus, objects, logger, clock = systemClock, syncOperator } = options
  const tokens = await createAccessTokens(db, { secret: config.STORE_SECRET, clock })
  if (config.ADMIN_PASSWORD) {
    await ensureStaff(db, {
      username: 'admin',
      password: config.ADMIN_PASSWORD,
      permissions: [...PERMISSIONS],
    })
  }
  const sms = createKavenegar({
    baseUrl: config.KAVENEGAR_BASE_URL,
    apiKey: config.KAVENEGAR_API_KEY,
    otpTemplate: config.KAVENEGAR_OTP_TEMPLATE,
    logger,
  })
  const gateway = createZarinpal({ baseUrl: config.ZARINPAL_BASE_URL, merchantId: config.ZARINPAL_MERCHANT_ID })
  const deps = { db, bus, objects, clock, logger, config, tokens, sms, gateway, settleOrder, syncOperator }

  const app = createHttpServer({
    name: 'core',
    logger,
    ready: { database: async () => void (await db.row(sql`select 1`)) },
    ...(options.metrics ? { metrics: options.metrics } : {}),
  })
  await describeApi(app)
  requireRouteRules(app)
  authentication(app, tokens)
  app.register(async (api: HttpServer) => registerModules(api, deps))
  await app.ready()

  const workers = [
    await startOutboxRelay({ database: db, bus, logger }),
    await startMediaWorker(deps),
    startPaymentSweeper(deps),
  ]
  return {
    app,
    close: async () => {
      await app.close()
      await Promise.all(workers.map((worker) => worker.close()))
    },
  }
}

type ModuleDeps = Parameters<typeof registerIdentityRoutes>[1] &
  Parameters<typeof registerMediaRoutes>[1] &
  Parameters<typeof registerAdminProductRoutes>[1] &
  Parameters<typeof registerCheckoutRoutes>[1] &
  Parameters<typeof registerPaymentsRoutes>[1] &
  Parameters<typeof registerSyncRoutes>[1]

function registerModules(api: HttpServer, deps: ModuleDeps): void {
  registerIdentityRoutes(api, deps)
  registerCustomersRoutes(api, deps)
  registerCatalogRoutes(api, deps)
  registerAdminProductRoutes(api, deps)
  registerMediaRoutes(api, deps)
  registerCartRoutes(api, deps)
  registerShippingRoutes(api, deps)
  registerCheckoutRoutes(api, deps)
  registerOrdersRoutes(api, deps)
  registerPaymentsRoutes(api, deps)
  registerStockRoutes(api, deps)
  registerSyncRoutes(api, deps)
}
