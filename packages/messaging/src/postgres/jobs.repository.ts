import { type Database, type Queryable, sql } from '@hybrid-store/database'

/** A row as a consumer gets it; `attempts` fences it against a later taker. */
export interface ClaimedJob {
  seq: number
  messageId: string
  type: string
  body: unknown
  traceparent: string | null
  attempts: number
  enqueuedAt: Date
}

export interface NewJob {
  messageId: string
  queue: string
  type: string
  body: Record<string, unknown>
  traceparent: string | null
  delayMs: number
}

/** A delayed message is a promise to look again later, so it is not merged with one that is due now. */
export async function insertJob(db: Queryable, job: NewJob): Promise<void> {
  const body = JSON.stringify(job.body)
  await db.run(
    sql`
    with added as (
      insert into messaging.job (message_id, queue, type, body, traceparent, run_at, merge_key)
      values (${job.messageId}, ${job.queue}, ${job.type}, ${body}::jsonb, ${job.traceparent},
        now() + ${job.delayMs} * interval '1 ms',
        case when ${job.delayMs} = 0 then md5(${job.type}::text || chr(10) || ${body}::jsonb::text) end)
      on conflict (queue, merge_key) where state = 'waiting' and attempts = 0 do update set run_at = least(job.run_at, excluded.run_at)
    )
    select pg_notify('messaging_job', ${job.queue})`,
    { prepare: true },
  )
}

/** Takes up to `limit` due jobs for `leaseMs`; those whose lease ran out are due again. */
export function claimJobs(db: Queryable, queue: string, limit: number, leaseMs: number): Promise<ClaimedJob[]> {
  return db.rows<ClaimedJob>(
    sql`
    update messaging.job j set state = 'leased', attempts = j.attempts + 1, run_at = now() + ${leaseMs} * interval '1 ms'
    from (
      select seq from messaging.job where queue = ${queue} and state <> 'dead' and run_at <= now()
      order by run_at limit ${limit} for update skip locked
    ) due
    where j.seq = due.seq
    returning j.seq, j.message_id as "messageId", j.type, j.body, j.traceparent, j.attempts, j.enqueued_at as "enqueuedAt"`,
    { prepare: true },
  )
}

/** Milliseconds until the next job of `queue` is due; null when none waits. */
export async function nextDueInMs(db: Queryable, queue: string): Promise<number | null> {
  const next = await db.row<{ ms: number | null }>(
    sql`select ceil(extract(epoch from min(run_at) - clock_timestamp()) * 1000) as ms
        from messaging.job where queue = ${queue} and state <> 'dead'`,
    { prepare: true },
  )
  return next?.ms ?? null
}

/** Gives unfinished jobs back at once, for a consumer that leaves without them. */
export async function releaseJobs(db: Queryable, jobs: readonly ClaimedJob[]): Promise<void> {
  await extendLeases(db, jobs, 0)
}

/** Keeps the leases of jobs that are still worked on. */
export async function extendLeases(db: Queryable, jobs: readonly ClaimedJob[], leaseMs: number): Promise<void> {
  await db.run(sql`
    update messaging.job j set run_at = now() + ${leaseMs} * interval '1 ms'
    from unnest(${jobs.map((job) => job.seq)}::bigint[], ${jobs.map((job) => job.attempts)}::int[]) as held(seq, attempts)
    where j.seq = held.seq and j.attempts = held.attempts and j.state = 'leased'`)
}

/** The three endings of a claim. False when the lease was lost, in which case nothing was changed. */
export async function finishJob(db: Queryable, job: ClaimedJob): Promise<boolean> {
  return (
    (await db.run(
      sql`delete from messaging.job where seq = ${job.seq} and attempts = ${job.attempts} and state = 'leased'`,
      { prepare: true },
    )) === 1
  )
}

export async function postponeJob(db: Queryable, job: ClaimedJob, delayMs: number, why: string): Promise<boolean> {
  return (
    (await db.run(sql`
      update messaging.job set state = 'waiting', reason = ${why}, run_at = now() + ${delayMs} * interval '1 ms'
      where seq = ${job.seq} and attempts = ${job.attempts} and state = 'leased'`)) === 1
  )
}

export async function buryJob(db: Queryable, job: ClaimedJob, reason: string): Promise<boolean> {
  return (
    (await db.run(sql`
      update messaging.job set state = 'dead', reason = ${reason}
      where seq = ${job.seq} and attempts = ${job.attempts} and state = 'leased'`)) === 1
  )
}

export interface DeadJob {
  messageId: string
  queue: string
  type: string
  body: unknown
  attempts: number
  reason: string
  enqueuedAt: Date
}

export function listDeadJobs(db: Queryable, queues: readonly string[], limit: number): Promise<DeadJob[]> {
  return db.rows<DeadJob>(sql`
    select message_id as "messageId", queue, type, body, attempts, coalesce(reason, '') as reason, enqueued_at as "enqueuedAt"
    from messaging.job where state = 'dead' and queue = any(${queues}::text[]) order by seq limit ${limit}`)
}

/** A fresh row takes the place of the dead one: attempts are fencing tokens, which must not be counted from 0 again. */
export function reviveDeadJob(db: Database, queues: readonly string[], messageId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const revived = await tx.rows<{ queue: string }>(sql`
      with gone as (
        delete from messaging.job where state = 'dead' and message_id = ${messageId} and queue = any(${queues}::text[]) returning *
      )
      insert into messaging.job (message_id, queue, type, body, traceparent, enqueued_at)
      select message_id, queue, type, body, traceparent, enqueued_at from gone returning queue`)
    for (const { queue } of revived) await tx.run(sql`select pg_notify('messaging_job', ${queue})`)
    return revived.length > 0
  })
}

export async function deleteDeadJob(db: Queryable, queues: readonly string[], messageId: string): Promise<boolean> {
  return (
    (await db.run(
      sql`delete from messaging.job where state = 'dead' and message_id = ${messageId} and queue = any(${queues}::text[])`,
    )) > 0
  )
}

export interface QueueCounts {
  queue: string
  ready: number
  leased: number
  delayed: number
  dead: number
}

/** A lease that ran out counts as ready: whoever held it is gone. */
export function countJobs(db: Queryable, queues: readonly string[]): Promise<QueueCounts[]> {
  return db.rows<QueueCounts>(sql`
    select q.queue,
      count(*) filter (where state <> 'dead' and run_at <= now()) as ready,
      count(*) filter (where state = 'leased' and run_at > now()) as leased,
      count(*) filter (where state = 'waiting' and run_at > now()) as delayed,
      count(*) filter (where state = 'dead') as dead
    from unnest(${queues}::text[]) with ordinality as q(queue, place)
    left join messaging.job j on j.queue = q.queue
    group by q.queue, q.place order by q.place`)
}
