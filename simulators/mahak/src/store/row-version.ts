import type { Tx } from '@hybrid-store/database'
import { takeNumbers } from './counters.repository.ts'

/** Just above 2^32, where the real counter stood in 2026 (§3.3): a reader with 32 bits fails at once. */
const START = 4_300_000_000

/** Versions grow by 1 or 2 from row to row, as in the captures. */
const toVersion = (number: number): number => START + Math.floor((number * 3) / 2)

/** `count` ascending versions of the one counter that all entities share. */
export async function takeVersions(tx: Tx, count: number): Promise<number[]> {
  const first = await takeNumbers(tx, 'row-version', 1, count)
  return Array.from({ length: count }, (_, index) => toVersion(first + index))
}
