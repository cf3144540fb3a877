import { type Queryable, sql, type Tx } from '@hybrid-store/database'

// Written last in the transaction of the rows it counts: who holds it waits for nothing more.

/** Counts rows of a reading of everything, which is named by when it started; a new one begins at nothing. */
export async function addReceived(
  tx: Tx,
  accountId: number,
  entity: string,
  reading: { started: Date; rows: number },
): Promise<void> {
  await tx.run(sql`
    insert into sync.progress as p (account_id, entity, started_at, received)
    values (${accountId}, ${entity}, ${reading.started}, ${reading.rows})
    on conflict (account_id, entity) do update set
      received = excluded.received + case when p.started_at = excluded.started_at then p.received else 0 end,
      started_at = excluded.started_at, read_at = null, to_apply = null, applying_at = null, applied = 0,
      finished_at = null, updated_at = excluded.updated_at`)
}

/** The answer was complete: the next one is expected to bring as much, and what is pending now is to be taken over. */
export async function finishReading(
  tx: Tx,
  accountId: number,
  entities: readonly string[],
  started: Date,
): Promise<void> {
  await tx.run(sql`
    update sync.progress p set expected = p.received, read_at = clock_timestamp(), to_apply = waiting.rows,
      finished_at = case when waiting.rows = 0 then clock_timestamp() end, updated_at = clock_timestamp()
    from unnest(${entities}::text[]) as e(name) cross join lateral (
      select count(*) as rows from sync.pending q
      where q.account_id = ${accountId} and q.entity = e.name and q.state = 'pending'
    ) waiting
    where p.account_id = ${accountId} and p.entity = e.name and p.started_at = ${started}`)
}

/** Counts rows of a complete reading that the shop has taken over or that were put aside. */
export async function addApplied(db: Queryable, accountId: number, entity: string, rows: number): Promise<void> {
  await db.run(sql`
    update sync.progress set applied = applied + ${rows}, applying_at = coalesce(applying_at, clock_timestamp()),
      updated_at = clock_timestamp()
    where account_id = ${accountId} and entity = ${entity} and read_at is not null and finished_at is null`)
}

export async function finishApplying(db: Queryable, accountId: number, entity: string): Promise<void> {
  await db.run(sql`
    update sync.progress set finished_at = clock_timestamp(), updated_at = clock_timestamp()
    where account_id = ${accountId} and entity = ${entity} and read_at is not null and finished_at is null`)
}
