import type { SaveLists } from '@hybrid-store/mahak-client'
import { groupAggregates, type PlacedRow, placedRows } from './group-aggregates.ts'

export interface SaveLimits {
  rows: number
  bytes: number
}

/** Mahak's own limits are unknown (§12); a call of 256 orders of one to six lines fits into these. */
export const SAVE_LIMITS: SaveLimits = { rows: 2_000, bytes: 2 * 1024 * 1024 }

/**
 * Splits a save into parts within the limits, never through an aggregate; an aggregate beyond the limits is a part of its own.
 */
export function splitSave(lists: SaveLists, limits: SaveLimits = SAVE_LIMITS): PlacedRow[][] {
  const whole = placedRows(lists)
  const isSmall = whole.length <= limits.rows && Buffer.byteLength(JSON.stringify(lists)) <= limits.bytes
  if (!isSmall) return splitByAggregates(lists, limits)
  return whole.length > 0 ? [whole] : []
}

function splitByAggregates(lists: SaveLists, limits: SaveLimits): PlacedRow[][] {
  const parts: PlacedRow[][] = []
  let part: PlacedRow[] = []
  let bytes = 0
  for (const group of groupAggregates(lists)) {
    const size = group.reduce((sum, { row }) => sum + Buffer.byteLength(JSON.stringify(row)), 0)
    if (part.length > 0 && (part.length + group.length > limits.rows || bytes + size > limits.bytes)) {
      parts.push(part)
      part = []
      bytes = 0
    }
    part.push(...group)
    bytes += size
  }
  return part.length > 0 ? [...parts, part] : parts
}
