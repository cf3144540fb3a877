import { sql, type Tx } from '@hybrid-store/database'
import { type Aggregate, type PushedEntity, rowCount } from '../bulk-saver/aggregate.ts'
import type { StoredRow } from '../bulk-saver/read-answer.ts'
import { insertExchanges } from './exchange.repository.ts'

export interface SendState {
  localId: string
  sentAt: Date | null
  /** Whether the record has been accepted before, so that what is uncertain is an edit. */
  acceptedBefore: boolean
  /** Whether Mahak's ids of all its rows are known. */
  complete: boolean
}

/** Those of these records whose last sending was never answered. */
export async function selectUnanswered(
  tx: Tx,
  accountId: number,
  root: PushedEntity,
  localIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.rows<{ localId: string }>(sql`
    select local_id as "localId" from sync.link
    where account_id = ${accountId} and entity = ${root} and local_id = any(${localIds}::text[])
      and send_state <> 'idle'`)
  return rows.map((row) => row.localId)
}

/** How the last sending of these records stands. */
export const selectSendStates = (
  tx: Tx,
  accountId: number,
  root: PushedEntity,
  localIds: readonly string[],
): Promise<SendState[]> =>
  tx.rows(sql`
    select l.local_id as "localId", l.sent_at as "sentAt",
      l.accepted_at is not null as "acceptedBefore",
      l.mahak_id is not null and not exists (
        select from sync.link part where part.account_id = l.account_id and part.owner_id = l.local_id
          and part.mahak_id is null) as complete
    from sync.link l
    where l.account_id = ${accountId} and l.entity = ${root} and l.local_id = any(${localIds}::text[])`)

export async function setSendState(
  tx: Tx,
  accountId: number,
  root: PushedEntity,
  localIds: readonly string[],
  state: 'idle' | 'uncertain',
): Promise<void> {
  await tx.run(sql`
    update sync.link set send_state = ${state}
    where account_id = ${accountId} and entity = ${root} and local_id = any(${localIds}::text[])`)
}

/** The last sending of these records was given up without an answer just now; until now it may have been on its way. */
export async function setUnanswered(
  tx: Tx,
  accountId: number,
  root: PushedEntity,
  localIds: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update sync.link set send_state = 'uncertain', sent_at = clock_timestamp(), halvings = halvings + 1
    where account_id = ${accountId} and entity = ${root} and local_id = any(${localIds}::text[])`)
}

/** Mahak did not take these records; `sentHash` is of what it may hold of them, `halvings` as in `Aggregate`. */
export async function setRefused(
  tx: Tx,
  accountId: number,
  root: PushedEntity,
  refused: readonly { localId: string; sentHash: string | null; halvings: number }[],
): Promise<void> {
  await tx.run(sql`
    update sync.link l set send_state = 'idle', sent_hash = t.sent_hash, halvings = t.halvings
    from unnest(${refused.map(({ localId }) => localId)}::text[], ${refused.map(({ sentHash }) => sentHash)}::text[],
      ${refused.map(({ halvings }) => halvings)}::int[]) as t(local_id, sent_hash, halvings)
    where l.account_id = ${accountId} and l.entity = ${root} and l.local_id = t.local_id`)
}

/** Both sides agree on what was sent last. */
export async function setAccepted(
  tx: Tx,
  accountId: number,
  root: PushedEntity,
  localIds: readonly string[],
): Promise<void> {
  if (localIds.length === 0) return
  await tx.run(sql`
    update sync.link set send_state = 'idle', halvings = 0, base_hash = sent_hash,
      accepted_at = coalesce(accepted_at, now())
    where account_id = ${accountId} and entity = ${root} and local_id = any(${localIds}::text[])`)
}

/** The intent: committed before the call, so that after a crash it is known what may have been sent. Gives its number. */
export async function writeIntent(
  tx: Tx,
  intent: {
    accountId: number
    lane: string
    root: PushedEntity
    worker: string
    aggregates: readonly Aggregate[]
  },
): Promise<number> {
  const { accountId, aggregates } = intent
  const localIds = aggregates.map((aggregate) => aggregate.record.localId)
  await tx.run(sql`
    update sync.link l set send_state = 'sending', sent_at = clock_timestamp(), sent_hash = t.hash
    from unnest(${localIds}::text[], ${aggregates.map((aggregate) => aggregate.hash)}::text[]) as t(local_id, hash)
    where l.account_id = ${accountId} and l.entity = ${intent.root} and l.local_id = t.local_id`)
  const attempt = await tx.row<{ id: number }>(sql`
    insert into sync.attempt (account_id, lane, worker, local_ids, generations, client_ids, rows)
    values (${accountId}, ${intent.lane}, ${intent.worker}, ${localIds}::text[],
      ${aggregates.map((aggregate) => aggregate.record.generation)}::bigint[],
      ${aggregates.flatMap(clientIdsOf)}::bigint[],
      ${aggregates.reduce((sum, aggregate) => sum + rowCount(aggregate.rows), 0)})
    returning id`)
  if (!attempt) throw new Error('the attempt was not stored')
  await insertExchanges(tx, attempt.id, aggregates)
  return attempt.id
}

const clientIdsOf = ({ rows }: Aggregate): number[] =>
  Object.values(rows)
    .flat()
    .flatMap((row) => row.clientId ?? [])

export async function finishAttempt(
  tx: Tx,
  id: number,
  result: { outcome: string; failure: string | null; accepted: number },
): Promise<void> {
  await tx.run(sql`
    update sync.attempt set outcome = ${result.outcome}, failure = ${result.failure}, accepted = ${result.accepted},
      finished_at = clock_timestamp() where id = ${id}`)
}

/** A row that Mahak stored; `accepted` if it is the own row of a record of which nothing is missing. */
type SavedLink = StoredRow & { accepted: boolean }

/**
 * Keeps Mahak's ids of stored rows, and that both sides agree on accepted records (as `setAccepted` does): one change of each
 * link. An id another link has is not taken. The version is noted apart from the version read: it may cover an edit of the
 * accountant that we have not read yet, and taking it for read would lose that edit.
 */
export async function saveStored(tx: Tx, accountId: number, rows: readonly SavedLink[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(sql`
    update sync.link l set
      mahak_id = coalesce(l.mahak_id, case when not exists (
        select from sync.link other where other.account_id = l.account_id and other.entity = l.entity
          and other.mahak_id = t.mahak_id and other.local_id <> l.local_id) then t.mahak_id end),
      pushed_version = t.version,
      send_state = case when t.accepted then 'idle' else l.send_state end,
      halvings = case when t.accepted then 0 else l.halvings end,
      base_hash = case when t.accepted then l.sent_hash else l.base_hash end,
      accepted_at = case when t.accepted then coalesce(l.accepted_at, now()) else l.accepted_at end
    from unnest(${rows.map((row) => row.entity)}::text[], ${rows.map((row) => row.localId)}::text[],
      ${rows.map((row) => row.mahakId)}::bigint[], ${rows.map((row) => row.version)}::bigint[],
      ${rows.map((row) => row.accepted)}::boolean[]) as t(entity, local_id, mahak_id, version, accepted)
    where l.account_id = ${accountId} and l.entity = t.entity and l.local_id = t.local_id`)
}
