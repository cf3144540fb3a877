import type { DirtyRecord } from '@hybrid-store/database'
import type { DraftOf, EntityName, SaveLists } from '@hybrid-store/mahak-client'

/** The entities the worker writes, in the order in which they depend on each other. */
export const PUSHED = ['People', 'VisitorPeople', 'Orders', 'OrderDetails', 'Receipts', 'Cheques'] as const

export type PushedEntity = (typeof PUSHED)[number]

export interface OutgoingRow<E extends EntityName> {
  localId: string
  /** Null for rows that have no ClientId of their own. */
  clientId: number | null
  /** Whether Mahak is known to have the row. */
  stored: boolean
  draft: DraftOf<E>
}

export type OutgoingRows = { [E in PushedEntity]?: OutgoingRow<E>[] }

/** A record of the dirty set with all rows that make it up at Mahak: it is sent whole and accepted whole. */
export interface Aggregate {
  record: DirtyRecord
  rows: OutgoingRows
  /** Of what is sent; equal content has an equal hash. */
  hash: string
  /** Of what was sent last, whatever became of it. */
  sentHash: string | null
}

export const rowCount = (rows: OutgoingRows): number =>
  PUSHED.reduce((sum, entity) => sum + (rows[entity]?.length ?? 0), 0)

/** The lists of one save call, each in the order of its aggregates. */
export function toSaveLists(aggregates: readonly Pick<Aggregate, 'rows'>[]): SaveLists {
  const lists = {
    people: drafts(aggregates, 'People'),
    visitorPeople: drafts(aggregates, 'VisitorPeople'),
    orders: drafts(aggregates, 'Orders'),
    orderDetails: drafts(aggregates, 'OrderDetails'),
    receipts: drafts(aggregates, 'Receipts'),
    cheques: drafts(aggregates, 'Cheques'),
  }
  return Object.fromEntries(Object.entries(lists).filter(([, rows]) => rows.length > 0))
}

const drafts = <E extends PushedEntity>(aggregates: readonly Pick<Aggregate, 'rows'>[], entity: E): DraftOf<E>[] =>
  aggregates.flatMap((aggregate): OutgoingRow<E>[] => aggregate.rows[entity] ?? []).map((row) => row.draft)
