import type { Tx } from '@hybrid-store/database'
import { ENTITIES, SAVE_ORDER, type WireRow } from '../entities/index.ts'
import { addToLedger, type LedgerEntry } from '../store/ledger.repository.ts'
import { type Upload, type UploadDeps, upload } from '../store/upload.ts'
import { type Draft, writeRows } from '../store/write-rows.ts'
import { identifyByNaturalKey, identifyRows } from './identify.ts'
import { type IncomingRow, isRefused } from './incoming.ts'
import { indexSent, resolveLinks } from './link.ts'
import { TRY_AGAIN } from './messages.ts'
import { draftOmittedLines } from './omitted-lines.ts'
import { refuseRegistered } from './registered.ts'
import { checkRow } from './rules.ts'

interface RowResult {
  Result: boolean
  Index: number
  EntityId?: number
  EntityClientId?: number
  RowVersion?: number
  Errors?: IncomingRow['errors']
}

export interface SaveAnswer {
  Result: boolean
  Data: { Objects: Record<string, { Results: RowResult[] }> }
}

export type SaveDeps = UploadDeps

/**
 * Stores what it can of the lists and answers row by row: good rows stay although others are refused, and any refused
 * row makes the whole Result false (§5.2). `refuseSome` refuses every third row for no reason of its own.
 */
export function saveAllData(
  deps: SaveDeps,
  visitorId: number,
  lists: readonly IncomingRow[][],
  { refuseSome = false } = {},
): Promise<SaveAnswer> {
  return upload(deps, visitorId, async (tx, batch) => {
    const { switches } = batch
    const saver = { visitorId, clientIdScope: switches.clientIdScope }
    const ordered = parentsFirst(lists)
    for (const rows of ordered) await identifyRows(tx, rows, saver)
    for (const rows of ordered) for (const row of rows) if (!isRefused(row)) checkRow(row, switches)
    if (refuseSome) refuseEveryThird(ordered.flat())
    const sent = indexSent(ordered)
    for (const rows of ordered) {
      await resolveLinks(tx, rows, sent, saver)
      await identifyByNaturalKey(tx, rows)
      await refuseRegistered(tx, rows, switches)
    }
    await store(tx, batch, ordered)
    await addToLedger(
      tx,
      batch,
      ordered.flatMap((rows) => rows.map(toLedgerEntry)),
    )
    return toAnswer(lists)
  })
}

/** Beginning with the second, so that even a small call is stored in part. */
function refuseEveryThird(rows: readonly IncomingRow[]): void {
  for (const [place, row] of rows.entries()) if (place % 3 === 1) row.errors.push({ Property: '', Error: TRY_AGAIN })
}

const RANK = new Map(
  ['People', 'Receipts', 'Orders', 'Products', 'ProductDetails', 'Payments'].map((list, rank) => [list, rank]),
)

/** Rows others hang on come first, so that a child knows whether its parent was refused. */
function parentsFirst(lists: readonly IncomingRow[][]): IncomingRow[][] {
  const rank = (rows: IncomingRow[]) => RANK.get(rows[0]?.entity.list ?? '') ?? RANK.size
  return ENTITIES.map((entity) => lists.filter((rows) => rows[0]?.entity === entity).flat())
    .filter((rows) => rows.length > 0)
    .sort((a, b) => rank(a) - rank(b))
}

/** Writes the good rows and gives each its version; rows that mean the same become one, the later over the earlier. */
async function store(tx: Tx, batch: Upload, lists: readonly IncomingRow[][]): Promise<void> {
  const drafts = lists.map((rows) => draftGoodRows(rows))
  const omitted = batch.switches.omittedLines === 'deleted' ? await draftOmittedLines(tx, lists) : []
  const all = [...drafts.flatMap((byId) => [...byId.values()]), ...omitted]
  const versions = await writeRows(tx, batch, all)
  const versionOf = new Map(all.map((draft, index) => [draft, versions[index] ?? 0]))
  for (const [place, rows] of lists.entries()) {
    for (const row of rows) {
      const draft = drafts[place]?.get(row.target?.id ?? 0)
      row.rowVersion = (draft && versionOf.get(draft)) ?? 0
    }
  }
}

function draftGoodRows(rows: readonly IncomingRow[]): Map<number, Draft> {
  const drafts = new Map<number, Draft>()
  for (const row of rows) {
    if (isRefused(row) || !row.target) continue
    const { id, stored } = row.target
    const before = drafts.get(id)
    drafts.set(id, {
      entity: row.entity,
      id,
      stored,
      members: mergeMembers((before ?? stored)?.members, row, id),
      deleted: row.deleted ?? before?.deleted ?? stored?.deleted ?? false,
    })
  }
  return drafts
}

/** The row as it was with what the client gave; its keys and the number of an order in the books are not its to set. */
function mergeMembers(before: WireRow | undefined, { entity, clientId, members }: IncomingRow, id: number): WireRow {
  const merged = before ? { ...before } : members
  if (before) for (const [name, value] of Object.entries(members)) if (value !== null) merged[name] = value
  merged[entity.idField] = id
  if (entity.clientIdField) merged[entity.clientIdField] = before?.[entity.clientIdField] ?? clientId
  if (entity.list === 'Orders') merged.OrderCode = before?.OrderCode ?? 0
  return merged
}

function toLedgerEntry(row: IncomingRow): LedgerEntry {
  const refused = isRefused(row)
  const action = refused ? 'refused' : row.deleted ? 'delete' : row.target?.stored ? 'update' : 'insert'
  return {
    entity: row.entity.list,
    rowId: row.target?.id ?? null,
    clientId: row.clientId || null,
    action,
    reason: refused ? row.errors.map((error) => `${error.Property}: ${error.Error.trim()}`).join('; ') : null,
  }
}

function toAnswer(lists: readonly IncomingRow[][]): SaveAnswer {
  const objects = Object.fromEntries(SAVE_ORDER.map((key) => [key, { Results: [] as RowResult[] }]))
  for (const rows of lists) for (const row of rows) objects[row.entity.saveKey ?? '']?.Results.push(toResult(row))
  return { Result: lists.every((rows) => !rows.some(isRefused)), Data: { Objects: objects } }
}

/** Members that would be null are left out (§5.2). */
function toResult(row: IncomingRow): RowResult {
  if (isRefused(row) || !row.target) return { Result: false, Index: row.index, Errors: row.errors }
  const { index: Index, target, clientId: EntityClientId, rowVersion: RowVersion } = row
  return EntityClientId
    ? { Result: true, Index, EntityId: target.id, EntityClientId, RowVersion }
    : { Result: true, Index, EntityId: target.id, RowVersion }
}
