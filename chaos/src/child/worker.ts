import { createDatabase } from '@hybrid-store/database'
import { serviceTokens } from '@hybrid-store/http'
import { systemClock } from '@hybrid-store/kernel'
import { createAdapterClient } from '@hybrid-store/mahak-adapter/client'
import { createMessageBus } from '@hybrid-store/messaging'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { createScheduler, createSyncWorker, syncConfigSchema } from '@hybrid-store/sync-worker'
import { pino } from 'pino'
import { SERVICE_TOKEN_SECRET } from '../settings.ts'
import type { WorkerStart } from './messages.ts'
import { watchedBus, watchedDatabase, watchedMahak } from './watched-ports.ts'

let lost = 0

export const losePublications = (count: number): void => {
  lost = count
}

/** The sync worker with its scheduler, composed as its `main.ts` does. */
export async function startWorker(start: WorkerStart): Promise<number> {
  const logger = pino({ level: process.env.CHAOS_LOG ?? 'silent', name: `worker ${process.pid}` }, pino.destination(2))
  const config = syncConfigSchema.parse(start.settings)
  const db = watchedDatabase(
    createDatabase({ url: start.databaseUrl, applicationName: 'sync-worker', onError: () => undefined }),
  )
  const bus = watchedBus(createMessageBus({ database: db, logger, ...start.broker }), () => lost > 0 && lost-- > 0)
  const tokens = serviceTokens({ secret: SERVICE_TOKEN_SECRET, issuer: 'sync-worker' })
  const mahak = watchedMahak(
    createAdapterClient({ url: start.adapterUrl, serviceToken: () => tokens.issue('mahak-adapter') }),
  )
  const objects = createDiskObjectStore({ root: start.objectsDir })
  await createSyncWorker({ db, bus, mahak, objects, clock: systemClock, logger, config })
  createScheduler({ db, bus, logger, config })
  return 0
}
