import { finishDirty, leaseDirty, postponeDirty, type Tx } from '@hybrid-store/database'
import { PACK_LIMITS } from '../bulk-saver/pack.ts'
import { originMahak } from '../origin.ts'
import { openIssues } from '../retry-error-manager/issue.repository.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { leaseMsOf } from './push-deps.ts'
import { settleUncertain } from './settle-uncertain.ts'

/** How long a record waits for the one that has to be sent before it. */
const WAIT_FOR_OTHER_MS = 1_000

export interface Claim {
  records: number
  ready: Built['ready']
  /** Whether records were put back that will be due again in a moment. */
  waiting: boolean
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
  const built = clear.length === 0 ? NOTHING : await lane.build(tx, context, clear)
  await finishDirty(tx, built.done)
  for (const record of built.waiting) await postponeDirty(tx, record, { delayMs: WAIT_FOR_OTHER_MS, counts: false })
  await refuse(tx, lane, built.refused)
  return { records: records.length, ready: built.ready, waiting: built.waiting.length > 0 }
}

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
