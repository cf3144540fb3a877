import { type Queryable, sql } from '@hybrid-store/database'

/** What PostgreSQL knows of the exchange, for metrics. Counts and ages only: nothing of a record or a person. */
export interface SyncFigures {
  /** Changed records of the store, by kind and state; ages in seconds since the first change that is not yet in the books. */
  waiting: { entity: string; state: string; records: number; retrying: number; oldestSeconds: number }[]
  /** How far each entity of Mahak is read; the age is that of the last complete reading, in seconds. */
  readings: {
    entity: string
    safeVersion: number
    seenVersion: number
    rows: number
    lateRows: number
    ageSeconds: number | null
  }[]
  orphans: { entity: string; rows: number }[]
  issues: { class: string; issues: number }[]
  conflicts: { entity: string; conflicts: number }[]
  uncertain: number
  /** Orders that the books have accepted and the desktop has made no invoice of. */
  unconfirmedOrders: number
  creditDays: number | null
}

/** Reads small tables whole and large ones by index: `sync.mirror`, `sync.exchange` and `sync.attempt` are not looked at. */
export async function readSyncFigures(db: Queryable): Promise<SyncFigures> {
  const single = await db.row<Pick<SyncFigures, 'uncertain' | 'unconfirmedOrders' | 'creditDays'>>(SINGLE_FIGURES)
  return {
    waiting: await db.rows(COUNT_WAITING),
    readings: await db.rows(READINGS),
    orphans: await db.rows(COUNT_ORPHANS),
    issues: await db.rows(COUNT_ISSUES),
    conflicts: await db.rows(COUNT_CONFLICTS),
    ...(single ?? NOTHING),
  }
}

const NOTHING = { uncertain: 0, unconfirmedOrders: 0, creditDays: null }

const COUNT_WAITING = sql`
  select entity, state, count(*) as records, count(*) filter (where attempts > 0) as retrying,
    extract(epoch from now() - min(first_at))::float8 as "oldestSeconds"
  from sync.dirty group by entity, state`

const READINGS = sql`
  select w.entity, w.safe_version as "safeVersion", w.seen_version as "seenVersion", w.rows_total as rows,
    w.late_rows as "lateRows", extract(epoch from now() - w.pull_finished_at)::float8 as "ageSeconds"
  from sync.watermark w where w.account_id = (select max(account_id) from sync.watermark)`

const COUNT_ORPHANS = sql`select entity, count(*) as rows from sync.orphan group by entity`

const COUNT_ISSUES = sql`select class, count(*) as issues from sync.standing_issue group by class`

const COUNT_CONFLICTS = sql`
  select entity, count(*) as conflicts from sync.conflict where resolved_at is null group by entity`

/** Of `sync.link` by its partial indexes. */
const SINGLE_FIGURES = sql`
  select (select count(*) from sync.link where send_state = 'uncertain') as uncertain,
    (select count(*) from sync.link where entity = 'Orders' and accepted_at is not null and confirmed_at is null
      and deleted_at is null) as "unconfirmedOrders",
    (select credit_day from sync.account order by id desc limit 1) as "creditDays"`
