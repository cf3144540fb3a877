import type { Tx } from '@hybrid-store/database'
import { entityOf, type Link } from '../entities/index.ts'
import { findByCodes } from '../store/rows.repository.ts'
import { findOwn, type Saver } from './identify.ts'
import { type IncomingRow, isRefused } from './incoming.ts'
import { isRequired } from './messages.ts'

/** This call's rows by list and client id, so that children find parents sent beside them (§5.1). */
export type SentRows = ReadonlyMap<string, ReadonlyMap<number, IncomingRow>>

export const indexSent = (lists: readonly IncomingRow[][]): SentRows =>
  new Map(lists.map((rows) => [rows[0]?.entity.list ?? '', new Map(rows.map((row) => [row.clientId, row]))]))

/**
 * Replaces references by client id or code with ids: first among the rows of this call, then among those this visitor
 * saved earlier, then by the desktop's code. A link that stays open refuses the row only where the entity requires it.
 */
export async function resolveLinks(tx: Tx, rows: readonly IncomingRow[], sent: SentRows, saver: Saver): Promise<void> {
  for (const link of rows[0]?.entity.links ?? []) await resolveLink(tx, rows, link, sent, saver)
  for (const row of rows) requireLinks(row)
}

async function resolveLink(tx: Tx, rows: readonly IncomingRow[], link: Link, sent: SentRows, saver: Saver) {
  const parents = sent.get(link.to)
  const earlier = rows.filter((row) => !row.members[link.idField] && !linkWithinCall(row, link, parents))
  const stored = await earlierIds(tx, earlier, link, saver)
  for (const row of earlier) {
    const id = stored.byClientId.get(row.members[link.clientIdField]) ?? stored.byCode.get(row.members[link.codeField])
    if (id !== undefined) row.members[link.idField] = id
  }
}

/** True if the parent is in the same call, whether or not it was refused. */
function linkWithinCall(row: IncomingRow, link: Link, parents: ReadonlyMap<number, IncomingRow> | undefined): boolean {
  const clientId = row.members[link.clientIdField]
  const parent = typeof clientId === 'number' && clientId !== 0 ? parents?.get(clientId) : undefined
  if (!parent) return false
  // A refused edit of an old row leaves the old row; a refused new row leaves nothing to hang on.
  const exists = parent.target && (parent.target.stored || !isRefused(parent))
  if (exists) row.members[link.idField] = parent.target?.id ?? null
  return true
}

async function earlierIds(tx: Tx, rows: readonly IncomingRow[], link: Link, saver: Saver) {
  const entity = entityOf(link.to)
  const byClientId = await findOwn(tx, entity, numbers(rows, link.clientIdField), saver)
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
