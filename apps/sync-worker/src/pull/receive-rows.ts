import type { Tx } from '@hybrid-store/database'
import { entities } from '@hybrid-store/mahak-client'
import { type MirrorRow, type PulledEntity, remoteEntities } from '../data-transformer/remote-entities.ts'
import { type Issue, openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import { addReceived } from '../row-version-tracker/progress.repository.ts'
import type { Account, SyncDeps } from '../sync-deps.ts'
import { type KnownRow, selectKnown, upsertMirror } from '../upsert-engine/mirror.repository.ts'
import { addPending } from '../upsert-engine/pending.repository.ts'

export interface Received {
  rows: number
  /** Rows that were not known before. */
  inserted: number
  /** Rows that differ from what was known, new ones included. */
  changed: number
  /** Changed rows at or below the version that was taken for safe. */
  late: number
  /** Largest version among the readable rows. */
  largest: number
}

/** What the rows belong to. */
export interface Reading {
  /** Up to here the entity had been read before. */
  safe: number
  /** When this reading started, if it is one of everything. */
  everythingSince: Date | null
}

/**
 * Takes one group of rows into the mirror: rows that are equal to what is known or older than it are dropped, rows that
 * cannot be used become issues, the others wait there as `pending`.
 */
export async function receiveRows(
  { db }: SyncDeps,
  account: Account,
  entity: PulledEntity,
  rows: readonly object[],
  { safe, everythingSince }: Reading,
): Promise<Received> {
  const { good, issues } = readAll(entity, rows)
  const largest = good.reduce((highest, row) => Math.max(highest, row.version), 0)
  return db.transaction(async (tx) => {
    const received = await takeIn(tx)
    if (everythingSince) await addReceived(tx, account.id, entity, { started: everythingSince, rows: rows.length })
    return received
  })

  async function takeIn(tx: Tx): Promise<Received> {
    const ids = good.map((row) => row.id)
    const known = new Map((await selectKnown(tx, account.id, entity, ids)).map((row) => [row.id, row]))
    const changed = newestOf(good).filter((row) => isNews(row, known.get(row.id)))
    await openIssues(tx, issues)
    if (changed.length === 0) return { rows: rows.length, inserted: 0, changed: 0, late: 0, largest }
    const { inserted } = await upsertMirror(tx, account.id, entity, changed)
    const changedIds = changed.map((row) => row.id)
    await addPending(tx, account.id, entity, changedIds, known)
    await resolveIssues(tx, entity, changedIds.map(String), ['bad_row'])
    const late = changed.filter((row) => row.version > 0 && row.version < safe).length
    return { rows: rows.length, inserted, changed: changed.length, late, largest }
  }
}

function readAll(entity: PulledEntity, rows: readonly object[]): { good: MirrorRow[]; issues: Issue[] } {
  const good: MirrorRow[] = []
  const issues: Issue[] = []
  for (const row of rows) {
    const read = remoteEntities[entity].read(row)
    if (read.ok) good.push(read.value)
    else issues.push(badRowIssue(entity, idOf(entity, row), read.error.field, read.error.message))
  }
  return { good, issues }
}

/** The row's id, if it tells one. */
export function idOf(entity: PulledEntity, row: object): number | null {
  const id: unknown = Reflect.get(row, entities[entity].idKey)
  return typeof id === 'number' ? id : null
}

/** Stands for the id in issues of rows that do not even tell that. */
export const NO_ID = '?'

export const badRowIssue = (
  entity: string,
  id: number | null,
  field: string,
  message: string,
  detail?: string,
): Issue => ({
  entity,
  recordId: id === null ? NO_ID : String(id),
  class: 'permanent',
  code: 'bad_row',
  field,
  message,
  detail,
})

/** One row per id, the newest, in id order: an answer may repeat rows. */
function newestOf(rows: readonly MirrorRow[]): MirrorRow[] {
  const newest = new Map<number, MirrorRow>()
  for (const row of rows) if ((newest.get(row.id)?.version ?? -1) <= row.version) newest.set(row.id, row)
  return [...newest.values()].sort((a, b) => a.id - b.id)
}

/** An older row is no news, so that a tombstone stays one; version 0 means that Mahak did not tell it. */
function isNews(row: MirrorRow, known: KnownRow | undefined): boolean {
  if (!known) return true
  if (row.version === known.version || row.version === 0) return row.hash !== known.hash
  return row.version > known.version
}
