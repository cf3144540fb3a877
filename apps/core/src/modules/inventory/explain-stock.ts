import type { Queryable } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { type Counters, readCounters } from './levels.repository.ts'
import { type BooksFigure, readBooksFigures } from './remote-stock.repository.ts'
import { type KeptGoods, readKept } from './reservations.repository.ts'

/** Where the number a customer sees comes from. */
export interface StockExplanation extends Counters {
  variantId: Id<'var'>
  /** What the books say, store by store, unrounded; those that sell add up to `onHand`, its fraction cut off. */
  books: BooksFigure[]
  /** Sold and not yet in the books' figure; they add up to `pending`. */
  sales: KeptGoods[]
  /** Held for unpaid orders; they add up to `reserved`. */
  holds: KeptGoods[]
  available: number
}

const NOTHING: Counters = { onHand: 0, pending: 0, reserved: 0, safety: 0 }

/**
 * Everything behind a variant's availability; all zero for a variant without stock. The sums hold for what is read in one
 * snapshot of the database, which is the caller's to take.
 */
export async function explainStock(db: Queryable, variantId: Id<'var'>): Promise<StockExplanation> {
  const books = await readBooksFigures(db, variantId)
  const counters = (await readCounters(db, variantId)) ?? NOTHING
  const kept = await readKept(db, variantId)
  const free = counters.onHand - counters.pending - counters.reserved - counters.safety
  return {
    variantId,
    books,
    sales: kept.filter(({ state }) => state === 'sold'),
    holds: kept.filter(({ state }) => state === 'held'),
    ...counters,
    available: Math.max(0, free),
  }
}
