import type { Queryable, Tx } from '@hybrid-store/database'
import { nextNumber, takeNumbers } from './counters.repository.ts'

/** Just above 2^32, where the real counter stood in 2026 (§3.3): a reader with 32 bits fails at once. */
const START = 4_300_000_000

const COUNTER = 'row-version'

/** Versions grow by 1 or 2 from row to row, as in the captures. */
const toVersion = (number: number): number => START + Math.floor((number * 3) / 2)

/** Versions set aside by an upload whose rows will be seen only after rows with higher ones. */
export interface ReservedVersions {
  next: number
  readonly end: number
}

const RESERVED = 10_000

export async function reserveVersions(tx: Tx): Promise<ReservedVersions> {
  const next = await takeNumbers(tx, COUNTER, 1, RESERVED)
  return { next, end: next + RESERVED }
}

/** `count` ascending versions of the one counter that all entities share, above `newest`; reserved ones if they do. */
export async function takeVersions(
  tx: Tx,
  count: number,
  reserved: ReservedVersions | null = null,
  newest = 0,
): Promise<number[]> {
  const fits = reserved && reserved.next + count <= reserved.end && toVersion(reserved.next) > newest
  const first = fits ? reserved.next : await takeNumbers(tx, COUNTER, 1, count)
  if (fits) reserved.next += count
  return Array.from({ length: count }, (_, index) => toVersion(first + index))
}

/** The highest version that was given so far. */
export const newestVersion = async (db: Queryable): Promise<number> => toVersion((await nextNumber(db, COUNTER, 1)) - 1)
