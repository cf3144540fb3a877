import type { Clock } from '@hybrid-store/kernel'
import type { Inbox } from './inbox.ts'
import type { SwitchBoard } from './switches.ts'

/** What every call of the simulated provider works on. */
export interface Operator {
  inbox: Inbox
  switches: SwitchBoard
  clock: Clock
}
