import type { Tx } from '@hybrid-store/database'
import { ENTITIES, entityOf, SAVE_ORDER, type WireRow } from '../entities/index.ts'
import { addToLedger, type LedgerEntry } from '../store/ledger.repository.ts'
import { findByIds } from '../store/rows.repository.ts'
import { type Upload, type UploadDeps, upload } from '../store/upload.ts'
import { type Draft, writeRows } from '../store/write-rows.ts'
import type { Switches } from '../switches/switches.ts'
import { identifyByNaturalKey, identifyRows } from './identify.ts'
import { type IncomingRow, isRefused, type Target } from './incoming.ts'
import { resolveLinks, sentKey } from './link.ts'
import { checkRegistered, checkRow } from './rules.ts'

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

export interface SaveDeps extends UploadDeps {
  switches: { current(): Switches }
}

/**
 * Stores what it can of the lists and answers row by row: good rows stay although others are refused, and any refused
 * row makes the whole Result false (§5.2).
 */
export function saveAllData(deps: SaveDeps, visitorId: number, lists: readonly IncomingRow[][]): Promise<SaveAnswer> {
  return upload(deps, visitorId, async (tx, batch) => {
    const ordered = parentsFirst(lists)
    for (const rows of ordered) await identifyRows(tx, rows, visitorId)
    for (const row of ordered.flat()) if (!isRefused(row)) row.errors.push(...checkRow(row, deps.switches.current()))
    const sent = new Map(ordered.flat().map((row) => [sentKey(row.entity.list, row.clientId), row]))
    for (const rows of ordered) {
      await resolveLinks(tx, rows, sent, visitorId)
      await identifyByNaturalKey(tx, rows)
      await refuseRegistered(tx, rows)
    }
    const versions = await store(tx, batch, ordered.flat())
    await addToLedger(tx, batch, ordered.flat().map(toLedgerEntry))
    return toAnswer(lists, versions)
  })
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

/** Orders in the books and their lines are closed to clients. */
async function refuseRegistered(tx: Tx, rows: readonly IncomingRow[]): Promise<void> {
  const orders = await findByIds(
    tx,
    entityOf('Orders'),
    [...new Set(rows.map(orderIdOf))].filter((id) => id !== 0),
  )
  const codes = new Map(orders.map((order) => [order.id, order.code]))
  for (const row of rows) if (!isRefused(row)) row.errors.push(...checkRegistered(codes.get(orderIdOf(row)) ?? 0))
}

function orderIdOf(row: IncomingRow): number {
  if (row.entity.list === 'Orders') return row.target?.stored?.id ?? 0
  if (row.entity.list !== 'OrderDetails') return 0
  const orderId = row.target?.stored?.members.OrderId ?? row.members.OrderId
  return typeof orderId === 'number' ? orderId : 0
}

/** Writes the good rows; two rows that mean the same become one, the later over the earlier. Gives versions by target. */
async function store(tx: Tx, batch: Upload, rows: readonly IncomingRow[]): Promise<Map<Target, number>> {
  const drafts = new Map<Target, Draft>()
  for (const row of rows) {
    if (isRefused(row) || !row.target) continue
    const { stored } = row.target
    const before = drafts.get(row.target)
    drafts.set(row.target, {
      entity: row.entity,
      id: row.target.id,
      stored,
      members: mergeMembers((before ?? stored)?.members, row, row.target.id),
      deleted: row.deleted ?? before?.deleted ?? stored?.deleted ?? false,
    })
  }
  const versions = await writeRows(tx, batch, [...drafts.values()])
  return new Map([...drafts.keys()].map((target, index) => [target, versions[index] ?? 0]))
}

/** The row as it was with what the client gave; its keys and the number of an order in the books are not its to set. */
function mergeMembers(before: WireRow | undefined, { entity, clientId, members }: IncomingRow, id: number): WireRow {
  const merged: WireRow = { ...before }
  for (const [name, value] of Object.entries(members)) if (value !== null) merged[name] = value
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

function toAnswer(lists: readonly IncomingRow[][], versions: ReadonlyMap<Target, number>): SaveAnswer {
  const objects = Object.fromEntries(SAVE_ORDER.map((key) => [key, { Results: [] as RowResult[] }]))
  for (const row of lists.flat()) objects[row.entity.saveKey ?? '']?.Results.push(toResult(row, versions))
  return { Result: lists.flat().every((row) => !isRefused(row)), Data: { Objects: objects } }
}

/** Members that would be null are left out (§5.2). */
function toResult(row: IncomingRow, versions: ReadonlyMap<Target, number>): RowResult {
  if (isRefused(row) || !row.target) return { Result: false, Index: row.index, Errors: row.errors }
  return {
    Result: true,
    Index: row.index,
    EntityId: row.target.id,
    ...(row.clientId ? { EntityClientId: row.clientId } : {}),
    RowVersion: versions.get(row.target) ?? 0,
  }
}
