import { settleConfirmed } from '@hybrid-store/core/inventory'
import { checkAccount } from '../account/check-account.ts'
import { refreshMapping } from '../account/refresh-mapping.ts'
import { LOCK_SPACE, withLock } from '../advisory-lock.ts'
import { type Ending, inGroups } from '../bulk-fetcher/in-groups.ts'
import { isPulledEntity } from '../data-transformer/remote-entities.ts'
import { databaseTime } from '../database-time.ts'
import type { ChangeVersions } from '../mahak-port.ts'
import { forgetSeen, noteSeen } from '../reconcile/seen.repository.ts'
import { failureIssue } from '../retry-error-manager/failure-issue.ts'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import { finishReading } from '../row-version-tracker/progress.repository.ts'
import { readFrom, settle } from '../row-version-tracker/settle-rule.ts'
import { advanceWatermark, selectWatermarks, type Watermark } from '../row-version-tracker/watermark.repository.ts'
import type { Account, SyncDeps } from '../sync-deps.ts'
import { applyPending } from '../upsert-engine/apply-pending.ts'
import { analyzeReceived, setBadPending } from '../upsert-engine/pending.repository.ts'
import { ENTITY_GROUPS, type EntityGroup } from './entity-groups.ts'
import { badRowIssue, idOf, NO_ID, type Received, receiveRows } from './receive-rows.ts'

const GROUP_SIZE = 2_000
/** So many changed rows make what the planner knows of the mirror worthless. */
const MANY = 20_000
/** How long who needs a group for certain waits for an ordinary reading of it; short enough for a worker that is to close. */
export const PATIENCE_MS = 3_000

export type PullOutcome =
  | {
      kind: 'complete'
      changed: number
      /** Rows the shop took over, with what earlier readings had left. */
      applied: number
      /** Rows that were read, by entity. */
      read: Readonly<Record<string, number>>
      /** Changed rows at or below a version that was taken for safe. */
      late: number
    }
  /** Nothing was applied and no checkpoint moved. */
  | { kind: 'incomplete'; reason: string }
  /** Another worker is reading this group. */
  | { kind: 'busy' }

/**
 * Reads what changed in a group of entities since its checkpoints, or everything if `full`, and takes it over into the
 * shop. First all rows go to the mirror, then, if the answer was complete, the checkpoints move and what is pending is
 * applied: a cut-off answer changes nothing in the shop, and a crash in between only leaves rows pending.
 */
export async function pullGroup(
  deps: SyncDeps,
  group: EntityGroup,
  options: { full?: boolean } = {},
): Promise<PullOutcome> {
  const { full = false } = options
  const waitMs = full ? PATIENCE_MS : 0
  const outcome = await withLock(deps.db, LOCK_SPACE.pull, group, () => pullAlone(deps, group, full), waitMs)
  return outcome ?? { kind: 'busy' }
}

/** Pulls as `pullGroup` does, for whoever has the lock of the group. */
export async function pullAlone(deps: SyncDeps, group: EntityGroup, full = false): Promise<PullOutcome> {
  const began = performance.now()
  const account = await checkAccount(deps)
  if (!account.ok) return { kind: 'incomplete', reason: account.error.reason }
  await refreshMapping(deps, account.value)
  if (full) {
    await anotherChance(deps, account.value, ENTITY_GROUPS[group])
    await forgetSeen(deps.db, account.value.id, ENTITY_GROUPS[group])
  }
  const reading = await read(deps, account.value, group, full)
  const { rows, changed, late } = [...reading.received.values()].reduce(sum, NOTHING)
  const summary = () => ({ group, full, rows, changed, seconds: Math.round(performance.now() - began) / 1000 })
  if (!reading.ending.complete) {
    deps.logger.warn({ ...summary(), failure: reading.ending.failure }, 'incomplete answer')
    await openIssues(deps.db, [failureIssue('pull', reading.ending.failure, group)])
    return { kind: 'incomplete', reason: reading.ending.failure.code }
  }
  await moveCheckpoints(deps, account.value, group, reading)
  if (changed > MANY) await analyzeReceived(deps.db)
  const applied = await applyPending(deps, account.value)
  await settleSales(deps, account.value)
  // A shop reads every few seconds; what brought nothing is not worth a line of everybody's log.
  deps.logger[full || changed > 0 ? 'info' : 'debug'](summary(), 'pulled')
  return { kind: 'complete', changed, applied, read: reading.ending.end.counts, late }
}

/** A full reading sends every row again: what was put aside is tried anew, and rows without an id are counted anew. */
function anotherChance({ db }: SyncDeps, account: Account, entities: readonly string[]): Promise<void> {
  return db.transaction(async (tx) => {
    await setBadPending(tx, account.id, entities)
    for (const entity of entities) await resolveIssues(tx, entity, [NO_ID], ['bad_row'])
  })
}

/** How far the stock itself was read decides, for this may be the reading of another group while that one fails. */
async function settleSales({ db }: SyncDeps, account: Account): Promise<void> {
  const [stock] = await selectWatermarks(db, account.id, ['ProductDetailStoreAssets'])
  const readAt = stock?.pullStartedAt
  if (readAt) await db.transaction((tx) => settleConfirmed(tx, readAt))
}

interface Reading {
  started: Date
  full: boolean
  watermarks: Watermark[]
  received: Map<string, Received>
  ending: Ending
}

async function read(deps: SyncDeps, account: Account, group: EntityGroup, full: boolean): Promise<Reading> {
  const watermarks = await selectWatermarks(deps.db, account.id, ENTITY_GROUPS[group])
  const marks = new Map(watermarks.map((mark) => [mark.entity, mark]))
  const versions: ChangeVersions = {}
  for (const entity of ENTITY_GROUPS[group]) versions[entity] = full ? 0 : readFrom(marks.get(entity)?.safe ?? 0)
  const started = await databaseTime(deps.db)
  const received = new Map<string, Received>()
  const ending = await inGroups(deps.mahak.changes(versions), GROUP_SIZE, async ({ entity, rows }) => {
    if (!isPulledEntity(entity)) return
    if (full)
      await noteSeen(
        deps.db,
        account.id,
        entity,
        rows.map((row) => idOf(entity, row)),
      )
    const safe = marks.get(entity)?.safe ?? 0
    const everythingSince = versions[entity] === 0 ? started : null
    const result = await receiveRows(deps, account, entity, rows, { safe, everythingSince })
    received.set(entity, sum(received.get(entity), result))
  })
  return { started, full, watermarks, received, ending }
}

async function moveCheckpoints(
  { db, config }: SyncDeps,
  account: Account,
  group: EntityGroup,
  { started, full, watermarks, received, ending }: Reading,
): Promise<void> {
  const finished = await databaseTime(db)
  await db.transaction(async (tx) => {
    if (full) for (const row of ending.unreadable) await noteSeen(tx, account.id, row.entity, [row.id])
    await openIssues(
      tx,
      ending.unreadable.map((row) => badRowIssue(row.entity, row.id, '', 'این ردیف محک خوانده نشد.', row.reason)),
    )
    for (const mark of watermarks) {
      const { inserted, late, largest } = received.get(mark.entity) ?? NOTHING
      const times = { started: started.getTime(), finished: finished.getTime() }
      const progress = settle(mark, { ...times, largest }, config.pullSettleMs)
      const everything = full || readFrom(mark.safe) === 0
      const advance = { entity: mark.entity, progress, started, finished, full: everything, inserted, late }
      await advanceWatermark(tx, account.id, advance)
    }
    await finishReading(tx, account.id, ENTITY_GROUPS[group], started)
    await resolveIssues(tx, 'pull', [group])
  })
}

const NOTHING: Received = { rows: 0, inserted: 0, changed: 0, late: 0, largest: 0 }

const sum = (a: Received = NOTHING, b: Received): Received => ({
  rows: a.rows + b.rows,
  inserted: a.inserted + b.inserted,
  changed: a.changed + b.changed,
  late: a.late + b.late,
  largest: Math.max(a.largest, b.largest),
})
