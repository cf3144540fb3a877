import type { DirtyRecord } from '@hybrid-store/database'
import type { Aggregate } from '../bulk-saver/aggregate.ts'
import { pack, packLimits } from '../bulk-saver/pack.ts'
import { type Choice, claimRecords, prepareRecords } from './claim-records.ts'
import type { Lane } from './lane.ts'
import { releaseLeases } from './leases.repository.ts'
import { mayGoOn, type Run } from './run.ts'
import { sendPack } from './send-pack.ts'

/** How many records were taken, and in how many ms those that failed are due again. */
export interface Sent {
  claimed: number
  dueAgain: number[]
}

/** Takes some records of a lane and sends them; what they need at Mahak before them goes in the call before theirs. */
export async function sendSome(run: Run, lane: Lane, choice: Choice): Promise<Sent> {
  const { deps, context, owner } = run
  const records = await deps.db.transaction((tx) => claimRecords(tx, lane, context, owner, choice))
  if (records.length === 0) return { claimed: 0, dueAgain: [] }
  const { before, prepared } = await makeReady(run, lane, records)
  const answered = await sendAll(run, lane, prepared.ready)
  return { claimed: records.length, dueAgain: [...before.dueAgain, ...prepared.dueAgain, ...answered] }
}

/** A database or an object store that failed says nothing of the records: they go back as they came. */
async function makeReady(run: Run, lane: Lane, records: readonly DirtyRecord[]) {
  const { deps, context, owner } = run
  try {
    const before = await sendBefore(run, lane, records)
    await lane.deliver?.(deps, context, records)
    return { before, prepared: await deps.db.transaction((tx) => prepareRecords(tx, lane, context, records)) }
  } catch (error) {
    await releaseLeases(deps.db, records, owner)
    throw error
  }
}

async function sendBefore(run: Run, { before }: Lane, records: readonly DirtyRecord[]): Promise<Sent> {
  const { deps, context } = run
  const localIds = before ? await deps.db.transaction((tx) => before.missing(tx, context, records)) : []
  if (!before || localIds.length === 0) return { claimed: 0, dueAgain: [] }
  return sendSome(run, before.lane, { kind: 'named', localIds })
}

/** Sends in few calls; what was not begun goes back. Gives in how many ms what failed is due again. */
async function sendAll(run: Run, lane: Lane, ready: readonly Aggregate[]): Promise<number[]> {
  const { deps, owner } = run
  const packs = pack(ready, packLimits(deps.config.saveBatch))
  const dueAgain: number[] = []
  try {
    while (packs.length > 0 && mayGoOn(deps)) dueAgain.push(...(await sendPack(run, lane, packs.shift() ?? [])))
  } finally {
    const left = packs.flat().map((aggregate) => aggregate.record)
    await releaseLeases(deps.db, left, owner)
  }
  return dueAgain
}
