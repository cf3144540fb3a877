import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import { type Aggregate, type OutgoingRows, PUSHED } from '../bulk-saver/aggregate.ts'
import type { AggregateAnswer } from '../bulk-saver/read-answer.ts'

/** What people wrote and who they are is read in the records themselves. */
const PERSONAL: ReadonlySet<string> = new Set([
  'FirstName',
  'LastName',
  'NationalCode',
  'Mobile',
  'Phone',
  'Tel',
  'Email',
  'Address',
  'PostalCode',
  'Latitude',
  'Longitude',
  'Organization',
  'Title',
  'ShippingAddress',
  'Description',
])
const HIDDEN = '***'

/** One exchange about one record, as people get to see it. */
export interface Exchange {
  attemptId: number
  /** Worker and run that sent it. */
  run: string
  sentAt: Date
  /** The request whose change was sent, when it was made, and when the worker took it. */
  correlationId: string | null
  changedAt: Date | null
  claimedAt: Date | null
  /** Null if no answer was ever recorded. */
  answeredAt: Date | null
  /** `accepted`, the class of the failure, or null without an answer. */
  outcome: string | null
  /** Code of the failure of the whole call. */
  failure: string | null
  /** Mahak's rows by entity; personal data is hidden. */
  sent: Record<string, Record<string, unknown>[]>
  /** Ids and versions of stored rows, and what Mahak said of refused ones; null if the whole call failed. */
  answer: unknown
}

/** The exchanges about a record of the dirty set, the newest first; they are kept for 30 days. */
export const exchangesOf = (db: Queryable, entity: string, recordId: string, limit = 20): Promise<Exchange[]> =>
  db.rows(sql`
    select e.attempt_id as "attemptId", a.worker as run, a.started_at as "sentAt", a.finished_at as "answeredAt",
      e.correlation_id as "correlationId", e.changed_at as "changedAt", e.claimed_at as "claimedAt",
      e.outcome, a.failure, e.sent, e.answer
    from sync.exchange e join sync.attempt a on a.id = e.attempt_id
    where e.entity = ${entity} and e.local_id = ${recordId} order by e.attempt_id desc limit ${limit}`)

/** Keeps what is about to be sent of each record. */
export async function insertExchanges(tx: Tx, attempt: number, aggregates: readonly Aggregate[]): Promise<void> {
  const records = aggregates.map((aggregate) => aggregate.record)
  await tx.run(sql`
    insert into sync.exchange (attempt_id, entity, local_id, correlation_id, changed_at, claimed_at, sent)
    select ${attempt}, t.* from unnest(
      ${records.map((record) => record.entity)}::text[], ${records.map((record) => record.localId)}::text[],
      ${records.map((record) => record.correlationId)}::text[],
      ${records.map((record) => record.changedAt)}::timestamptz[],
      ${records.map((record) => record.claimedAt)}::timestamptz[],
      ${aggregates.map(({ rows }) => JSON.stringify(redacted(rows)))}::jsonb[]) as t`)
}

/** Keeps what Mahak answered of each record. */
export async function answerExchanges(tx: Tx, attempt: number, answers: readonly AggregateAnswer[]): Promise<void> {
  await tx.run(sql`
    update sync.exchange e set outcome = t.outcome, answer = t.answer
    from unnest(${answers.map(({ aggregate }) => aggregate.record.localId)}::text[],
      ${answers.map(({ outcome }) => outcome)}::text[],
      ${answers.map(({ stored, refused }) => JSON.stringify({ stored, refused }))}::jsonb[])
      as t(local_id, outcome, answer)
    where e.attempt_id = ${attempt} and e.local_id = t.local_id`)
}

/** The whole call failed. */
export async function failExchanges(tx: Tx, attempt: number, outcome: string): Promise<void> {
  await tx.run(sql`update sync.exchange set outcome = ${outcome} where attempt_id = ${attempt}`)
}

/**
 * Whether the call carried one record only and Mahak has taken others since that one was sent before: then it is not an
 * outage that leaves it without an answer.
 */
export async function isSingledOut(db: Queryable, accountId: number, attempt: number): Promise<boolean> {
  const row = await db.row(sql`
    select from sync.attempt now
    where now.id = ${attempt} and cardinality(now.local_ids) = 1 and exists (
      select from sync.attempt other
      where other.account_id = ${accountId} and other.accepted > 0 and other.id < now.id
        and other.id > (select max(earlier.attempt_id) from sync.exchange earlier
          where earlier.entity = now.lane and earlier.local_id = now.local_ids[1] and earlier.attempt_id < now.id))`)
  return row !== null
}

const redacted = (rows: OutgoingRows): Record<string, object[]> =>
  Object.fromEntries(
    PUSHED.flatMap((entity) => {
      const drafts = (rows[entity] ?? []).map(({ draft }) => hidePersonal(draft))
      return drafts.length > 0 ? [[entity, drafts]] : []
    }),
  )

/** What is sent, as people may see it. */
export const hidePersonal = (draft: object): object =>
  Object.fromEntries(Object.entries(draft).map(([key, value]) => [key, PERSONAL.has(key) && value ? HIDDEN : value]))
