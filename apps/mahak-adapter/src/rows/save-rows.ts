import type { SavedRow, SaveRowsAnswer } from '@hybrid-store/contracts/mahak-adapter'
import { ok } from '@hybrid-store/kernel'
import type { Outcome, SaveLists } from '@hybrid-store/mahak-client'
import type { AdapterDeps } from '../deps.ts'
import type { PlacedRow } from './group-aggregates.ts'
import { type SaveLimits, splitSave } from './split-save.ts'

const LONGEST_WAIT_MS = 30_000
const TOO_LATE: Outcome<never> = {
  ok: false,
  error: { code: 'unavailable', message: 'the save had to wait too long for its turn', sent: false },
}

/**
 * Saves rows in as few calls as the limits allow, one after the other. If a later call fails, for whatever reason, the whole
 * save is `unavailable` and counts as sent: what became of its rows has to be read back. A save that had to wait for its turn
 * too long is not made: the caller may have given it up and be looking for its rows already.
 */
export async function saveRows(
  { mahak, guard }: AdapterDeps,
  lists: SaveLists,
  limits?: SaveLimits,
): Promise<Outcome<SaveRowsAnswer>> {
  const results: Record<string, SavedRow[]> = Object.fromEntries(Object.keys(lists).map((list) => [list, []]))
  for (const [number, part] of splitSave(lists, limits).entries()) {
    const asked = performance.now()
    const saved = await guard('quick', async () =>
      performance.now() - asked > LONGEST_WAIT_MS ? TOO_LATE : mahak.save(listsOf(part)),
    )
    if (!saved.ok)
      return number === 0 ? saved : { ok: false, error: { ...saved.error, code: 'unavailable', sent: true } }
    for (const [list, rows] of Object.entries(saved.value)) collect(results, list, rows, part)
  }
  for (const rows of Object.values(results)) rows.sort((one, other) => one.index - other.index)
  return ok({ results })
}

/** Gives results of a part the places their rows have in the whole save. */
function collect(
  results: Record<string, SavedRow[]>,
  list: string,
  rows: readonly SavedRow[],
  part: readonly PlacedRow[],
): void {
  const places = part.filter((placed) => placed.list === list).map(({ index }) => index)
  const whole = results[list] ?? []
  whole.push(...rows.map((row) => ({ ...row, index: places[row.index] ?? row.index })))
  results[list] = whole
}

function listsOf(part: readonly PlacedRow[]): SaveLists {
  const lists: Record<string, Readonly<Record<string, unknown>>[]> = {}
  for (const { list, row } of part) {
    const rows = lists[list] ?? []
    rows.push(row)
    lists[list] = rows
  }
  // The same rows under the same names as in the save they came from.
  return lists as SaveLists
}
