import type { PulledEntity } from '../data-transformer/remote-entities.ts'

/** A flat value, as both sides are compared. */
export type Value = string | number | boolean | null
export type Fields = Readonly<Record<string, Value>>

/**
 * What is wrong: the books' row has no live record here, a record is not in the books any more, or a field says something
 * else.
 */
export type DriftClass = 'missing_here' | 'missing_there' | 'differs'

export interface Drift {
  entity: PulledEntity
  /** Mahak's id of the row; of stock the ids of detail and store. */
  recordId: string
  mahakId: number | null
  localId: string | null
  class: DriftClass
  /** Empty unless a field differs. */
  field: string
  here: Value
  there: Value
}

/** A record of which Mahak holds a row, and what each side says of it; null for a side that has nothing alive. */
export interface Pair {
  entity: PulledEntity
  recordId: string
  mahakId: number | null
  localId: string
  here: Fields | null
  there: Fields | null
}

/** Personal values are shown as in exchanges: that they differ, not what they are. */
const HIDDEN = '***'

/** Compares both sides field by field. What the books have deleted and the shop has not is a field, too: `deleted`. */
export function driftsOf(pair: Pair, personal: ReadonlySet<string> = NONE): Drift[] {
  const { here, there, ...record } = pair
  const whole = { ...record, field: '', here: null, there: null }
  if (!here && !there) return []
  if (there && !here) return [{ ...whole, class: 'missing_here' }]
  if (here && !there) return [{ ...record, class: 'differs', field: 'deleted', here: false, there: true }]
  return Object.keys({ ...there }).flatMap((field): Drift[] => {
    const [ours, theirs] = [here?.[field] ?? null, there?.[field] ?? null]
    if (ours === theirs) return []
    const shown = (value: Value) => (personal.has(field) && value !== null ? HIDDEN : value)
    return [{ ...record, class: 'differs', field, here: shown(ours), there: shown(theirs) }]
  })
}

const NONE: ReadonlySet<string> = new Set()
