import type { Tx } from '@hybrid-store/database'
import { entityOf, type WireRow } from '../entities/index.ts'
import { takeNumbers } from '../store/counters.repository.ts'
import type { Draft } from '../store/write-rows.ts'

/** New rows of one entity with ids of their own; their order is kept. */
export async function draftRows(tx: Tx, list: string, rows: readonly WireRow[]): Promise<Draft[]> {
  if (rows.length === 0) return []
  const entity = entityOf(list)
  const first = await takeNumbers(tx, `id:${list}`, entity.firstId, rows.length)
  return rows.map((members, index) => ({ entity, id: first + index, members, deleted: false, stored: null }))
}
