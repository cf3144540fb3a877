import type { SaveListName } from '@hybrid-store/mahak-client'
import type { SavedRow, SaveResults } from '../mahak-port.ts'
import { classOfRow, type FailureClass, worstOf } from '../retry-error-manager/classify.ts'
import { type Aggregate, PUSHED, type PushedEntity } from './aggregate.ts'

/** A row that Mahak stored. */
export interface StoredRow {
  entity: PushedEntity
  localId: string
  mahakId: number | null
  version: number | null
}

/** A row that Mahak refused. */
export interface RefusedRow {
  entity: PushedEntity
  localId: string
  class: FailureClass
  errors: NonNullable<SavedRow['errors']>
}

export interface AggregateAnswer {
  aggregate: Aggregate
  /** `accepted` only when every row was stored; otherwise what decides about the record. */
  outcome: 'accepted' | FailureClass
  stored: StoredRow[]
  refused: RefusedRow[]
}

/**
 * Reads the answer to one save call aggregate by aggregate. Rows are matched by ClientId, else by their place in the list
 * (Mahak API reference §5.2); a new row without an answer or an id is uncertain. A registered order that refuses exactly what was sent to
 * it before is accepted if nothing of that is missing there (§5.4).
 */
export function readAnswer(aggregates: readonly Aggregate[], results: SaveResults): AggregateAnswer[] {
  const answers = aggregates.map((): RowAnswers => ({ stored: [], refused: [], missing: 0, unseen: 0 }))
  for (const entity of PUSHED) {
    const find = finder(results[LISTS[entity]] ?? [])
    let index = 0
    aggregates.forEach((aggregate, place) => {
      for (const row of aggregate.rows[entity] ?? []) {
        note(answers[place], entity, row, find(row.clientId, index))
        index += 1
      }
    })
  }
  return aggregates.map((aggregate, place) => conclude(aggregate, answers[place]))
}

function finder(saved: readonly SavedRow[]): (clientId: number | null, index: number) => SavedRow | undefined {
  const byClientId = new Map(saved.map((row) => [row.clientId, row]))
  const byIndex = new Map(saved.map((row) => [row.index, row]))
  return (clientId, index) => {
    const named = clientId === null ? undefined : byClientId.get(clientId)
    const placed = byIndex.get(index)
    return named ?? (placed?.clientId === undefined || clientId === null ? placed : undefined)
  }
}

interface RowAnswers {
  stored: StoredRow[]
  refused: RefusedRow[]
  missing: number
  /** Refused parts of which nobody knows whether Mahak has them; an order that is refused as registered is there. */
  unseen: number
}

function note(
  answer: RowAnswers | undefined,
  entity: PushedEntity,
  { localId, mahakId }: { localId: string; mahakId: number | null },
  saved: SavedRow | undefined,
): void {
  if (!answer) return
  if (!saved || (saved.ok && !saved.id && mahakId === null)) answer.missing += 1
  else if (saved.ok)
    answer.stored.push({ entity, localId, mahakId: saved.id ?? null, version: saved.rowVersion ?? null })
  else {
    answer.refused.push({ entity, localId, class: classOfRow(saved), errors: saved.errors ?? [] })
    if (mahakId === null && entity !== 'Orders') answer.unseen += 1
  }
}

function conclude(aggregate: Aggregate, answer: RowAnswers | undefined): AggregateAnswer {
  const { stored = [], refused = [], missing = 0, unseen = 0 } = answer ?? {}
  const worst = worstOf([...refused.map((row) => row.class), ...(missing > 0 ? (['uncertain'] as const) : [])])
  const sentBefore = aggregate.hash === aggregate.sentHash && refused.every((row) => row.class === 'immutable')
  const outcome = worst === 'immutable' && sentBefore ? registered(aggregate, missing + unseen) : (worst ?? 'accepted')
  return { aggregate, outcome, stored, refused }
}

/** An order that became an invoice before we saw our sending of it: the invoice may lack rows, which only reading back tells. */
function registered({ rows }: Aggregate, doubtful: number): AggregateAnswer['outcome'] {
  if (doubtful === 0) return 'accepted'
  return rows.Orders?.every((row) => row.mahakId !== null) ? 'immutable' : 'uncertain'
}

const LISTS = {
  People: 'people',
  VisitorPeople: 'visitorPeople',
  PersonAddresses: 'personAddresses',
  Products: 'products',
  ProductDetails: 'productDetails',
  VisitorProducts: 'visitorProducts',
  Pictures: 'pictures',
  PhotoGalleries: 'photoGalleries',
  Orders: 'orders',
  OrderDetails: 'orderDetails',
  Receipts: 'receipts',
  Cheques: 'cheques',
  Payments: 'payments',
  PaymentCheques: 'paymentCheques',
} as const satisfies { [E in PushedEntity]: SaveListName<E> }
