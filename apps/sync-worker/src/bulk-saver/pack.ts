import { type Aggregate, rowCount } from './aggregate.ts'

export interface PackLimits {
  aggregates: number
  rows: number
}

/** Most rows of one call, whatever they belong to. */
const MAX_ROWS = 2_000

/** What one call may carry that is to carry `aggregates` records. */
export const packLimits = (aggregates: number): PackLimits => ({ aggregates, rows: MAX_ROWS })

/**
 * Splits aggregates into calls, in their order and each whole; one that is too big for itself travels alone. Those whose
 * calls failed travel in half the company each time, apart from the others: if one of them is what makes Mahak fail, it
 * stands alone after log2(limit) times.
 */
export function pack(aggregates: readonly Aggregate[], limits: PackLimits): Aggregate[][] {
  const degrees = [...new Set(aggregates.map((aggregate) => aggregate.halvings))].sort((a, b) => a - b)
  return degrees.flatMap((degree) =>
    packAlike(
      aggregates.filter((aggregate) => aggregate.halvings === degree),
      { ...limits, aggregates: Math.ceil(limits.aggregates / 2 ** degree) },
    ),
  )
}

function packAlike(aggregates: readonly Aggregate[], limits: PackLimits): Aggregate[][] {
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
