import { startEmbeddedPostgres } from '@hybrid-store/database/embedded'
import type { Start } from '../start.ts'

export interface DatabaseUrls {
  store: string
  /** Null when the real Mahak is used. */
  simulator: string | null
}

/** The store's database and the simulator's; one embedded PostgreSQL serves those for which no server is named. */
export async function startDatabases({ config, life }: Start): Promise<DatabaseUrls> {
  const named = { store: config.DATABASE_URL, simulator: config.MAHAK_BASE_URL ? null : config.SIM_MAHAK_DATABASE_URL }
  if (named.store !== undefined && named.simulator !== undefined)
    return { store: named.store, simulator: named.simulator }
  const embedded = await startEmbeddedPostgres({ dataDir: config.STORE_DATA_DIR })
  life.add('PostgreSQL', embedded, (postgres) => postgres.stop())
  return {
    store: named.store ?? (await embedded.database('store')),
    simulator: named.simulator === undefined ? await embedded.database('mahak_simulator') : named.simulator,
  }
}
