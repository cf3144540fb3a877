import type { Database } from '@hybrid-store/database'
import type { AccessTokens, Logger } from '@hybrid-store/http'
import type { Clock } from '@hybrid-store/kernel'
import type { MessageBus } from '@hybrid-store/messaging'
import type { ObjectStore } from '@hybrid-store/object-store'
import type { CoreConfig } from './config.ts'

/** What the modules of the core are given; each takes the part it needs. */
export interface CoreDeps {
  db: Database
  clock: Clock
  logger: Logger
  bus: MessageBus
  objects: ObjectStore
  config: CoreConfig
  tokens: AccessTokens
}
