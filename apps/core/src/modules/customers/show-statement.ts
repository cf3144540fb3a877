import type { StatementPage } from '@hybrid-store/contracts'
import { statementTitle } from '@hybrid-store/contracts'
import type { Queryable } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { decodePlace, encodePlace, readStatement } from './statement.ts'

/** A page of a customer's account, the newest line first. */
export async function showStatement(
  db: Queryable,
  customerId: string,
  query: { cursor?: string | undefined; limit: number },
): Promise<Result<StatementPage, { code: 'bad_cursor' }>> {
  const place = query.cursor === undefined ? null : decodePlace(query.cursor)
  if (query.cursor !== undefined && !place) return fail({ code: 'bad_cursor' })
  const found = await readStatement(db, customerId, place, query.limit + 1)
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  return ok({
    items: items.map((entry) => ({ ...entry, at: entry.at.toISOString(), title: statementTitle(entry.type) })),
    nextCursor: last && found.length > query.limit ? encodePlace(last) : null,
  })
}
