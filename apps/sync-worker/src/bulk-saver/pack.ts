import { type Aggregate, rowCount } from './aggregate.ts'

export interface PackLimits {
  aggregates: number
  rows: number
}

/** What one call may carry: few calls for many orders, yet short enough that nothing behind it waits for long. */
export const PACK_LIMITS: PackLimits = { aggregates: 200, rows: 500 }

/** Splits aggregates into calls, in their order and each whole; one that is too big for itself travels alone. */
export function pack(aggregates: readonly Aggregate[], limits: PackLimits = PACK_LIMITS): Aggregate[][] {
  const packs: Aggregate[][] = []
  let current: Aggregate[] = []
  let rows = 0
  for (const aggregate of aggregates) {
    const size = rowCount(aggregate.rows)
    if (current.length > 0 && (current.length >= limits.aggregates || rows + size > limits.rows)) {
      packs.push(current)
      current = []
      rows = 0
    }
    current.push(aggregate)
    rows += size
  }
  if (current.length > 0) packs.push(current)
  return packs
}
