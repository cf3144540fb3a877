import { MAHAK_ADAPTER_AUDIENCE } from '@hybrid-store/contracts/mahak-adapter'
import { createHttpServer, type HttpServer, type Logger, requireService, serviceTokens } from '@hybrid-store/http'
import { type Clock, systemClock } from '@hybrid-store/kernel'
import { createMahakClient, V1_PATHS, V2_PATHS } from '@hybrid-store/mahak-client'
import { accountRoutes } from './account/account.routes.ts'
import { changesRoutes } from './changes/changes.routes.ts'
import type { AdapterConfig } from './config.ts'
import { createGuard } from './guard/guard.ts'
import { picturesRoutes } from './pictures/pictures.routes.ts'
import { rowsRoutes } from './rows/rows.routes.ts'

export interface MahakAdapter {
  app: HttpServer
  close(): Promise<void>
}

/** The adapter for one account of Mahak; it does not listen yet. Every `/v1` route asks for a service token. */
export function createMahakAdapter(options: { config: AdapterConfig; logger: Logger; clock?: Clock }): MahakAdapter {
  const { config, logger, clock = systemClock } = options
  const mahak = createMahakClient({
    baseUrl: config.MAHAK_BASE_URL,
    username: config.MAHAK_USERNAME,
    password: config.MAHAK_PASSWORD,
    passwordIsHashed: config.MAHAK_PASSWORD_IS_HASHED,
    paths: config.MAHAK_API_NAMES === 'v2' ? V2_PATHS : V1_PATHS,
    clock,
  })
  const deps = { mahak, guard: createGuard({ concurrency: config.MAHAK_CONCURRENCY, clock }) }
  const tokens = serviceTokens({ secret: config.SERVICE_TOKEN_SECRET, issuer: MAHAK_ADAPTER_AUDIENCE })

  const app = createHttpServer({ name: MAHAK_ADAPTER_AUDIENCE, logger })
  app.register(async (guarded: HttpServer) => {
    guarded.addHook('onRequest', requireService(tokens, MAHAK_ADAPTER_AUDIENCE))
    accountRoutes(guarded, deps)
    changesRoutes(guarded, deps)
    rowsRoutes(guarded, deps)
    picturesRoutes(guarded, deps)
  })
  return {
    app,
    close: async () => {
      await app.close()
      await mahak.close()
    },
  }
}
