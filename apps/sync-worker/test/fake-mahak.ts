import { fail, ok } from '@hybrid-store/kernel'
import { type EntityName, entities, entityOfList, isEntityName, type PictureUpload } from '@hybrid-store/mahak-client'
import type {
  ChangeLine,
  DisputePort,
  EndOfChanges,
  MahakFailure,
  MahakPort,
  SavedRow,
  SaveResults,
} from '../src/mahak-port.ts'

type Row = Record<string, unknown> & { RowVersion: number; Deleted: boolean }
type SaveCall = Parameters<MahakPort['saveRows']>[0]

/** What becomes of the next save: `lost` stores the rows and loses the answer, `crash` throws like a dying process. */
export type Fault =
  | { kind: 'refuse'; failure: MahakFailure }
  | { kind: 'lost' }
  | { kind: 'crash_before' }
  | { kind: 'crash_after' }
  | { kind: 'refuse_rows'; list: string; errors: { property: string; error: string }[]; onlyIndex?: number }

/** Mahak's cloud in memory: upsert by ClientId, one counter of versions, logical deletion, row by row answers. */
export class FakeMahak implements MahakPort, DisputePort {
  readonly tables = new Map<EntityName, Map<number, Row>>()
  readonly saves: SaveCall[] = []
  readonly asked: Partial<Record<EntityName, number>>[] = []
  readonly pictures = new Map<string, Buffer>()
  faults: Fault[] = []
  /** Files that were sent, by the id of the picture, each time anew. */
  readonly uploads: number[] = []
  /** What becomes of the next files: refused, stored without an answer, or the process dies before or after. */
  uploadFaults: ('invalid' | 'unavailable' | 'lost' | 'crash_before' | 'crash_after')[] = []
  /** Lines given instead of the true end. */
  ending: ChangeLine[] | null = null
  /** Rows that are not shown yet, as if their transaction were still open. */
  readonly hidden = new Set<number>()
  /** Whether a row is recognised by the ClientId it was first sent with; not every Mahak may be relied on for that. */
  honoursClientIds = true
  visitorId = 40123
  databaseId = 51234
  #version = 4_300_000_000
  #id = 1_000_000

  /** Writes rows as the accountant does; gives the version of the last one. */
  put(entity: EntityName, ...rows: Record<string, unknown>[]): number {
    for (const row of rows) {
      const id = Number(row[entities[entity].idKey] ?? this.nextId())
      const before = this.table(entity).get(id)
      this.#version += 1
      const stored = { ...before, Deleted: false, ...row, [entities[entity].idKey]: id, RowVersion: this.#version }
      this.table(entity).set(id, stored)
    }
    return this.#version
  }

  nextId(): number {
    this.#id += 1
    return this.#id
  }

  table(entity: EntityName): Map<number, Row> {
    const table = this.tables.get(entity) ?? new Map<number, Row>()
    this.tables.set(entity, table)
    return table
  }

  list(entity: EntityName): Row[] {
    return [...this.table(entity).values()]
  }

  /** The accountant makes invoices of all orders that have none. */
  convertOrders(firstCode = 5001): void {
    this.list('Orders').forEach((order, index) => {
      if (!order.OrderCode) this.put('Orders', { OrderId: order.OrderId, OrderCode: firstCode + index })
    })
  }

  async *changes(versions: Partial<Record<EntityName, number>>): AsyncGenerator<ChangeLine> {
    this.asked.push(versions)
    const end: EndOfChanges = { counts: {}, maxVersions: {} }
    for (const [entity, from] of Object.entries(versions)) {
      if (!isEntityName(entity)) continue
      const rows = this.list(entity).filter((row) => row.RowVersion > (from ?? 0) && !this.hidden.has(row.RowVersion))
      end.counts[entity] = rows.length
      end.maxVersions[entity] = Math.max(0, ...rows.map((row) => row.RowVersion))
      // Newest first: nothing may rely on an order.
      for (const row of rows.reverse()) yield { entity, rows: [structuredClone(row)] }
    }
    yield* this.ending ?? [{ end }]
  }

  async account() {
    const { visitorId, databaseId } = this
    return ok({ visitorId, databaseId, title: 'فروشگاه نمونه', creditDay: 80, serverTime: null, skewMs: null })
  }

  async picture(url: string) {
    const bytes = this.pictures.get(url)
    if (!bytes) return fail<MahakFailure>({ code: 'invalid', message: '404', sent: true })
    return ok({ bytes, contentType: 'image/png' })
  }

  async uploadPicture({ pictureId, bytes }: PictureUpload): ReturnType<MahakPort['uploadPicture']> {
    const fault = this.uploadFaults.shift()
    if (fault === 'crash_before') throw new Error('killed before the file was sent')
    if (fault === 'invalid' || fault === 'unavailable') return fail({ code: fault, message: fault, sent: true })
    this.uploads.push(pictureId)
    const url = `/pictures/${pictureId}-${this.uploads.length}.jpg`
    this.pictures.set(url, Buffer.from(bytes))
    const rowVersion = this.put('Pictures', { PictureId: pictureId, Url: url })
    if (fault === 'crash_after') throw new Error('killed after the file was sent')
    if (fault === 'lost') return fail({ code: 'timeout', message: 'no answer', sent: true })
    return ok({ url, hash: null, rowVersion })
  }

  async saveRows(lists: SaveCall): ReturnType<MahakPort['saveRows']> {
    const fault = this.faults.shift()
    this.saves.push(lists)
    if (fault?.kind === 'refuse') return fail(fault.failure)
    if (fault?.kind === 'crash_before') throw new Error('killed before anything was sent')
    const results = this.store(lists, fault)
    if (fault?.kind === 'lost') return fail({ code: 'timeout', message: 'no answer', sent: true })
    if (fault?.kind === 'crash_after') throw new Error('killed after everything was sent')
    return ok(results)
  }

  /** Touches what it has otherwise than it is told (Mahak API reference §6). */
  async solveDispute(entity: EntityName, items: readonly { id: number; rowVersion: number }[]) {
    const told = new Map(items.map(({ id, rowVersion }) => [id, rowVersion]))
    for (const row of this.list(entity))
      if (told.get(Number(row[entities[entity].idKey])) !== row.RowVersion) this.put(entity, row)
    return ok({})
  }

  async solveOrderDispute(items: readonly { id: number; code: number }[]) {
    const told = new Map(items.map(({ id, code }) => [id, code]))
    for (const row of this.list('Orders'))
      if (told.has(Number(row.OrderId)) && told.get(Number(row.OrderId)) !== row.OrderCode) this.put('Orders', row)
    return ok({})
  }

  private store(lists: SaveCall, fault: Fault | undefined): SaveResults {
    const results: Record<string, SavedRow[]> = {}
    for (const [list, rows] of Object.entries(lists)) {
      const entity = entityOfList(list)
      if (!entity) continue
      results[list] = rows.map((draft, index) => {
        const refused = fault?.kind === 'refuse_rows' && fault.list === list && (fault.onlyIndex ?? index) === index
        return refused ? { ok: false, index, errors: fault.errors } : this.upsert(entity, { ...draft }, index)
      })
    }
    return results
  }

  private upsert(entity: EntityName, draft: Record<string, unknown>, index: number): SavedRow {
    const { idKey, clientIdKey } = entities[entity]
    const clientId = clientIdKey === null ? undefined : Number(draft[clientIdKey])
    const known = this.list(entity).find((row) =>
      draft[idKey]
        ? row[idKey] === draft[idKey]
        : this.honoursClientIds && clientIdKey !== null && row[clientIdKey] === clientId,
    )
    if (entity === 'Orders' && known?.OrderCode)
      return { ok: false, index, errors: [{ property: 'OrderId', error: 'ویرایش سفارش ثبت شده امکان پذیر نیست' }] }
    const id = Number(known?.[idKey] ?? this.nextId())
    const rowVersion = this.put(entity, { ...draft, [idKey]: id, ...this.parents(entity, draft) })
    return { ok: true, index, id, rowVersion, ...(clientId ? { clientId } : {}) }
  }

  /** Children name their parents by ClientId; the cloud fills in its own ids. */
  private parents(entity: EntityName, draft: Record<string, unknown>): Record<string, unknown> {
    const idOf = (parent: EntityName, key: string) =>
      this.list(parent).find((row) => row[key] === draft[key])?.[entities[parent].idKey]
    if (entity === 'OrderDetails' || entity === 'Receipts') return { OrderId: idOf('Orders', 'OrderClientId') }
    if (entity === 'Cheques') return { ReceiptId: idOf('Receipts', 'ReceiptClientId') }
    if (entity === 'Payments') return { OrderId: idOf('Orders', 'OrderClientId') }
    if (entity === 'PaymentCheques') return { PaymentId: idOf('Payments', 'PaymentClientId') }
    if (entity === 'VisitorPeople') return { PersonId: draft.PersonId ?? idOf('People', 'PersonClientId') }
    if (entity === 'Orders') return { OrderCode: 0 }
    if (entity === 'ProductDetails') return { ProductId: draft.ProductId ?? idOf('Products', 'ProductClientId') }
    if (entity === 'VisitorProducts')
      return { ProductDetailId: draft.ProductDetailId ?? idOf('ProductDetails', 'ProductDetailClientId') }
    return {}
  }
}
