import type { Tx } from '@hybrid-store/database'
import { entityOf, type Link } from '../entities/index.ts'
import { findByClientIds, findByCodes } from '../store/rows.repository.ts'
import { type IncomingRow, isRefused } from './incoming.ts'
import { isRequired } from './messages.ts'

/** Ids of this call's rows by entity and client id, so that children find parents sent beside them (§5.1). */
export type SentRows = ReadonlyMap<string, IncomingRow>

export const sentKey = (list: string, clientId: number): string => `${list}:${clientId}`

/**
 * Replaces references by client id or code with ids: first among the rows of this call, then among those this visitor
 * saved earlier, then by the desktop's code. A link that stays open refuses the row only where the entity requires it.
 */
export async function resolveLinks(
  tx: Tx,
  rows: readonly IncomingRow[],
  sent: SentRows,
  visitorId: number,
): Promise<void> {
  for (const link of rows[0]?.entity.links ?? []) await resolveLink(tx, rows, link, sent, visitorId)
  for (const row of rows) requireLinks(row)
}

async function resolveLink(tx: Tx, rows: readonly IncomingRow[], link: Link, sent: SentRows, visitorId: number) {
  const open = rows.filter((row) => !row.members[link.idField])
  const byCall = open.filter((row) => !linkWithinCall(row, link, sent))
  const stored = await earlierIds(tx, byCall, link, visitorId)
  for (const row of byCall) {
    const id = stored.byClientId.get(row.members[link.clientIdField]) ?? stored.byCode.get(row.members[link.codeField])
    if (id !== undefined) row.members[link.idField] = id
  }
}

/** True if the parent is in the same call, whether or not it was refused. */
function linkWithinCall(row: IncomingRow, link: Link, sent: SentRows): boolean {
  const clientId = row.members[link.clientIdField]
  const parent = typeof clientId === 'number' && clientId !== 0 ? sent.get(sentKey(link.to, clientId)) : undefined
  if (!parent) return false
  // A refused edit of an old row leaves the old row; a refused new row leaves nothing to hang on.
  const exists = parent.target && (parent.target.stored || !isRefused(parent))
  if (exists) row.members[link.idField] = parent.target?.id ?? null
  return true
}

async function earlierIds(tx: Tx, rows: readonly IncomingRow[], link: Link, visitorId: number) {
  const entity = entityOf(link.to)
  const byClientId = await findByClientIds(tx, entity, visitorId, numbers(rows, link.clientIdField))
  const byCode = await findByCodes(tx, entity, numbers(rows, link.codeField))
  return {
    byClientId: new Map<unknown, number>(byClientId.map((row) => [row.clientId, row.id])),
    byCode: new Map<unknown, number>(byCode.map((row) => [row.code, row.id])),
  }
}

function numbers(rows: readonly IncomingRow[], field: string): number[] {
  const values = rows.map((row) => row.members[field])
  return [...new Set(values.filter((value): value is number => typeof value === 'number' && value !== 0))]
}

function requireLinks(row: IncomingRow): void {
  for (const field of row.entity.required) {
    const known = row.members[field] || row.target?.stored?.members[field]
    if (!known && !row.deleted) row.errors.push({ Property: field, Error: isRequired(field) })
  }
}
