import type { Queryable, Tx } from './database.ts'
import { type Sql, sql } from './sql.ts'

/** A changed record taken for work. `generation` names the change: a newer edit has a newer one. */
export interface DirtyRecord {
  entity: string
  localId: string
  generation: number
  /** How often it was taken without an outcome; grows when workers die. */
  claims: number
  /** Counted failures. */
  attempts: number
  /** The request that changed it last, if a request did. */
  correlationId: string | null
  changedAt: Date
  claimedAt: Date
}

/** Marks a record as changed. Triggers do this by themselves; code needs it only to push something again. */
export async function markDirty(tx: Tx, entity: string, localId: string): Promise<void> {
  await tx.run(sql`select sync.mark_dirty(${entity}, ${localId})`)
}

/** After so many claims without an outcome a record is suspected of killing its worker and is taken alone. */
const SUSPECT_CLAIMS = 3
/** After so many it is taken no more. */
const FATAL_CLAIMS = 5

export interface Lease {
  leaseMs: number
  /** Who takes the records. */
  worker: string
}

const FREE = sql`state = 'dirty' and not_before <= now() and (lease_until is null or lease_until < now())`

const due = (entity: string): Sql =>
  sql`from sync.dirty where entity = ${entity} and claims < ${SUSPECT_CLAIMS} and ${FREE}`

/**
 * Takes up to `limit` due records of `entity` for `leaseMs`: those that wait longest, in the order of their changes. What is
 * not finished by then can be taken by others.
 */
export function leaseDirty(
  tx: Tx,
  entity: string,
  { limit, ...lease }: Lease & { limit: number },
): Promise<DirtyRecord[]> {
  return take(
    tx,
    lease,
    sql`select ctid ${due(entity)} order by not_before, generation limit ${limit} for update skip locked`,
  )
}

/**
 * Takes up to `limit` due records of `entity` that were changed last, so that nobody new waits behind a long queue; only
 * those whose change is newer than the generation `after`.
 */
export function leaseNewest(
  tx: Tx,
  entity: string,
  { limit, after, ...lease }: Lease & { limit: number; after: number },
): Promise<DirtyRecord[]> {
  return take(
    tx,
    lease,
    sql`
    select ctid ${due(entity)} and generation > ${after}
    order by generation desc limit ${limit} for update skip locked`,
  )
}

/** Takes those of these records that are due and in nobody's hands. */
export function leaseNamed(
  tx: Tx,
  entity: string,
  { localIds, ...lease }: Lease & { localIds: readonly string[] },
): Promise<DirtyRecord[]> {
  return take(
    tx,
    lease,
    sql`select ctid ${due(entity)} and local_id = any(${localIds}::text[]) order by local_id for update skip locked`,
  )
}

/** The generation of the last change of all; later changes have larger ones. */
export async function lastGeneration(db: Queryable): Promise<number> {
  const row = await db.row<{ generation: number }>(sql`select last_value as generation from sync.generation`)
  return row?.generation ?? 0
}

/** Takes one record that is suspected of killing its workers; nothing that travels with it can come to harm. */
export function leaseSuspect(tx: Tx, entity: string, lease: Lease): Promise<DirtyRecord[]> {
  return take(
    tx,
    lease,
    sql`
    select ctid from sync.dirty where entity = ${entity} and claims >= ${SUSPECT_CLAIMS} and ${FREE}
    order by not_before, generation limit 1 for update skip locked`,
  )
}

// By their place: the rows are locked, so it cannot change, and a join would read the whole set.
const take = (tx: Tx, { leaseMs, worker }: Lease, places: Sql): Promise<DirtyRecord[]> =>
  tx.rows<DirtyRecord>(sql`
    update sync.dirty
    set lease_until = now() + ${leaseMs} * interval '1 ms', leased_by = ${worker}, claims = claims + 1
    where ctid = any(array(${places}))
    returning entity, local_id as "localId", generation, claims, attempts, correlation_id as "correlationId",
      last_at as "changedAt", now() as "claimedAt"`)

/** Gives up the records that have most probably killed their workers, even alone; gives their ids. */
export async function buryFatal(tx: Tx, entity: string): Promise<string[]> {
  const rows = await tx.rows<{ localId: string }>(sql`
    update sync.dirty set state = 'dead', claims = 0, lease_until = null, leased_by = null
    where entity = ${entity} and claims >= ${FATAL_CLAIMS} and ${FREE} returning local_id as "localId"`)
  return rows.map((row) => row.localId)
}

/** Removes records whose change was handled; one that was edited meanwhile only loses its lease and stays due. */
export async function finishDirty(tx: Tx, records: readonly DirtyRecord[]): Promise<void> {
  if (records.length === 0) return
  const done = sql`
    unnest(${records.map((r) => r.entity)}::text[], ${records.map((r) => r.localId)}::text[],
      ${records.map((r) => r.generation)}::bigint[]) as done(entity, local_id, generation)
    where d.entity = done.entity and d.local_id = done.local_id`
  const removed = await tx.run(sql`delete from sync.dirty d using ${done} and d.generation = done.generation`)
  if (removed === records.length) return
  await tx.run(sql`
    update sync.dirty d set lease_until = null, leased_by = null, claims = 0
    from ${done} and d.generation <> done.generation`)
}

/** What becomes of a record that could not be finished. */
export type Postponement = { record: DirtyRecord } & ({ delayMs: number; counts: boolean } | { dead: true })

/**
 * Puts records back: due again after `delayMs`, or out of work as `dead`. Failures that are not the record's own (an outage,
 * a missing parent) are not counted as attempts. One that was edited meanwhile only loses its lease and stays due.
 */
export async function postponeDirty(tx: Tx, postponed: readonly Postponement[]): Promise<void> {
  if (postponed.length === 0) return
  const records = postponed.map(({ record }) => record)
  const delays = postponed.map((outcome) => ('dead' in outcome ? 0 : outcome.delayMs))
  const same = sql`d.generation = t.generation`
  const counted = postponed.map((outcome) => 'dead' in outcome || outcome.counts)
  await tx.run(sql`
    update sync.dirty d set lease_until = null, leased_by = null, claims = 0,
      attempts = d.attempts + case when ${same} and t.counted then 1 else 0 end,
      not_before = case when ${same} then now() + t.delay_ms * interval '1 ms' else d.not_before end,
      state = case when ${same} and t.dead then 'dead' else d.state end
    from unnest(${records.map((r) => r.entity)}::text[], ${records.map((r) => r.localId)}::text[],
      ${records.map((r) => r.generation)}::bigint[], ${delays}::bigint[], ${counted}::boolean[],
      ${postponed.map((outcome) => 'dead' in outcome)}::boolean[])
      as t(entity, local_id, generation, delay_ms, counted, dead)
    where d.entity = t.entity and d.local_id = t.local_id`)
}

/** How many records wait and how many are dead, by entity, with the age of the oldest in ms. */
export function countDirty(
  db: Queryable,
): Promise<{ entity: string; state: string; count: number; oldestMs: number }[]> {
  return db.rows(sql`
    select entity, state, count(*) as count, floor(extract(epoch from now() - min(first_at)) * 1000)::bigint as "oldestMs"
    from sync.dirty group by entity, state order by entity, state`)
}
