import type { Tx } from '@hybrid-store/database'
import type { Entity } from '../entities/index.ts'
import { takeNumbers } from '../store/counters.repository.ts'
import { findByClientIds, findByIds, findNaturalKeys, type StoredRow } from '../store/rows.repository.ts'
import { DESKTOP } from '../store/upload.ts'
import { naturalKeyOf } from '../store/write-rows.ts'
import { type IncomingRow, isRefused, type Target } from './incoming.ts'
import { ROW_NOT_FOUND } from './messages.ts'

/** Who saves, and whether client ids are the visitor's own or the whole database's (§12.8). */
export interface Saver {
  visitorId: number
  clientIdScope: 'visitor' | 'database'
}

/**
 * Finds out which row each incoming row of one entity means: the id if it is given, else the client id (§5.4). Rows of
 * one call with the same client id mean the same row. New rows get their ids here.
 */
export async function identifyRows(tx: Tx, rows: readonly IncomingRow[], saver: Saver): Promise<void> {
  const entity = rows[0]?.entity
  if (!entity) return
  const byId = targetsBy(await findByIds(tx, entity, idsOf(rows)), (stored) => stored.id)
  const byClientId = targetsBy(await findOwn(tx, entity, clientIdsOf(rows), saver), (stored) => stored.clientId)
  for (const row of rows) {
    if (!row.id) fillOwner(row, saver.visitorId)
    const named = row.id ? byId.get(row.id) : null
    if (!row.id) row.target = byClientId.get(row.clientId) ?? null
    else if (named && isOpenTo(saver, named.stored)) row.target = named
    else row.errors.push({ Property: entity.idField, Error: ROW_NOT_FOUND })
  }
  if (!entity.naturalKey) await giveIds(tx, entity, rows, (row) => row.clientId)
}

/** The rows that these client ids mean to the saver. */
export const findOwn = (tx: Tx, entity: Entity, clientIds: readonly number[], saver: Saver): Promise<StoredRow[]> =>
  findByClientIds(tx, entity, clientIds, saver.clientIdScope === 'visitor' ? saver.visitorId : null)

/** A row that names no visitor belongs to the one who saves it: such an order was accepted too (§5.3). */
function fillOwner({ entity, members }: IncomingRow, visitorId: number): void {
  if (entity.ownerField && entity.scope === 'own') members[entity.ownerField] ||= visitorId
}

/** Rows without a client id are told by what they link; that is known only after their links are resolved. */
export async function identifyByNaturalKey(tx: Tx, rows: readonly IncomingRow[]): Promise<void> {
  const entity = rows[0]?.entity
  if (!entity?.naturalKey) return
  const keyed = rows.filter((row) => !isRefused(row)).map((row) => ({ row, key: keyOf(row) }))
  const known = await findNaturalKeys(
    tx,
    entity,
    keyed.map(({ key }) => key),
  )
  const byKey = targetsBy(known, (stored) => naturalKeyOf(entity, stored.members))
  for (const { row, key } of keyed) {
    const target = byKey.get(key)
    if (target && row.target && row.target.id !== target.id)
      row.errors.push({ Property: entity.naturalKey.join(','), Error: 'Duplicate row' })
    else if (target) row.target = target
  }
  await giveIds(tx, entity, rows, keyOf)
}

const keyOf = (row: IncomingRow): string =>
  naturalKeyOf(row.entity, { ...row.target?.stored?.members, ...row.members }) ?? ''

/** What another visitor saved is not this one's to change; what the desktop keeps is. */
const isOpenTo = ({ visitorId }: Saver, row: StoredRow): boolean =>
  row.createdBy === visitorId || row.createdBy === DESKTOP

/** New rows with one key are one row; a row without a key is one by itself. */
async function giveIds(
  tx: Tx,
  entity: Entity,
  rows: readonly IncomingRow[],
  key: (row: IncomingRow) => number | string,
): Promise<void> {
  const targets: Target[] = []
  const byKey = new Map<number | string, Target>()
  for (const row of rows) {
    if (row.target || isRefused(row)) continue
    const known = byKey.get(key(row))
    row.target = known ?? { id: 0, stored: null }
    if (known) continue
    targets.push(row.target)
    if (key(row)) byKey.set(key(row), row.target)
  }
  if (targets.length === 0) return
  const first = await takeNumbers(tx, `id:${entity.list}`, entity.firstId, targets.length)
  for (const [index, target] of targets.entries()) target.id = first + index
}

type KnownTarget = Target & { stored: StoredRow }

const targetsBy = <Key>(rows: readonly StoredRow[], key: (row: StoredRow) => Key): Map<Key, KnownTarget> =>
  new Map(rows.map((stored) => [key(stored), { id: stored.id, stored }]))

const idsOf = (rows: readonly IncomingRow[]): number[] => distinct(rows.map((row) => row.id))

const clientIdsOf = (rows: readonly IncomingRow[]): number[] => distinct(rows.map((row) => (row.id ? 0 : row.clientId)))

const distinct = (numbers: readonly number[]): number[] => [...new Set(numbers)].filter((number) => number !== 0)
