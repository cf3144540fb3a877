import type { Tx } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import type { Entity } from '../../entities/index.ts'
import { findByIds, type StoredRow } from '../../store/rows.repository.ts'

export type NotFound = { code: 'not_found' }

/** The rows of all these ids; an act on rows of which one is not there does nothing. */
export async function findAllOf(
  tx: Tx,
  entity: Entity,
  ids: readonly number[],
): Promise<Result<Map<number, StoredRow>, NotFound>> {
  const rows = new Map((await findByIds(tx, entity, [...new Set(ids)])).map((row) => [row.id, row]))
  return ids.every((id) => rows.has(id)) ? ok(rows) : fail({ code: 'not_found' })
}
