import { sql, type Tx } from '@hybrid-store/database'
import { LOCK_SPACE } from '../advisory-lock.ts'
import { isPulledEntity, type PulledEntity } from '../data-transformer/remote-entities.ts'
import { mayApply } from '../logical-delete-handler/deletion-guard.ts'
import { originMahak } from '../origin.ts'
import { isInfrastructureError } from '../retry-error-manager/infrastructure-error.ts'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import { addApplied, finishApplying } from '../row-version-tracker/progress.repository.ts'
import type { Account, SyncDeps } from '../sync-deps.ts'
import type { ApplyContext } from './applier.ts'
import { appliers } from './apply-order.ts'
import { replaceOrphans, wakeOrphans } from './orphan.repository.ts'
import { lockPending, selectPendingEntities, selectPendingIds, setApplied, setAside } from './pending.repository.ts'

const GROUP = 2_000

/**
 * Takes everything that is pending in the mirror over into the shop, parents before children, 2,000 rows per transaction.
 * Gives how many rows the shop has taken over by it. It may be stopped at any moment and goes on where it stood.
 */
export async function applyPending(deps: SyncDeps, account: Account): Promise<number> {
  const context: ApplyContext = { account, config: deps.config }
  const stopped = new Set<PulledEntity>()
  let applied = 0
  for (let entity = await nextEntity(); entity; entity = await nextEntity()) {
    if (await mayApply(deps.db, account, entity)) applied += await applyEntity(deps, context, entity)
    stopped.add(entity)
  }
  return applied

  // Asked anew after each entity: a parent that was just applied makes its waiting children pending.
  async function nextEntity(): Promise<PulledEntity | undefined> {
    const pending = new Set((await selectPendingEntities(deps.db, account.id)).map((row) => row.entity))
    return Object.keys(appliers)
      .filter(isPulledEntity)
      .find((entity) => pending.has(entity) && !stopped.has(entity))
  }
}

async function applyEntity(deps: SyncDeps, context: ApplyContext, entity: PulledEntity): Promise<number> {
  let applied = 0
  let last = 0
  await addApplied(deps.db, context.account.id, entity, 0)
  for (;;) {
    const ids = await selectPendingIds(deps.db, context.account.id, entity, last, GROUP)
    applied += await applyGroup(deps, context, entity, ids)
    last = ids.at(-1) ?? last
    if (ids.length < GROUP) break
  }
  await finishApplying(deps.db, context.account.id, entity)
  return applied
}

/** One transaction for the group; if a row of it cannot be applied, the halves, until that row stands alone and is put aside. */
async function applyGroup(
  deps: SyncDeps,
  context: ApplyContext,
  entity: PulledEntity,
  ids: readonly number[],
): Promise<number> {
  if (ids.length === 0) return 0
  try {
    return await deps.db.transaction((tx) => applyRows(tx, context, entity, ids))
  } catch (error) {
    if (isInfrastructureError(error)) throw error
    const [only, ...others] = ids
    if (only !== undefined && others.length === 0) {
      await putAside(deps, context, entity, only, error)
      return 0
    }
    const middle = Math.ceil(ids.length / 2)
    const first = await applyGroup(deps, context, entity, ids.slice(0, middle))
    return first + (await applyGroup(deps, context, entity, ids.slice(middle)))
  }
}

/** Gives the number of rows taken over; others may have been quicker with some of them. */
async function applyRows(tx: Tx, context: ApplyContext, entity: PulledEntity, ids: readonly number[]): Promise<number> {
  const accountId = context.account.id
  // One at a time: a child must not look for a parent that another worker is just about to commit.
  await tx.run(sql`select pg_advisory_xact_lock(${LOCK_SPACE.apply}, ${accountId})`)
  await tx.run(originMahak)
  const rows = await lockPending(tx, accountId, entity, ids)
  const taken = rows.map((row) => row.id)
  const { orphans = [], waits = [], issues = [] } = await appliers[entity](tx, context, rows)
  const orphaned = new Set(orphans.map((orphan) => orphan.id))
  const done = taken.filter((id) => !orphaned.has(id))
  await setApplied(tx, accountId, entity, done)
  await setAside(tx, accountId, entity, [...orphaned], 'orphan')
  await replaceOrphans(tx, accountId, entity, taken, [...orphans, ...waits])
  await wakeOrphans(tx, accountId, entity, done)
  await openIssues(tx, issues)
  await resolveIssues(tx, entity, done.map(String), ['not_applied'])
  await addApplied(tx, accountId, entity, taken.length)
  return done.length
}

async function putAside(
  { db, logger }: SyncDeps,
  context: ApplyContext,
  entity: PulledEntity,
  id: number,
  error: unknown,
): Promise<void> {
  logger.error({ err: error, entity, id }, 'a row could not be applied')
  await db.transaction(async (tx) => {
    await setAside(tx, context.account.id, entity, [id], 'bad')
    await openIssues(tx, [
      {
        entity,
        recordId: String(id),
        class: 'bug',
        code: 'not_applied',
        message: 'این ردیف محک در فروشگاه ثبت نشد؛ بقیهٔ ردیف‌ها ثبت شده‌اند.',
        detail: error instanceof Error ? error.message : String(error),
      },
    ])
    await addApplied(tx, context.account.id, entity, 1)
  })
}
