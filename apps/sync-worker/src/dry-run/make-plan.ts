import { type Database, rehearse } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { checkAccount } from '../account/check-account.ts'
import { LOCK_SPACE, withLock } from '../advisory-lock.ts'
import type { ChangeVersions } from '../mahak-port.ts'
import { ENTITY_GROUPS, type EntityGroup, entityGroups } from '../pull/entity-groups.ts'
import { PATIENCE_MS, pullAlone } from '../pull/pull-group.ts'
import { drain } from '../push/drain.ts'
import { LANES } from '../push/lanes.ts'
import type { PushDeps } from '../push/push-deps.ts'
import { createBreaker } from '../retry-error-manager/breaker.ts'
import { readFrom } from '../row-version-tracker/settle-rule.ts'
import { selectWatermarks } from '../row-version-tracker/watermark.repository.ts'
import type { Account } from '../sync-deps.ts'
import { finishPlan, type Summary } from './plan.repository.ts'
import { recordAnswer } from './recorded-answers.ts'
import { createSink, type Sink } from './sink.ts'
import { type Before, lookBefore, summarize } from './summarize.ts'

type Failed = { code: string }

/**
 * Finds out what an exchange would do now, by doing it: Mahak's answers are read and kept, then the real reading, merging and
 * sending run on a database whose every change is rolled back, against a Mahak that keeps nothing. So there is no second
 * description of the exchange that could be wrong. No call is made inside the transaction.
 */
export async function makePlan(deps: PushDeps, planId: number): Promise<Result<void, Failed>> {
  const answered = await deps.mahak.account()
  const account = await checkAccount(deps)
  if (!answered.ok || !account.ok) return end(deps.db, planId, fail({ code: 'no_account' }))
  for (const group of entityGroups) {
    const failure = await record(deps, account.value, planId, group)
    if (failure) return end(deps.db, planId, fail({ code: failure }))
  }
  const summary = await alone(deps.db, [...entityGroups], async () => {
    const before = await lookBefore(deps.db)
    return rehearse(deps.db, (stage) => {
      const sink = createSink(deps.db, planId, answered.value)
      return perform({ ...deps, db: stage, mahak: sink, breaker: createBreaker() }, sink, account.value, before)
    })
  })
  return end(deps.db, planId, summary)
}

/** With the locks of all groups: a reading that began meanwhile would wait for the rehearsal, and the rehearsal for it. */
async function alone<T>(
  db: Database,
  [group, ...others]: readonly EntityGroup[],
  work: () => Promise<Result<T, Failed>>,
): Promise<Result<T, Failed>> {
  if (!group) return work()
  const done = await withLock(db, LOCK_SPACE.pull, group, () => alone(db, others, work), PATIENCE_MS)
  return done ?? fail({ code: `${group} is being read` })
}

async function end(db: Database, planId: number, summary: Result<Summary, Failed>): Promise<Result<void, Failed>> {
  await finishPlan(db, planId, summary.ok ? { summary: summary.value } : { failure: summary.error.code })
  return summary.ok ? ok(undefined) : summary
}

/** Reads what a pull would read; gives why it could not. */
async function record(
  { db, mahak }: PushDeps,
  account: Account,
  planId: number,
  group: EntityGroup,
): Promise<string | null> {
  const versions: ChangeVersions = {}
  for (const { entity, safe } of await selectWatermarks(db, account.id, ENTITY_GROUPS[group]))
    Object.assign(versions, { [entity]: readFrom(safe) })
  const failure = await recordAnswer(db, planId, group, mahak.changes(versions))
  return failure?.code ?? null
}

async function perform(deps: PushDeps, sink: Sink, account: Account, before: Before): Promise<Result<Summary, Failed>> {
  for (const group of entityGroups) {
    const outcome = await pullAlone(deps, group)
    if (outcome.kind !== 'complete') return fail({ code: `${group} could not be read` })
  }
  const lanes = Object.values(LANES).flat()
  while ((await drain(deps, ...lanes)).kind === 'budget_spent');
  return ok(await summarize(deps.db, account, before, sink))
}
