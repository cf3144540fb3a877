import type { Queryable, Tx } from '@hybrid-store/database'
import { nextNumber, takeNumbers } from './counters.repository.ts'

/** Just above 2^32, where the real counter stood in 2026 (§3.3): a reader with 32 bits fails at once. */
const START = 4_300_000_000

const COUNTER = 'row-version'

/** Versions grow by 1 or 2 from row to row, as in the captures. */
const toVersion = (number: number): number => START + Math.floor((number * 3) / 2)

/** `count` ascending versions of the one counter that all entities share. */
export async function takeVersions(tx: Tx, count: number): Promise<number[]> {
  const first = await takeNumbers(tx, COUNTER, 1, count)
  return Array.from({ length: count }, (_, index) => toVersion(first + index))
}

/** The highest version that was given so far. */
export const newestVersion = async (db: Queryable): Promise<number> => toVersion((await nextNumber(db, COUNTER, 1)) - 1)
