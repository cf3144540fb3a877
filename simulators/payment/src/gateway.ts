import type { Clock } from '@hybrid-store/kernel'
import type { PaymentStore } from './payment-store.ts'
import type { SwitchBoard } from './switches.ts'

/** What every use case of the simulated gateway works on. */
export interface Gateway {
  payments: PaymentStore
  switches: SwitchBoard
  clock: Clock
  /** First letter of authorities: ZarinPal's sandbox gives S, production A. */
  authorityPrefix: 'S' | 'A'
}
