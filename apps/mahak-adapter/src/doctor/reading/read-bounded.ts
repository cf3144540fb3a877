import { ok } from '@hybrid-store/kernel'
import type { BadChange, Change, EntityName, MahakClient, Outcome } from '@hybrid-store/mahak-client'

export type RowChange = Exclude<Change, BadChange>

export interface Bounds {
  rows: number
  ms: number
}

/**
 * Reads rows of the entities from the beginning, those that are not deleted, and hangs up when the bounds are reached. Gives
 * whether there was more, and how many rows could not be read.
 */
export async function readBounded(
  mahak: MahakClient,
  wanted: readonly EntityName[],
  bounds: Bounds,
  onRow: (change: RowChange) => void,
): Promise<Outcome<{ complete: boolean; unreadable: EntityName[] }>> {
  const enough = new AbortController()
  const tooLong = AbortSignal.timeout(bounds.ms)
  const unreadable: EntityName[] = []
  let rows = 0
  const take = (change: Change): void => {
    if (enough.signal.aborted) return
    if ('bad' in change) unreadable.push(change.entity)
    else if (!change.row.Deleted) onRow(change)
    if (++rows >= bounds.rows) enough.abort()
  }
  const versions = Object.fromEntries(wanted.map((entity) => [entity, 0]))
  const signal = AbortSignal.any([enough.signal, tooLong])
  const outcome = await mahak.readChanges(versions, take, { signal })
  if (outcome.ok) return ok({ complete: true, unreadable })
  return signal.aborted && rows > 0 ? ok({ complete: false, unreadable }) : outcome
}
