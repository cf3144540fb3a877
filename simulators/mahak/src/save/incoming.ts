import { type Entity, findEntity } from '../entities/index.ts'
import { type GivenRow, type RowError, readGivenRow } from '../entities/read-member.ts'
import type { StoredRow } from '../store/rows.repository.ts'

/** The row that one or more incoming rows mean: an old one, or a new one with a reserved id. */
export interface Target {
  id: number
  stored: StoredRow | null
}

/** One row of a save on its way through identification, linking and rules. */
export interface IncomingRow extends GivenRow {
  entity: Entity
  /** 1-based place in its list, as the answer counts (§5.2). */
  index: number
  id: number
  clientId: number
  /** Null until it is known which row is meant. */
  target: Target | null
  /** 0 until it is stored. */
  rowVersion: number
}

/** The request's lists by entity; null if one of them is no list. Members that are no entity are ignored (§1.3). */
export function readIncoming(body: object): IncomingRow[][] | null {
  const lists: IncomingRow[][] = []
  for (const [key, value] of Object.entries(body)) {
    const entity = findEntity(key)
    if (!entity?.saveKey || value === null) continue
    if (!Array.isArray(value)) return null
    lists.push(value.map((raw: unknown, position) => toIncoming(entity, raw, position + 1)))
  }
  return lists
}

function toIncoming(entity: Entity, raw: unknown, index: number): IncomingRow {
  const { members, deleted, errors } = isObject(raw) ? readGivenRow(entity, raw) : noObject()
  return {
    members,
    deleted,
    errors,
    entity,
    index,
    id: numberOf(members, entity.idField),
    clientId: numberOf(members, entity.clientIdField),
    target: null,
    rowVersion: 0,
  }
}

const isObject = (raw: unknown): raw is Record<string, unknown> => typeof raw === 'object' && raw !== null

const NO_OBJECT: RowError = { Property: '', Error: 'The row is not an object' }
const noObject = (): GivenRow => ({ members: {}, deleted: null, errors: [NO_OBJECT] })

function numberOf(members: GivenRow['members'], field: string | null): number {
  const value = field ? members[field] : null
  return typeof value === 'number' ? value : 0
}

/** A row that has an error is not stored; the others are (§5.2: no transaction, no rollback). */
export const isRefused = (row: IncomingRow): boolean => row.errors.length > 0
