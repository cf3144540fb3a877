import { randomUUID } from 'node:crypto'
import { NEWEST_AT_ONCE } from './claim-records.ts'
import type { Lane } from './lane.ts'
import type { PushDeps } from './push-deps.ts'
import { readContext } from './read-context.ts'
import { mayGoOn, type Run } from './run.ts'
import { type Sent, sendSome } from './send-claimed.ts'
import { createTurn } from './turns.ts'

/** How a drain ended: `again` tells when to come back before the next sweep, in ms. */
export type DrainOutcome = { kind: 'drained' | 'paused' | 'not_ready' | 'budget_spent'; again?: number | undefined }

/** Rounds of each sender; then the other lanes, and whatever else waits in the queue, get their turn. */
const ROUNDS = 25

/** While the call of one is with Mahak, the other makes its next one ready or writes its last one down. */
const SENDERS = 2

/**
 * Sends what is due in these lanes, lane by lane, what waits longest first and in calls as large as they may be, until
 * nothing is left, Mahak fails or the budget is spent.
 */
export const drain = (deps: PushDeps, ...lanes: readonly Lane[]): Promise<DrainOutcome> =>
  inRun(deps, async (run) => {
    const outcomes: DrainOutcome[] = []
    for (const lane of lanes) {
      outcomes.push(await drainLane(run, lane))
      if (!mayGoOn(deps)) return paused(deps)
    }
    return together(outcomes)
  })

/**
 * Sends what was changed last in these lanes, after the generation `after`: one small call of each, which waits for no call
 * of a drain.
 */
export const drainNewest = (deps: PushDeps, after: number, ...lanes: readonly Lane[]): Promise<DrainOutcome> =>
  inRun(deps, async (run) => {
    // What tries whether Mahak is back is left to the drain.
    if (deps.breaker.isProbing()) return { kind: 'drained' }
    const sent: Sent[] = []
    for (const lane of lanes) {
      sent.push(await sendSome(run, lane, { kind: 'newest', after }))
      if (!mayGoOn(deps)) return paused(deps)
    }
    if (sent.some(({ claimed }) => claimed >= NEWEST_AT_ONCE)) return SPENT
    return drained(sent.flatMap((some) => some.dueAgain))
  })

async function inRun(deps: PushDeps, work: (run: Run) => Promise<DrainOutcome>): Promise<DrainOutcome> {
  if (!mayGoOn(deps)) return paused(deps)
  const context = await readContext(deps)
  if (!context) return { kind: 'not_ready' }
  return work({ deps, context, owner: `${deps.workerId}/${randomUUID()}`, callTurn: createTurn() })
}

/** Only one call tries whether Mahak is back. */
async function drainLane(run: Run, lane: Lane): Promise<DrainOutcome> {
  const length = run.deps.breaker.isProbing() ? 1 : SENDERS
  const ended = await Promise.allSettled(Array.from({ length }, () => sendOldest(run, lane)))
  return together(
    ended.map((end) => {
      if (end.status === 'rejected') throw end.reason
      return end.value
    }),
  )
}

async function sendOldest(run: Run, lane: Lane): Promise<DrainOutcome> {
  const dueAgain: number[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    const sent = await sendSome(run, lane, { kind: 'oldest', suspectFirst: round === ROUNDS })
    dueAgain.push(...sent.dueAgain)
    if (!mayGoOn(run.deps)) return paused(run.deps)
    if (sent.claimed === 0) return drained(dueAgain)
  }
  return SPENT
}

const SPENT: DrainOutcome = { kind: 'budget_spent', again: 0 }

const drained = (dueAgain: readonly number[]): DrainOutcome => ({
  kind: 'drained',
  again: soonest(dueAgain.map((again) => ({ again }))),
})

/** Nothing is claimed while Mahak is out of order; the pause ends by itself. */
function paused({ breaker }: PushDeps): DrainOutcome {
  const again = breaker.pauseMs()
  return again > 0 ? { kind: 'paused', again } : { kind: 'paused' }
}

/** From what says most about how it goes on. */
const BY_WEIGHT: readonly DrainOutcome['kind'][] = ['paused', 'budget_spent', 'drained']

function together(outcomes: readonly DrainOutcome[]): DrainOutcome {
  const kind = BY_WEIGHT.find((candidate) => outcomes.some((outcome) => outcome.kind === candidate)) ?? 'drained'
  return { kind, again: soonest(outcomes.filter((outcome) => outcome.kind === kind)) }
}

/** The first of these times to come back. */
export function soonest(outcomes: readonly Pick<DrainOutcome, 'again'>[]): number | undefined {
  const times = outcomes.flatMap(({ again }) => again ?? [])
  return times.length > 0 ? Math.min(...times) : undefined
}
