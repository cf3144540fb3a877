import type { Tx } from '@hybrid-store/database'
import { takeNumbers } from '../store/counters.repository.ts'
import { findByClientIds, findByIds, findNaturalKeys, type StoredRow } from '../store/rows.repository.ts'
import { DESKTOP } from '../store/upload.ts'
import { naturalKeyOf } from '../store/write-rows.ts'
import { type IncomingRow, isRefused, type Target } from './incoming.ts'
import { ROW_NOT_FOUND } from './messages.ts'

/**
 * Finds out which row each incoming row of one entity means: the id if it is given, else the visitor's own client id
 * (§5.4). Rows of one call with the same client id mean the same row. New rows get their ids here.
 */
export async function identifyRows(tx: Tx, rows: readonly IncomingRow[], visitorId: number): Promise<void> {
  const entity = rows[0]?.entity
  if (!entity) return
  const byId = indexBy(
    await findByIds(
      tx,
      entity,
      pickNumbers(rows, (row) => row.id),
    ),
    (row) => row.id,
  )
  const byClientId = indexBy(
    await findByClientIds(
      tx,
      entity,
      visitorId,
      pickNumbers(rows, (row) => (row.id ? 0 : row.clientId)),
    ),
    (row) => row.clientId,
  )
  const seen = new Map<StoredRow, Target>()
  for (const row of rows) {
    if (!row.id) fillOwner(row, visitorId)
    const stored = row.id ? byId.get(row.id) : byClientId.get(row.clientId)
    if (stored && isOpenTo(visitorId, stored)) row.target = targetOf(seen, stored)
    else if (row.id) row.errors.push({ Property: entity.idField, Error: ROW_NOT_FOUND })
  }
  if (!entity.naturalKey) await giveIds(tx, rows)
}

/** A row that names no visitor belongs to the one who saves it: such an order was accepted too (§5.3). */
function fillOwner({ entity, members }: IncomingRow, visitorId: number): void {
  if (entity.ownerField && entity.scope === 'own') members[entity.ownerField] ||= visitorId
}

/** Rows without a client id are told by what they link; that is known only after their links are resolved. */
export async function identifyByNaturalKey(tx: Tx, rows: readonly IncomingRow[]): Promise<void> {
  const entity = rows[0]?.entity
  if (!entity?.naturalKey) return
  const keyed = rows.filter((row) => !isRefused(row)).map((row) => ({ row, key: keyOf(row) }))
  const byKey = indexBy(
    await findNaturalKeys(
      tx,
      entity,
      keyed.map(({ key }) => key),
    ),
    (stored) => naturalKeyOf(entity, stored.members),
  )
  const seen = new Map<StoredRow, Target>()
  for (const { row, key } of keyed) {
    const stored = byKey.get(key)
    if (stored && row.target && row.target.id !== stored.id)
      row.errors.push({ Property: entity.naturalKey.join(','), Error: 'Duplicate row' })
    else if (stored) row.target = targetOf(seen, stored)
  }
  await giveIds(tx, rows)
}

const keyOf = (row: IncomingRow): string =>
  naturalKeyOf(row.entity, { ...row.target?.stored?.members, ...row.members }) ?? ''

/** What another visitor saved is not this one's to change; what the desktop keeps is. */
const isOpenTo = (visitorId: number, row: StoredRow): boolean =>
  row.createdBy === visitorId || row.createdBy === DESKTOP

async function giveIds(tx: Tx, rows: readonly IncomingRow[]): Promise<void> {
  const groups = new Map<string | IncomingRow, IncomingRow[]>()
  for (const row of rows.filter((candidate) => !candidate.target && !isRefused(candidate))) {
    const key = row.entity.naturalKey ? keyOf(row) : row.clientId ? String(row.clientId) : row
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const entity = rows[0]?.entity
  if (!entity || groups.size === 0) return
  let id = await takeNumbers(tx, `id:${entity.list}`, entity.firstId, groups.size)
  for (const group of groups.values()) {
    const target: Target = { id, stored: null }
    for (const row of group) row.target = target
    id += 1
  }
}

function targetOf(seen: Map<StoredRow, Target>, stored: StoredRow): Target {
  const target = seen.get(stored) ?? { id: stored.id, stored }
  seen.set(stored, target)
  return target
}

const pickNumbers = (rows: readonly IncomingRow[], pick: (row: IncomingRow) => number): number[] => [
  ...new Set(rows.map(pick).filter((value) => value !== 0)),
]

const indexBy = <Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item> =>
  new Map(items.map((item) => [key(item), item]))
