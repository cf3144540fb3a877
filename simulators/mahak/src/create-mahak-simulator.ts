import { createDatabase, migrate } from '@hybrid-store/database'
import { listen } from '@hybrid-store/http'
import { type Clock, systemClock } from '@hybrid-store/kernel'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { adminRoutes } from './admin/admin.routes.ts'
import { openCallLog } from './admin/call-log.ts'
import { openInstallation } from './api/installation.ts'
import { mahakRoutes } from './api/mahak.routes.ts'
import { openTokens } from './api/token.ts'
import { ensureCatalogue } from './catalogue/ensure-catalogue.ts'
import type { CatalogueSource } from './catalogue/open-source.ts'
import { openBackground } from './desktop/background/background.ts'
import { desktopApiRoutes } from './desktop/desktop-api.routes.ts'
import { desktopPages } from './desktop/pages/desktop.routes.ts'
import { createServer } from './server.ts'
import { openSwitchBoard, type SwitchBoard } from './switches/switch-board.ts'

export interface MahakSimulatorOptions {
  /** A PostgreSQL database of the simulator's own. */
  databaseUrl: string
  /** 0 = any free port. */
  port: number
  host?: string
  logger: Logger
  /** What an empty storage is filled with; the demo shop unless told. */
  catalogue?: CatalogueSource
  clock?: Clock
}

export interface MahakSimulator {
  app: FastifyInstance
  /** Base URL; the API is below `/API/v3`, the accountant's desktop at `/`. */
  url: string
  close(): Promise<void>
}

const migrations = { module: 'mahak', folder: new URL('../migrations/', import.meta.url) }

/** Starts a stand-in for Mahak's cloud and desktop program. Everything it knows is in its database and outlives it. */
export async function createMahakSimulator(options: MahakSimulatorOptions): Promise<MahakSimulator> {
  const { databaseUrl, port, host, logger, catalogue = { kind: 'demo' } } = options
  const onError = (error: Error) => logger.warn({ err: error }, 'a database connection broke')
  const db = createDatabase({ url: databaseUrl, applicationName: 'simulator-mahak', onError })
  try {
    await migrate(db, [migrations])
    const switches = await openSwitchBoard(db)
    const clock = skewed(options.clock ?? systemClock, switches)
    const skipped = await ensureCatalogue({ db, clock, switches, logger }, catalogue)
    const installation = await openInstallation(db)
    const tokens = await openTokens({ db, clock, switches, installation })
    const background = openBackground({ db, clock, switches, logger })
    const calls = openCallLog(clock)
    const deps = { db, clock, switches, logger, skipped, installation, tokens, calls, background }

    const app = createServer(logger)
    app.register(mahakRoutes(deps), { prefix: '/API/v3' })
    app.register(adminRoutes(deps))
    app.register(desktopApiRoutes(deps), { prefix: '/desktop/api' })
    app.register(desktopPages(deps))
    const url = await listen(app, { port, portVariable: 'SIM_MAHAK_PORT', ...(host ? { host } : {}) })
    return {
      app,
      url,
      close: async () => {
        await background.stop()
        await app.close()
        await db.close()
      },
    }
  } catch (error) {
    await db.close()
    throw error
  }
}

/** The server's clock: ours and what the switch adds to it. */
function skewed(clock: Clock, switches: SwitchBoard): Clock {
  return { now: () => new Date(clock.now().getTime() + switches.current().clockSkewMs) }
}
