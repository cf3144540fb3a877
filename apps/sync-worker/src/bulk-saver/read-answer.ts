import { entities } from '@hybrid-store/mahak-client'
import type { SavedRow, SaveResults } from '../mahak-port.ts'
import { classOfRow, type FailureClass, worstOf } from '../retry-error-manager/classify.ts'
import { type Aggregate, PUSHED, type PushedEntity, rowsOf } from './aggregate.ts'

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
 * (Mahak API reference §5.2); a row without an answer is uncertain. A registered order that refuses exactly what was sent to
 * it before is accepted: it has that content already (§5.4).
 */
export function readAnswer(aggregates: readonly Aggregate[], results: SaveResults): AggregateAnswer[] {
  const answers = new Map(
    aggregates.map((aggregate) => [aggregate.record.localId, { stored: [], refused: [], missing: 0 } as RowAnswers]),
  )
  const ownerOf = ownersOf(aggregates)
  for (const entity of PUSHED) {
    const saved = results[listOf(entity)] ?? []
    const byClientId = new Map(saved.flatMap((row) => (row.clientId === undefined ? [] : [[row.clientId, row] as const])))
    const byIndex = new Map(saved.map((row) => [row.index, row]))
    rowsOf(aggregates, entity).forEach((row, index) => {
      const answer = answers.get(ownerOf.get(`${entity}:${row.localId}`) ?? '')
      const found = (row.clientId === null ? undefined : byClientId.get(row.clientId)) ?? byIndex.get(index)
      if (answer) note(answer, entity, row.localId, found)
    })
  }
  return aggregates.map((aggregate) => conclude(aggregate, answers.get(aggregate.record.localId)))
}

interface RowAnswers {
  stored: StoredRow[]
  refused: RefusedRow[]
  missing: number
}

function note(answer: RowAnswers, entity: PushedEntity, localId: string, saved: SavedRow | undefined): void {
  if (!saved) answer.missing += 1
  else if (saved.ok)
    answer.stored.push({ entity, localId, mahakId: saved.id ?? null, version: saved.rowVersion ?? null })
  else answer.refused.push({ entity, localId, class: classOfRow(saved), errors: saved.errors ?? [] })
}

function conclude(aggregate: Aggregate, answer: RowAnswers | undefined): AggregateAnswer {
  const { stored = [], refused = [], missing = 0 } = answer ?? {}
  const worst = worstOf(refused.map((row) => row.class)) ?? (missing > 0 ? 'uncertain' : null)
  const sameAsBefore = worst === 'immutable' && aggregate.hash === aggregate.sentHash
  return { aggregate, outcome: worst === null || sameAsBefore ? 'accepted' : worst, stored, refused }
}

function ownersOf(aggregates: readonly Aggregate[]): Map<string, string> {
  return new Map(
    aggregates.flatMap((aggregate) =>
      PUSHED.flatMap((entity) =>
        (aggregate.rows[entity] ?? []).map((row) => [`${entity}:${row.localId}`, aggregate.record.localId] as const),
      ),
    ),
  )
}

const LISTS = {
  People: 'people',
  VisitorPeople: 'visitorPeople',
  Orders: 'orders',
  OrderDetails: 'orderDetails',
  Receipts: 'receipts',
  Cheques: 'cheques',
} as const satisfies Record<PushedEntity, Uncapitalize<keyof typeof entities>>

const listOf = <E extends PushedEntity>(entity: E): (typeof LISTS)[E] => LISTS[entity]
