import { MAHAK_ADAPTER_AUDIENCE } from '@hybrid-store/contracts/mahak-adapter'
import { createHttpServer, type HttpServer, type Logger, requireService, serviceTokens } from '@hybrid-store/http'
import { type Clock, systemClock } from '@hybrid-store/kernel'
import { createMahakClient, hashPassword } from '@hybrid-store/mahak-client'
import type { Metrics } from '@hybrid-store/observability'
import { accountRoutes } from './account/account.routes.ts'
import { type Capture, createCapture } from './capture/capture.ts'
import { changesRoutes } from './changes/changes.routes.ts'
import { clientOptions } from './client-options.ts'
import type { AdapterConfig } from './config.ts'
import { describeApi } from './describe-api.ts'
import { disputesRoutes } from './disputes/disputes.routes.ts'
import { createGuard } from './guard/guard.ts'
import { lookupRoutes } from './lookup/lookup.routes.ts'
import { picturesRoutes } from './pictures/pictures.routes.ts'
import { rowsRoutes } from './rows/rows.routes.ts'

export interface MahakAdapter {
  app: HttpServer
  close(): Promise<void>
}

/** The adapter for one account of Mahak; it does not listen yet. Every `/v1` route but its own description asks for a service token. */
export function createMahakAdapter(options: {
  config: AdapterConfig
  logger: Logger
  clock?: Clock
  metrics?: Metrics
}): MahakAdapter {
  const { config, logger, clock = systemClock } = options
  const capture = captureOf(config, logger, clock)
  const mahak = createMahakClient({
    ...clientOptions(config),
    ...(capture ? { interceptor: capture.interceptor } : {}),
    clock,
  })
  const deps = { mahak, guard: createGuard({ concurrency: config.MAHAK_CONCURRENCY, clock }) }
  const tokens = serviceTokens({ secret: config.SERVICE_TOKEN_SECRET, issuer: MAHAK_ADAPTER_AUDIENCE })

  const app = createHttpServer({
    name: MAHAK_ADAPTER_AUDIENCE,
    logger,
    ...(options.metrics ? { metrics: options.metrics } : {}),
  })
  describeApi(app)
  app.register(async (guarded: HttpServer) => {
    guarded.addHook('onRequest', requireService(tokens, MAHAK_ADAPTER_AUDIENCE))
    accountRoutes(guarded, deps)
    changesRoutes(guarded, deps)
    rowsRoutes(guarded, deps)
    picturesRoutes(guarded, deps)
    disputesRoutes(guarded, deps)
    lookupRoutes(guarded, deps)
  })
  return {
    app,
    close: async () => {
      await app.close()
      await mahak.close()
      await capture?.close()
    },
  }
}

function captureOf(config: AdapterConfig, logger: Logger, clock: Clock): Capture | null {
  if (config.MAHAK_CAPTURE_FOLDER === undefined) return null
  const { MAHAK_CAPTURE_FOLDER: folder, MAHAK_PASSWORD: password } = config
  logger.info({ folder }, 'calls to Mahak are captured')
  return createCapture({
    folder,
    limits: { files: config.MAHAK_CAPTURE_MAX_FILES, bytes: config.MAHAK_CAPTURE_MAX_MEGABYTES * 1024 * 1024 },
    key: config.SERVICE_TOKEN_SECRET,
    secrets: [password, hashPassword(password)],
    clock,
    logger,
  })
}
