import type { Tx } from '@hybrid-store/database'
import { foldPersian, toTehranLocal } from '@hybrid-store/kernel'
import type { Entity, WireRow } from '../entities/index.ts'
import { serialiseRow } from '../entities/serialise.ts'
import { takeVersions } from './row-version.ts'
import { type RowRecord, type StoredRow, upsertRows } from './rows.repository.ts'
import type { Upload } from './upload.ts'

/** A row to be written: all its own members, not only the changed ones. */
export interface Draft {
  entity: Entity
  id: number
  members: WireRow
  deleted: boolean
  /** The row as it was; null for a new one. */
  stored: StoredRow | null
}

/** Writes the drafts in their order, each row once; gives their new RowVersions in the same order. */
export async function writeRows(tx: Tx, upload: Upload, drafts: readonly Draft[]): Promise<number[]> {
  if (drafts.length === 0) return []
  const versions = await versionsFor(tx, upload, drafts)
  await upsertRows(tx, toRecords(drafts, upload, versions))
  return versions
}

/** Writes edits that do not show up: the rows keep the versions they had (§3.3). */
export function writeSilently(tx: Tx, upload: Upload, drafts: readonly Draft[]): Promise<void> {
  const versions = drafts.map((draft) => draft.stored?.rowVersion ?? 0)
  return upsertRows(tx, toRecords(drafts, upload, versions))
}

function* toRecords(drafts: readonly Draft[], upload: Upload, versions: readonly number[]): Generator<RowRecord> {
  const clock = tehranClock(upload.at)
  for (const [index, draft] of drafts.entries()) yield toRecord(draft, upload, versions[index] ?? 0, clock(index))
}

async function versionsFor(tx: Tx, upload: Upload, drafts: readonly Draft[]): Promise<number[]> {
  const newest = upload.reserved ? drafts.reduce((most, draft) => Math.max(most, draft.stored?.rowVersion ?? 0), 0) : 0
  if (!upload.switches.equalVersions) return takeVersions(tx, drafts.length, upload.reserved, newest)
  const [shared = 0] = await takeVersions(tx, 1, upload.reserved, newest)
  return new Array<number>(drafts.length).fill(shared)
}

/** Local Iran time with seven decimals and no zone (§4.1). */
function tehranClock(at: Date): (index: number) => string {
  const second = toTehranLocal(at)
  const ms = String(at.getMilliseconds()).padStart(3, '0')
  return (index) => `${second}.${ms}${String(index % 10_000).padStart(4, '0')}`
}

/** The natural key of a row without a client id, such as person and visitor of a VisitorPerson; null if the entity has none. */
export function naturalKeyOf(entity: Entity, members: WireRow): string | null {
  return entity.naturalKey?.map((name) => members[name] ?? 0).join(':') ?? null
}

function toRecord(draft: Draft, upload: Upload, rowVersion: number, now: string): RowRecord {
  const { entity, stored, id } = draft
  const members = draft.members[entity.idField] === id ? draft.members : { ...draft.members, [entity.idField]: id }
  const before = stored?.members
  const doc = serialiseRow(entity, members, {
    deleted: draft.deleted,
    createDate: typeof before?.CreateDate === 'string' ? before.CreateDate : now,
    updateDate: now,
    createSyncId: toNumber(before?.CreateSyncId) ?? upload.syncId,
    updateSyncId: upload.syncId,
    rowVersion,
  })
  return {
    entity: entity.list,
    id,
    createdBy: stored ? stored.createdBy : upload.visitorId,
    clientId: memberNumber(members, entity.clientIdField) || null,
    code: memberNumber(members, entity.codeField) ?? 0,
    naturalKey: naturalKeyOf(entity, members),
    ownerId: memberNumber(members, entity.ownerField),
    parentId: memberNumber(members, entity.parentField),
    search: entity.searchField ? foldPersian(String(members[entity.searchField] ?? '')) : null,
    rowVersion,
    deleted: draft.deleted,
    doc,
  }
}

const toNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null)

const memberNumber = (members: WireRow, field: string | null): number | null =>
  field ? toNumber(members[field]) : null
