import {
  buryFatal,
  type DirtyRecord,
  finishDirty,
  type Lease,
  leaseDirty,
  leaseNamed,
  leaseNewest,
  leaseSuspect,
  postponeDirty,
  sql,
  type Tx,
} from '@hybrid-store/database'
import { originMahak } from '../origin.ts'
import { isInfrastructureError } from '../retry-error-manager/infrastructure-error.ts'
import { type Issue, openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { leaseMsOf } from './push-deps.ts'
import { settleUncertain } from './settle-uncertain.ts'

/** Records of one small call for those that came last: it is answered soon, and many come together only in a rush. */
export const NEWEST_AT_ONCE = 32

/**
 * What a run takes of a lane. `oldest`: what waits longest; when nothing else is due, or if it is their turn
 * (`suspectFirst`), one alone of those that may kill their worker. `newest`: what was changed last, after that generation.
 */
export type Choice =
  | { kind: 'oldest'; suspectFirst: boolean }
  | { kind: 'newest'; after: number }
  | { kind: 'named'; localIds: readonly string[] }

/**
 * Takes due records for `owner`. The claim is to be committed before anything is done with the records: what kills this
 * process must have been counted.
 */
export function claimRecords(
  tx: Tx,
  lane: Lane,
  { config }: BuildContext,
  owner: string,
  choice: Choice,
): Promise<DirtyRecord[]> {
  const lease = { leaseMs: leaseMsOf(config.saveDeadlineMs), worker: owner }
  const limit = Math.min(NEWEST_AT_ONCE, config.saveBatch)
  if (choice.kind === 'newest') return leaseNewest(tx, lane.entity, { ...lease, limit, after: choice.after })
  if (choice.kind === 'named') return leaseNamed(tx, lane.entity, { ...lease, localIds: choice.localIds })
  return claimOldest(tx, lane, { ...lease, limit: config.saveBatch }, choice.suspectFirst)
}

async function claimOldest(
  tx: Tx,
  lane: Lane,
  lease: Lease & { limit: number },
  suspectFirst: boolean,
): Promise<DirtyRecord[]> {
  const many = () => leaseDirty(tx, lane.entity, lease)
  const one = async () => {
    await bury(tx, lane)
    return leaseSuspect(tx, lane.entity, lease)
  }
  const [first, second] = suspectFirst ? [one, many] : [many, one]
  const records = await first()
  return records.length > 0 ? records : second()
}

async function bury(tx: Tx, lane: Lane): Promise<void> {
  const ids = await buryFatal(tx, lane.entity)
  if (ids.length === 0) return
  await openIssues(
    tx,
    ids.map((recordId) => ({
      entity: lane.entity,
      recordId,
      class: 'poison',
      code: 'crashed',
      message: 'فرستادن این مورد چند بار برنامهٔ همگام‌سازی را از کار انداخت؛ کنار گذاشته شد و بقیه فرستاده می‌شوند.',
    })),
  )
  await lane.needsAttention(tx, ids)
}

/**
 * Puts the rows of claimed records together in one short transaction, so that what is sent is one consistent state of the
 * shop. Records with nothing to send, uncertain ones and impossible ones are dealt with on the spot. Gives what is to be sent
 * and in how many ms records that were put back are due again.
 */
export async function prepareRecords(
  tx: Tx,
  lane: Lane,
  context: BuildContext,
  records: readonly DirtyRecord[],
): Promise<{ ready: Built['ready']; dueAgain: number[] }> {
  await tx.run(originMahak)
  const { clear, dueAgain } = await settleUncertain(tx, lane, context, records)
  const built = clear.length === 0 ? NOTHING : await buildRows(tx, lane, context, clear)
  await finishDirty(tx, built.done)
  // What stood in their way is over: a failed call whose rows were at Mahak after all leaves nothing to send.
  await resolveIssues(
    tx,
    lane.entity,
    built.done.map(({ localId }) => localId),
  )
  await postponeDirty(
    tx,
    built.waiting.map((waiting) => ({ ...waiting, counts: false })),
  )
  await refuse(tx, lane, built.refused)
  return { ready: built.ready, dueAgain: [...dueAgain, ...built.waiting.map(({ delayMs }) => delayMs)] }
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
  await postponeDirty(
    tx,
    refused.map(({ record }) => ({ record, dead: true })),
  )
  await openIssues(
    tx,
    refused.map(({ issue }) => issue),
  )
  const ids = refused.map(({ record }) => record.localId)
  if (ids.length > 0) await lane.needsAttention(tx, ids)
}

const NOTHING: Built = { ready: [], done: [], refused: [], waiting: [] }
