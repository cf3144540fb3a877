import type { Database } from '@hybrid-store/database'
import type { Logger } from '@hybrid-store/http'
import type { Clock } from '@hybrid-store/kernel'
import type { CoreConfig } from '../../config.ts'
import type { PaymentGateway } from '../payments/index.ts'

export interface CheckoutDeps {
  db: Database
  clock: Clock
  logger: Logger
  gateway: PaymentGateway
  config: Pick<CoreConfig, 'PUBLIC_URL' | 'RESERVATION_MINUTES'>
}
