import { randomUUID } from 'node:crypto'
import type { DirtyRecord } from '@hybrid-store/database'
import { checkAccount } from '../account/check-account.ts'
import type { Aggregate } from '../bulk-saver/aggregate.ts'
import { pack, packLimits } from '../bulk-saver/pack.ts'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import { claimRecords, PACKS_IN_FLIGHT, prepareRecords } from './claim-records.ts'
import type { BuildContext, Lane } from './lane.ts'
import { releaseLeases } from './leases.repository.ts'
import { readOffice } from './office.ts'
import { lastReadingStart } from './outgoing-links.repository.ts'
import type { PushDeps } from './push-deps.ts'
import { sendPack } from './send-pack.ts'

/** How a drain ended: `again` tells when to come back before the next sweep, in ms. */
export type DrainOutcome = { kind: 'drained' | 'paused' | 'not_ready' | 'budget_spent'; again?: number | undefined }

/** Rounds of one drain; then whatever else waits in the queue gets its turn. */
const ROUNDS = 25

/**
 * Sends what is due in these lanes until nothing is left, Mahak fails or the budget is spent. Each round takes from every
 * lane, in their order: an order finds its customer sent, however many others wait.
 */
export async function drain(deps: PushDeps, ...lanes: readonly Lane[]): Promise<DrainOutcome> {
  if (!mayGoOn(deps)) return paused(deps)
  const context = await readContext(deps)
  if (!context) return { kind: 'not_ready' }
  const run: Run = { deps, context, owner: `${deps.workerId}/${randomUUID()}` }
  const dueAgain: number[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    let claimed = 0
    for (const lane of lanes) {
      const sent = await sendSome(run, lane, round === ROUNDS)
      claimed += sent.claimed
      dueAgain.push(...sent.dueAgain)
      if (!mayGoOn(deps)) return paused(deps)
    }
    if (claimed === 0) return { kind: 'drained', again: dueAgain.sort((a, b) => a - b)[0] }
  }
  return { kind: 'budget_spent', again: 0 }
}

const mayGoOn = (deps: PushDeps): boolean => !deps.closing() && deps.breaker.isClosed()

/** Nothing is claimed while Mahak is out of order; the pause ends by itself. */
function paused({ breaker }: PushDeps): DrainOutcome {
  const again = breaker.pauseMs()
  return again > 0 ? { kind: 'paused', again } : { kind: 'paused' }
}

interface Run {
  deps: PushDeps
  context: BuildContext
  /** The name the run's leases are held under. */
  owner: string
}

async function sendSome(run: Run, lane: Lane, suspectFirst: boolean): Promise<{ claimed: number; dueAgain: number[] }> {
  const { deps, context, owner } = run
  const records = await deps.db.transaction((tx) => claimRecords(tx, lane, context, { owner, suspectFirst }))
  if (records.length === 0) return { claimed: 0, dueAgain: [] }
  const prepared = await prepare(run, lane, records)
  const answered = await sendAll(run, lane, prepared.ready)
  return { claimed: records.length, dueAgain: [...prepared.dueAgain, ...answered] }
}

/** A database that failed says nothing of the records: they go back as they came. */
async function prepare({ deps, context, owner }: Run, lane: Lane, records: readonly DirtyRecord[]) {
  try {
    return await deps.db.transaction((tx) => prepareRecords(tx, lane, context, records))
  } catch (error) {
    await releaseLeases(deps.db, records, owner)
    throw error
  }
}

/** Sends in few calls, several at a time; what was not begun goes back. Gives in how many ms what failed is due again. */
async function sendAll({ deps, context, owner }: Run, lane: Lane, ready: readonly Aggregate[]): Promise<number[]> {
  const packs = pack(ready, packLimits(deps.config.saveBatch))
  const dueAgain: number[] = []
  const sender = async () => {
    while (packs.length > 0 && mayGoOn(deps))
      dueAgain.push(...(await sendPack(deps, lane, context, owner, packs.shift() ?? [])))
  }
  const length = deps.breaker.isProbing() ? 1 : PACKS_IN_FLIGHT
  const ended = await Promise.allSettled(Array.from({ length }, sender))
  await releaseLeases(
    deps.db,
    packs.flat().map((aggregate) => aggregate.record),
    owner,
  )
  for (const end of ended) if (end.status === 'rejected') throw end.reason
  return dueAgain
}

/**
 * What documents need to know of the books. Nothing is pushed to the books of another database, nor before everything was read
 * once: persons would be made twice (Mahak API reference §9.3).
 */
async function readContext(deps: PushDeps): Promise<BuildContext | null> {
  const { db, config } = deps
  const checked = await checkAccount(deps)
  if (!checked.ok) return null
  const account = checked.value
  for (const entity of ['Visitors', 'Stores', 'People', 'Orders'])
    if (!(await lastReadingStart(db, account.id, entity))) return null
  const office = await readOffice(db, account, config)
  if (office.ok) {
    await resolveIssues(db, 'push', ['office'])
    return { account, config, office: office.value }
  }
  await openIssues(db, [
    {
      entity: 'push',
      recordId: 'office',
      class: 'config',
      code: office.error.code,
      message: `در محک ${office.error.missing.join(' و ')} برای فروشگاه تعریف نشده است؛ سفارش‌ها منتظر می‌مانند.`,
    },
  ])
  return null
}
