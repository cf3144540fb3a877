import { type Postponement, postponeDirty, type Tx } from '@hybrid-store/database'
import type { Aggregate } from '../bulk-saver/aggregate.ts'
import type { FailureClass } from '../retry-error-manager/classify.ts'
import type { NextStep } from '../retry-error-manager/next-step.ts'
import type { Account } from '../sync-deps.ts'
import type { Lane } from './lane.ts'
import type { PushDeps } from './push-deps.ts'
import { setRefused, setUnanswered } from './sending.repository.ts'

/** A record that was not accepted, why, and what happens to it next. */
export interface Setback {
  aggregate: Aggregate
  failure: FailureClass
  step: NextStep
}

/** Puts records that were not accepted back, set by set; gives in how many ms they are due again. */
export async function putBack(
  { config }: PushDeps,
  tx: Tx,
  { lane, account }: { lane: Lane; account: Account },
  setbacks: readonly Setback[],
): Promise<number[]> {
  if (setbacks.length === 0) return []
  const [unknown, refused] = parted(setbacks, ({ failure }) => failure === 'uncertain')
  await setUnanswered(tx, account.id, lane.root, unknown.map(idOf))
  await setRefused(tx, account.id, lane.root, refused.map(heldAfter))
  const postponed = setbacks.map((setback) => postponementOf(setback, config.sendSettleMs))
  await postponeDirty(tx, postponed)
  const dead = setbacks.filter(({ step }) => step.kind === 'dead').map(idOf)
  if (dead.length > 0) await lane.needsAttention(tx, dead)
  return postponed.flatMap((outcome) => ('delayMs' in outcome ? [outcome.delayMs] : []))
}

const idOf = ({ aggregate }: Setback): string => aggregate.record.localId

/** Enough to travel alone, whatever the company was. */
const ALONE = 30

/**
 * What Mahak refused because it holds an invoice must not be taken for what it holds when it is tried again; what made it
 * refuse a whole call goes alone until it is accepted.
 */
const heldAfter = ({ aggregate, failure }: Setback) => ({
  localId: aggregate.record.localId,
  sentHash: failure === 'immutable' ? aggregate.sentHash : aggregate.hash,
  halvings: failure === 'batch_rejected' ? ALONE : aggregate.halvings,
})

function postponementOf({ aggregate: { record }, step }: Setback, settleMs: number): Postponement {
  if (step.kind === 'dead') return { record, dead: true }
  return { record, counts: step.counts, delayMs: step.kind === 'settle' ? settleMs : step.delayMs }
}

function parted<T>(values: readonly T[], test: (value: T) => boolean): [T[], T[]] {
  return [values.filter(test), values.filter((value) => !test(value))]
}
