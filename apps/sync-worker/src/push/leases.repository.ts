import { type Database, type DirtyRecord, type Queryable, sql, type Tx } from '@hybrid-store/database'

/** Renews the leases that `owner` still has, and gives their records; what another worker has taken over is not ours. */
export async function renewLeases(
  tx: Tx,
  entity: string,
  localIds: readonly string[],
  owner: string,
  leaseMs: number,
): Promise<Set<string>> {
  const rows = await tx.rows<{ localId: string }>(sql`
    update sync.dirty set lease_until = now() + ${leaseMs} * interval '1 ms'
    where entity = ${entity} and local_id = any(${localIds}::text[]) and leased_by = ${owner}
    returning local_id as "localId"`)
  return new Set(rows.map((row) => row.localId))
}

/** Locks the records that `owner` still has, in key order. */
export async function lockOwned(
  tx: Tx,
  entity: string,
  localIds: readonly string[],
  owner: string,
): Promise<Set<string>> {
  const rows = await tx.rows<{ localId: string }>(sql`
    select local_id as "localId" from sync.dirty
    where entity = ${entity} and local_id = any(${localIds}::text[]) and leased_by = ${owner}
    order by local_id for update`)
  return new Set(rows.map((row) => row.localId))
}

/** Puts back what was claimed and not begun. */
export async function releaseLeases(db: Queryable, records: readonly DirtyRecord[], owner: string): Promise<void> {
  if (records.length === 0) return
  await db.run(sql`
    update sync.dirty set lease_until = null, leased_by = null, claims = greatest(claims - 1, 0)
    where leased_by = ${owner} and local_id = any(${records.map((record) => record.localId)}::text[])`)
}

/** Puts back what workers hold that are no longer alive, which shows in the lock that each holds while it lives. */
export async function releaseLeasesOfDeadWorkers(db: Database, lockSpace: number): Promise<number> {
  return db.run(sql`
    update sync.dirty set lease_until = null, leased_by = null
    where lease_until > now() and leased_by is not null and not exists (
      select from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = ${lockSpace}::oid
        and l.database = (select oid from pg_database where datname = current_database())
        and l.objid::bigint = hashtext(split_part(leased_by, '/', 1))::bigint & 4294967295)`)
}
