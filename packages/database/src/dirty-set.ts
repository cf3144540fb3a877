import type { Queryable, Tx } from './database.ts'
import { sql } from './sql.ts'

/** A changed record taken for work. `generation` names the change: a newer edit has a newer one. */
export interface DirtyRecord {
  entity: string
  localId: string
  generation: number
  /** How often it was taken without an outcome; grows when workers die. */
  claims: number
  /** Counted failures. */
  attempts: number
}

/** Marks a record as changed. Triggers do this by themselves; code needs it only to push something again. */
export async function markDirty(tx: Tx, entity: string, localId: string): Promise<void> {
  await tx.run(sql`select sync.mark_dirty(${entity}, ${localId})`)
}

/** Takes up to `limit` due records of `entity` for `leaseMs`. What is not finished by then can be taken by others. */
export function leaseDirty(
  tx: Tx,
  entity: string,
  options: { limit: number; leaseMs: number; worker: string },
): Promise<DirtyRecord[]> {
  return tx.rows<DirtyRecord>(sql`
    update sync.dirty d set lease_until = now() + ${options.leaseMs} * interval '1 ms', leased_by = ${options.worker}, claims = d.claims + 1
    from (
      select entity, local_id from sync.dirty
      where entity = ${entity} and state = 'dirty' and not_before <= now() and (lease_until is null or lease_until < now())
      order by not_before limit ${options.limit} for update skip locked
    ) due
    where d.entity = due.entity and d.local_id = due.local_id
    returning d.entity, d.local_id as "localId", d.generation, d.claims, d.attempts`)
}

/** Removes records whose change was handled; one that was edited meanwhile only loses its lease and stays due. */
export async function finishDirty(tx: Tx, records: readonly DirtyRecord[]): Promise<void> {
  if (records.length === 0) return
  await tx.run(sql`
    with done as (
      select * from unnest(${records.map((r) => r.entity)}::text[], ${records.map((r) => r.localId)}::text[],
        ${records.map((r) => r.generation)}::bigint[]) as t(entity, local_id, generation)
    ), removed as (
      delete from sync.dirty d using done
      where d.entity = done.entity and d.local_id = done.local_id and d.generation = done.generation
    )
    update sync.dirty d set lease_until = null, leased_by = null, claims = 0 from done
    where d.entity = done.entity and d.local_id = done.local_id and d.generation <> done.generation`)
}

/**
 * Puts a record back: due again after `delayMs`, or out of work as `dead`. Failures that are not the record's own
 * (an outage, a missing parent) are not counted as attempts. A newer edit makes it due at once all the same.
 */
export async function postponeDirty(
  tx: Tx,
  record: DirtyRecord,
  outcome: { delayMs: number; counts: boolean } | { dead: true },
): Promise<void> {
  const dead = 'dead' in outcome
  const delayMs = dead ? 0 : outcome.delayMs
  const counted = dead || outcome.counts ? 1 : 0
  await tx.run(sql`
    update sync.dirty set lease_until = null, leased_by = null, claims = 0, attempts = attempts + ${counted},
      not_before = now() + ${delayMs} * interval '1 ms', state = ${dead ? 'dead' : 'dirty'}
    where entity = ${record.entity} and local_id = ${record.localId} and generation = ${record.generation}`)
  await tx.run(sql`
    update sync.dirty set lease_until = null, leased_by = null, claims = 0
    where entity = ${record.entity} and local_id = ${record.localId} and generation <> ${record.generation}`)
}

/** How many records wait and how many are dead, by entity, with the age of the oldest in ms. */
export function countDirty(
  db: Queryable,
): Promise<{ entity: string; state: string; count: number; oldestMs: number }[]> {
  return db.rows(sql`
    select entity, state, count(*) as count, floor(extract(epoch from now() - min(first_at)) * 1000)::bigint as "oldestMs"
    from sync.dirty group by entity, state order by entity, state`)
}
