import type { Queryable } from '@hybrid-store/database'
import { readFree } from './levels.repository.ts'

export { inStock } from './levels.repository.ts'

/** What can be bought now of each asked variant: whole units, never below 0, 0 for variants without stock. */
export async function availability(db: Queryable, variantIds: readonly string[]): Promise<Map<string, number>> {
  if (variantIds.length === 0) return new Map()
  const free = await readFree(db, variantIds)
  return new Map(variantIds.map((id) => [id, Math.max(0, free.get(id) ?? 0)]))
}
