import { type DirtyRecord, finishDirty, leaseDirty, postponeDirty, sql, type Tx } from '@hybrid-store/database'
import { PACK_LIMITS } from '../bulk-saver/pack.ts'
import { originMahak } from '../origin.ts'
import { isInfrastructureError } from '../retry-error-manager/infrastructure-error.ts'
import { type Issue, openIssues } from '../retry-error-manager/issue.repository.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { leaseMsOf } from './push-deps.ts'
import { settleUncertain } from './settle-uncertain.ts'

export interface Claim {
  records: number
  ready: Built['ready']
  /** In how many ms records that were put back are due again. */
  dueAgain: number[]
}

/**
 * Takes due records and puts their rows together, all in one short transaction, so that what is sent is one consistent
 * state of the shop. Records with nothing to send, uncertain ones and impossible ones are dealt with on the spot.
 */
export async function claimRecords(tx: Tx, lane: Lane, context: BuildContext, owner: string): Promise<Claim> {
  await tx.run(originMahak)
  const records = await leaseDirty(tx, lane.entity, {
    limit: PACK_LIMITS.aggregates,
    leaseMs: leaseMsOf(context.config.saveDeadlineMs),
    worker: owner,
  })
  const clear = await settleUncertain(tx, lane, context, records)
  const built = clear.length === 0 ? NOTHING : await buildRows(tx, lane, context, clear)
  await finishDirty(tx, built.done)
  for (const { record, delayMs } of built.waiting) await postponeDirty(tx, record, { delayMs, counts: false })
  await refuse(tx, lane, built.refused)
  return { records: records.length, ready: built.ready, dueAgain: built.waiting.map(({ delayMs }) => delayMs) }
}

/** Puts rows together; a record of which that cannot be done is refused by itself, so that it holds up no other. */
async function buildRows(tx: Tx, lane: Lane, context: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  await tx.run(sql`savepoint build`)
  try {
    return await lane.build(tx, context, records)
  } catch (error) {
    if (isInfrastructureError(error)) throw error
    await tx.run(sql`rollback to savepoint build`)
    const [only, ...others] = records
    if (only && others.length === 0) return { ...NOTHING, refused: [{ record: only, issue: notBuilt(only, error) }] }
    const middle = Math.ceil(records.length / 2)
    const first = await buildRows(tx, lane, context, records.slice(0, middle))
    const second = await buildRows(tx, lane, context, records.slice(middle))
    return {
      ready: [...first.ready, ...second.ready],
      done: [...first.done, ...second.done],
      refused: [...first.refused, ...second.refused],
      waiting: [...first.waiting, ...second.waiting],
    }
  }
}

const notBuilt = ({ entity, localId }: DirtyRecord, error: unknown): Issue => ({
  entity,
  recordId: localId,
  class: 'bug',
  code: 'not_built',
  message: 'این مورد برای فرستادن به محک آماده نشد؛ بقیه فرستاده می‌شوند.',
  detail: error instanceof Error ? error.message : String(error),
})

async function refuse(tx: Tx, lane: Lane, refused: Built['refused']): Promise<void> {
  for (const { record } of refused) await postponeDirty(tx, record, { dead: true })
  await openIssues(
    tx,
    refused.map(({ issue }) => issue),
  )
  const ids = refused.map(({ record }) => record.localId)
  if (ids.length > 0) await lane.needsAttention(tx, ids)
}

const NOTHING: Built = { ready: [], done: [], refused: [], waiting: [] }
