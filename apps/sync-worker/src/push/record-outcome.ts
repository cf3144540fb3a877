import { type DirtyRecord, finishDirty, postponeDirty, type Tx } from '@hybrid-store/database'
import type { Aggregate } from '../bulk-saver/aggregate.ts'
import { type AggregateAnswer, readAnswer } from '../bulk-saver/read-answer.ts'
import type { MahakFailure, SaveResults } from '../mahak-port.ts'
import { originMahak } from '../origin.ts'
import { classOfFailure } from '../retry-error-manager/classify.ts'
import { failureIssue } from '../retry-error-manager/failure-issue.ts'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import { type NextStep, nextStep, stepAfterFailedCall } from '../retry-error-manager/next-step.ts'
import { refusalIssue } from '../retry-error-manager/refusal-issue.ts'
import type { Account } from '../sync-deps.ts'
import type { Lane } from './lane.ts'
import { lockOwned } from './leases.repository.ts'
import type { PushDeps } from './push-deps.ts'
import { recordAccepted } from './record-accepted.ts'
import { finishAttempt, saveStored, setSendState, setUnanswered } from './sending.repository.ts'

/** A call that was intended: what it carried, and under which lease and attempt. */
export interface Sending {
  lane: Lane
  owner: string
  account: Account
  aggregates: readonly Aggregate[]
  attempt: number
}

/** Mahak answered row by row: good records are finished, each other one goes its own way. */
export async function recordAnswer(deps: PushDeps, sending: Sending, results: SaveResults): Promise<void> {
  const answers = readAnswer(sending.aggregates, results)
  deps.breaker.succeeded()
  await deps.db.transaction(async (tx) => {
    const owned = await begin(tx, sending)
    await saveStored(
      tx,
      sending.account.id,
      answers.flatMap((answer) => answer.stored),
    )
    const ours = answers.filter((answer) => owned.has(answer.aggregate.record.localId))
    const accepted = ours.filter((answer) => answer.outcome === 'accepted').map((answer) => answer.aggregate)
    await accept(tx, sending, accepted)
    for (const answer of ours) if (answer.outcome !== 'accepted') await putBack(deps, tx, sending, answer)
    await resolveIssues(tx, 'push', [sending.lane.entity])
    const outcome = accepted.length === answers.length ? 'ok' : 'partial'
    await finishAttempt(tx, sending.attempt, { outcome, failure: null, accepted: accepted.length })
  })
}

/** The call failed as a whole. What was certainly not stored is due again later; the rest is uncertain. */
export async function recordFailure(deps: PushDeps, sending: Sending, failure: MahakFailure): Promise<void> {
  const outcome = classOfFailure(failure)
  const lone = outcome === 'batch_rejected'
  if (!lone) deps.breaker.failed(failure.retryAfterMs)
  deps.logger.warn({ lane: sending.lane.entity, code: failure.code, outcome }, 'save failed')
  await deps.db.transaction(async (tx) => {
    const owned = await begin(tx, sending)
    const entity = sending.lane.entity
    for (const aggregate of sending.aggregates) {
      const { localId } = aggregate.record
      if (!owned.has(localId)) continue
      await take(deps, tx, sending, aggregate.record, stepAfterFailedCall(outcome, aggregate.record.attempts))
      if (lone) await openIssues(tx, [failureIssue(entity, failure, localId)])
    }
    if (!lone) await openIssues(tx, [failureIssue('push', failure, entity)])
    await finishAttempt(tx, sending.attempt, { outcome, failure: failure.code, accepted: 0 })
  })
}

/** Gives the records that are still ours. Their rows are locked in key order, and nobody waits for us for long. */
async function begin(tx: Tx, { lane, owner, aggregates }: Sending): Promise<Set<string>> {
  await tx.run(originMahak)
  const ids = aggregates.map((aggregate) => aggregate.record.localId)
  return lockOwned(tx, lane.entity, ids, owner)
}

async function accept(tx: Tx, { lane, account }: Sending, aggregates: readonly Aggregate[]): Promise<void> {
  const records = aggregates.map((aggregate) => aggregate.record)
  const ids = records.map((record) => record.localId)
  if (ids.length === 0) return
  await recordAccepted(tx, lane, account, ids)
  await finishDirty(tx, records)
}

async function putBack(deps: PushDeps, tx: Tx, sending: Sending, answer: AggregateAnswer): Promise<void> {
  if (answer.outcome === 'accepted') return
  const { record } = answer.aggregate
  const issues = answer.refused.map((row) => refusalIssue(sending.lane.entity, record.localId, row))
  await openIssues(tx, issues)
  const partial = answer.stored.length > 0
  await take(deps, tx, sending, record, nextStep(answer.outcome, { attempts: record.attempts, partial }))
}

async function take(deps: PushDeps, tx: Tx, sending: Sending, record: DirtyRecord, step: NextStep): Promise<void> {
  const { lane, account } = sending
  if (step.kind !== 'settle') await setSendState(tx, account.id, lane.root, [record.localId], 'idle')
  if (step.kind === 'settle') {
    await setUnanswered(tx, account.id, lane.root, record.localId)
    await postponeDirty(tx, record, { delayMs: deps.config.sendSettleMs, counts: false })
  } else if (step.kind === 'retry') {
    await postponeDirty(tx, record, { delayMs: step.delayMs, counts: step.counts })
  } else {
    await postponeDirty(tx, record, { dead: true })
    await lane.needsAttention(tx, [record.localId])
  }
}
