import type { Id } from '@hybrid-store/kernel'

export interface StockLine {
  variantId: Id<'var'>
  quantity: number
}

/** A line that cannot be had in full; `available` is what could be had, never negative. */
export interface Shortage {
  variantId: Id<'var'>
  requested: number
  available: number
}

/** One line per variant with the sum of its quantities: two lines of one variant must not pass the check separately. */
export function mergeLines(lines: readonly StockLine[]): StockLine[] {
  const quantities = new Map<Id<'var'>, number>()
  for (const { variantId, quantity } of lines) quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity)
  return [...quantities].map(([variantId, quantity]) => ({ variantId, quantity }))
}

/** The lines that `available` (by variant; nothing where it is silent) does not cover. */
export function shortagesOf(lines: readonly StockLine[], available: ReadonlyMap<string, number>): Shortage[] {
  return lines
    .map(({ variantId, quantity }) => ({
      variantId,
      requested: quantity,
      available: Math.max(0, available.get(variantId) ?? 0),
    }))
    .filter((line) => line.requested > line.available)
}
