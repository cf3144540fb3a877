import type { Logger } from '@hybrid-store/http'
import type { Metrics } from '@hybrid-store/observability'
import type { StandaloneConfig } from './config.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { Secrets } from './secrets.ts'

/** What the starting steps share. */
export interface Start {
  config: StandaloneConfig
  logger: Logger
  secrets: Secrets
  /** Each step notes here how what it started is closed. */
  life: Lifecycle
  publicUrl: string
  /** One for all parts, for they are one process. */
  metrics: Metrics
}
