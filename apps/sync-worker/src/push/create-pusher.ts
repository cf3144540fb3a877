import { lastGeneration } from '@hybrid-store/database'
import { type DrainOutcome, drain, drainNewest, soonest } from './drain.ts'
import type { Lane } from './lane.ts'
import type { PushDeps } from './push-deps.ts'
import type { Turn } from './turns.ts'

/**
 * What a doorbell for these lanes starts. The newest records go at once, in a small call; then the backlog, once at a time.
 * Doorbells that ring meanwhile send what is newer than the backlog beside it (sync-engines.md C10: lanes with capacity of
 * their own). Backlogs of several queues take turns (`backlogTurn`), so that one large call at most is before a small one.
 */
export function createPusher(
  deps: PushDeps,
  backlogTurn: Turn,
  ...lanes: readonly Lane[]
): () => Promise<DrainOutcome> {
  /** The generation everything in the backlog that is being sent is up to. */
  let backlog: Promise<number> | null = null

  return async () => {
    if (backlog) return drainNewest(deps, await backlog, ...lanes)
    backlog = lastGeneration(deps.db)
    try {
      await backlog
      const newest = await drainNewest(deps, 0, ...lanes)
      const rest = await backlogTurn(() => drain(deps, ...lanes))
      return { ...rest, again: soonest([newest, rest]) }
    } finally {
      backlog = null
    }
  }
}
