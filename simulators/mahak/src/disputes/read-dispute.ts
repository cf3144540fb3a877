import { foldKeys, int32, wholeNumber } from '../api/fold-keys.ts'

/** What a client says it has: an id and a figure of each row, the RowVersion or the order's code. */
export type Claims = ReadonlyMap<number, number>

export interface Dispute {
  databaseId: number | null
  entityName: string
  claims: Claims
}

/** Reads a dispute whose items carry their figure as `rw` or `code`; null if an item is none. */
export function readDispute(body: unknown, figure: 'rw' | 'code'): Dispute | null {
  const { databaseid, entityname, disputeitems } = foldKeys(body)
  if (!Array.isArray(disputeitems)) return null
  const claims = new Map<number, number>()
  for (const raw of disputeitems) {
    const item = foldKeys(raw)
    const [id, value] = [int32(item.id), wholeNumber(item[figure])]
    if (id === null || value === null) return null
    claims.set(id, value)
  }
  return { databaseId: wholeNumber(databaseid), entityName: String(entityname ?? ''), claims }
}
