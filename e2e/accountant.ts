import { z } from 'zod'
import type { RunningStore } from './store.ts'

const rowsAnswer = z.object({ rows: z.array(z.record(z.string(), z.unknown())) })

/** Rows of an entity as Mahak holds them, not deleted. */
export async function rowsInMahak(store: RunningStore, entity: string): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${store.mahakUrl}/desktop/api/rows/${entity}`)
  return rowsAnswer.parse(await response.json()).rows.filter((row) => row.Deleted !== true)
}

export const numberOf = (row: Record<string, unknown> | undefined, key: string): number => z.number().parse(row?.[key])
export const idsOf = (rows: readonly Record<string, unknown>[], key: string): number[] =>
  rows.map((row) => numberOf(row, key))
