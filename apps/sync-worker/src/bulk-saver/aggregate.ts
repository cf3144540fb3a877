import type { DirtyRecord } from '@hybrid-store/database'
import { type DraftOf, type EntityName, entities, type SaveLists } from '@hybrid-store/mahak-client'
import { contentHash } from '../data-transformer/content-hash.ts'

/** The entities the worker writes, in the order in which they depend on each other. */
export const PUSHED = [
  'People',
  'VisitorPeople',
  'PersonAddresses',
  'Products',
  'ProductDetails',
  'VisitorProducts',
  'Pictures',
  'PhotoGalleries',
  'Orders',
  'OrderDetails',
  'Receipts',
  'Cheques',
  'Payments',
  'PaymentCheques',
] as const

export type PushedEntity = (typeof PUSHED)[number]

export interface OutgoingRow<E extends EntityName> {
  localId: string
  /** Null for rows that have no ClientId of their own. */
  clientId: number | null
  /** Mahak's id of the row, once it is known. */
  mahakId: number | null
  draft: DraftOf<E>
}

export type OutgoingRows = { [E in PushedEntity]?: OutgoingRow<E>[] }

/** A record of the dirty set with all rows that make it up at Mahak: it is sent whole and accepted whole. */
export interface Aggregate {
  record: DirtyRecord
  rows: OutgoingRows
  /** Of what is sent; equal content has an equal hash. */
  hash: string
  /** Of what Mahak holds if it holds the record: what both sides agreed on, else what was sent last. */
  sentHash: string | null
  /** How often its company in a call is to be halved, for a call it was in has failed. */
  halvings: number
}

export const rowCount = (rows: OutgoingRows): number =>
  PUSHED.reduce((sum, entity) => sum + (rows[entity]?.length ?? 0), 0)

/** The lists of one save call, each in the order of its aggregates; rows that Mahak has are named by its ids too. */
export const toSaveLists = (aggregates: readonly Pick<Aggregate, 'rows'>[]): SaveLists =>
  toLists(aggregates, (entity, { mahakId, draft }) =>
    mahakId === null ? draft : { [entities[entity].idKey]: mahakId, ...draft },
  )

/** A hash of what rows say, without Mahak's ids, which a first answer changes. */
export const hashOfRows = (rows: OutgoingRows): string => contentHash(toLists([{ rows }], (_, { draft }) => draft))

type ToDraft = <E extends PushedEntity>(entity: E, row: OutgoingRow<E>) => DraftOf<E>

function toLists(aggregates: readonly Pick<Aggregate, 'rows'>[], toDraft: ToDraft): SaveLists {
  const drafts = <E extends PushedEntity>(entity: E): DraftOf<E>[] =>
    aggregates.flatMap((aggregate): OutgoingRow<E>[] => aggregate.rows[entity] ?? []).map((row) => toDraft(entity, row))
  const lists = {
    people: drafts('People'),
    visitorPeople: drafts('VisitorPeople'),
    personAddresses: drafts('PersonAddresses'),
    products: drafts('Products'),
    productDetails: drafts('ProductDetails'),
    visitorProducts: drafts('VisitorProducts'),
    pictures: drafts('Pictures'),
    photoGalleries: drafts('PhotoGalleries'),
    orders: drafts('Orders'),
    orderDetails: drafts('OrderDetails'),
    receipts: drafts('Receipts'),
    cheques: drafts('Cheques'),
    payments: drafts('Payments'),
    paymentCheques: drafts('PaymentCheques'),
  }
  return Object.fromEntries(Object.entries(lists).filter(([, rows]) => rows.length > 0))
}
