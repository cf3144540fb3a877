import type { Queryable } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { type Counters, readCounters } from './levels.repository.ts'
import { type BooksFigure, readBooksFigures } from './remote-stock.repository.ts'

/** Where the number a customer sees comes from. */
export interface StockExplanation extends Counters {
  variantId: Id<'var'>
  /** What the books say, store by store, unrounded. */
  books: BooksFigure[]
  available: number
}

const NOTHING: Counters = { onHand: 0, pending: 0, reserved: 0, safety: 0 }

/** The books' figures and the counters behind a variant's availability; all zero for a variant without stock. */
export async function explainStock(db: Queryable, variantId: Id<'var'>): Promise<StockExplanation> {
  const books = await readBooksFigures(db, variantId)
  const counters = (await readCounters(db, variantId)) ?? NOTHING
  const free = counters.onHand - counters.pending - counters.reserved - counters.safety
  return { variantId, books, ...counters, available: Math.max(0, free) }
}
