import { finishDirty, type Tx } from '@hybrid-store/database'
import type { Aggregate } from '../bulk-saver/aggregate.ts'
import { type AggregateAnswer, readAnswer } from '../bulk-saver/read-answer.ts'
import type { MahakFailure, SaveResults } from '../mahak-port.ts'
import { originMahak } from '../origin.ts'
import { classOfFailure } from '../retry-error-manager/classify.ts'
import { blamedIssue, failureIssue } from '../retry-error-manager/failure-issue.ts'
import { type Issue, openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import { nextStep, stepAfterFailedCall } from '../retry-error-manager/next-step.ts'
import { refusalIssue } from '../retry-error-manager/refusal-issue.ts'
import type { Account } from '../sync-deps.ts'
import { answerExchanges, failExchanges, isSingledOut } from './exchange.repository.ts'
import type { Lane } from './lane.ts'
import { lockOwned } from './leases.repository.ts'
import type { PushDeps } from './push-deps.ts'
import { putBack, type Setback } from './put-back.ts'
import { recordAccepted } from './record-accepted.ts'
import { finishAttempt, saveStored, setRefused } from './sending.repository.ts'

/** A call that was intended: what it carried, and under which lease and attempt. */
export interface Sending {
  lane: Lane
  owner: string
  account: Account
  aggregates: readonly Aggregate[]
  attempt: number
}

/**
 * Mahak answered row by row: good records are finished, each other one goes its own way. Gives in how many ms those are due
 * again.
 */
export async function recordAnswer(deps: PushDeps, sending: Sending, results: SaveResults): Promise<number[]> {
  const answers = readAnswer(sending.aggregates, results)
  deps.breaker.succeeded()
  return deps.db.transaction(async (tx) => {
    const owned = await begin(tx, sending)
    const ours = answers.filter((answer) => owned.has(answer.aggregate.record.localId))
    const accepted = ours.filter((answer) => answer.outcome === 'accepted').map((answer) => answer.aggregate)
    const noted = await noteStored(tx, sending, answers, accepted)
    await accept(tx, sending, accepted, noted)
    const elsewhere = await goElsewhere(tx, sending, ours)
    await openIssues(
      tx,
      ours
        .filter(({ aggregate }) => !elsewhere.has(aggregate.record.localId))
        .flatMap((answer) => refusalIssues(sending, answer)),
    )
    const setbacks = ours.flatMap(setbackOf).filter(({ aggregate }) => !elsewhere.has(aggregate.record.localId))
    const dueAgain = await putBack(deps, tx, sending, setbacks)
    await resolveIssues(tx, 'push', [sending.lane.entity])
    const outcome = accepted.length === answers.length ? 'ok' : 'partial'
    await finishAttempt(tx, sending.attempt, { outcome, failure: null, accepted: accepted.length })
    await answerExchanges(tx, sending.attempt, answers)
    return dueAgain
  })
}

/** Keeps what Mahak stored, and gives those of the accepted records whose links tell of it now. */
async function noteStored(
  tx: Tx,
  { lane, account }: Sending,
  answers: readonly AggregateAnswer[],
  accepted: readonly Aggregate[],
): Promise<Set<string>> {
  const ids = new Set(accepted.map(({ record }) => record.localId))
  const rows = answers
    .flatMap(({ stored }) => stored)
    .map((row) => ({ ...row, accepted: row.entity === lane.root && ids.has(row.localId) }))
  await saveStored(tx, account.id, rows)
  return new Set(rows.filter((row) => row.accepted).map((row) => row.localId))
}

/** Finishes the records whose change Mahak refuses for good and that goes another way; gives their ids. */
async function goElsewhere(
  tx: Tx,
  { lane, account }: Sending,
  answers: readonly AggregateAnswer[],
): Promise<Set<string>> {
  const immutable = answers.filter(({ outcome }) => outcome === 'immutable').map(({ aggregate }) => aggregate)
  if (immutable.length === 0 || !lane.registered) return new Set()
  const ids = new Set(
    await lane.registered(
      tx,
      immutable.map(({ record }) => record.localId),
    ),
  )
  const gone = immutable.filter(({ record }) => ids.has(record.localId))
  const held = gone.map(({ record, sentHash, halvings }) => ({ localId: record.localId, sentHash, halvings }))
  await setRefused(tx, account.id, lane.root, held)
  await finishDirty(
    tx,
    gone.map(({ record }) => record),
  )
  return ids
}

function setbackOf({ aggregate, outcome, stored }: AggregateAnswer): Setback[] {
  if (outcome === 'accepted') return []
  const { attempts } = aggregate.record
  return [{ aggregate, failure: outcome, step: nextStep(outcome, { attempts, partial: stored.length > 0 }) }]
}

const refusalIssues = ({ lane }: Sending, { aggregate, outcome, refused }: AggregateAnswer): Issue[] =>
  outcome === 'accepted' ? [] : refused.map((row) => refusalIssue(lane.entity, aggregate.record.localId, row))

/**
 * The call failed as a whole. What was certainly not stored is due again later; the rest is uncertain. Gives in how many ms
 * the records are due again.
 */
export async function recordFailure(deps: PushDeps, sending: Sending, failure: MahakFailure): Promise<number[]> {
  const outcome = classOfFailure(failure)
  const { lane, attempt, account } = sending
  deps.logger.warn({ lane: lane.entity, attempt, code: failure.code, outcome }, 'save failed')
  const singledOut = outcome === 'uncertain' && (await isSingledOut(deps.db, account.id, attempt))
  const itsFault = singledOut || outcome === 'batch_rejected'
  if (!itsFault) deps.breaker.failed(failure.retryAfterMs)
  return deps.db.transaction(async (tx) => {
    const owned = await begin(tx, sending)
    const ours = sending.aggregates.filter((aggregate) => owned.has(aggregate.record.localId))
    const setbacks = ours.map((aggregate): Setback => {
      const { attempts } = aggregate.record
      return { aggregate, failure: outcome, step: stepAfterFailedCall(outcome, { attempts, singledOut }) }
    })
    const blamed = ours.map(({ record }) => blamedIssue(lane.entity, failure, record.localId))
    await openIssues(tx, itsFault ? blamed : [failureIssue('push', failure, lane.entity)])
    await finishAttempt(tx, attempt, { outcome, failure: failure.code, accepted: 0 })
    await failExchanges(tx, attempt, outcome)
    return putBack(deps, tx, sending, setbacks)
  })
}

/** Mahak refused the call as a whole; its halves are sent next, under intents of their own. */
export function recordHalving(deps: PushDeps, { attempt }: Sending, failure: MahakFailure): Promise<void> {
  return deps.db.transaction(async (tx) => {
    await finishAttempt(tx, attempt, { outcome: 'batch_rejected', failure: failure.code, accepted: 0 })
    await failExchanges(tx, attempt, 'batch_rejected')
  })
}

/** Gives the records that are still ours. Their rows are locked in key order, and nobody waits for us for long. */
async function begin(tx: Tx, { lane, owner, aggregates }: Sending): Promise<Set<string>> {
  await tx.run(originMahak)
  const ids = aggregates.map((aggregate) => aggregate.record.localId)
  return lockOwned(tx, lane.entity, ids, owner)
}

async function accept(
  tx: Tx,
  { lane, account }: Sending,
  aggregates: readonly Aggregate[],
  noted: ReadonlySet<string>,
): Promise<void> {
  const records = aggregates.map((aggregate) => aggregate.record)
  const ids = records.map((record) => record.localId)
  if (ids.length === 0) return
  await recordAccepted(tx, lane, account, ids, noted)
  await finishDirty(tx, records)
}
