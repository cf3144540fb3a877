import type { BuildContext } from './lane.ts'
import type { PushDeps } from './push-deps.ts'
import type { Turn } from './turns.ts'

/** One going through what is due. */
export interface Run {
  deps: PushDeps
  context: BuildContext
  /** The name the run's leases are held under. */
  owner: string
  /** One call at a time; the next one is made ready and the last one written down beside it. */
  callTurn: Turn
}

export const mayGoOn = (deps: PushDeps): boolean => !deps.closing() && deps.breaker.isClosed()
