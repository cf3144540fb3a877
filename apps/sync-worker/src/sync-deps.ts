import type { Database } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import type { Logger } from 'pino'
import type { SyncConfig } from './config.ts'
import type { MahakPort } from './mahak-port.ts'

/** What every part of the worker is given. */
export interface SyncDeps {
  db: Database
  mahak: MahakPort
  clock: Clock
  logger: Logger
  config: SyncConfig
}

/** The account the installation works with. Ids and versions of Mahak are valid within it only. */
export interface Account {
  id: number
  visitorId: number
}
