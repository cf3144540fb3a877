import type { SyncRecordView } from '@hybrid-store/contracts'
import { type Queryable, sql } from '@hybrid-store/database'
import { exchangesOf } from '../push/exchange.repository.ts'
import { readAudit } from './audit.repository.ts'
import { issuesOf } from './read-issues.ts'

/** Mahak's name of the row that carries the state of sending. */
const ROOTS: Readonly<Record<string, string>> = {
  order: 'Orders',
  return: 'Orders',
  refund: 'Payments',
  collection: 'Receipts',
  customer: 'People',
  address: 'PersonAddresses',
  product: 'Products',
  picture: 'Pictures',
  gallery: 'PhotoGalleries',
}

/** Newest issues, exchanges and deeds that are shown of one record. */
const SHOWN = 20

/** Where a record of the dirty set stands between store and books; null if the exchange never heard of it. */
export async function readRecord(db: Queryable, entity: string, recordId: string): Promise<SyncRecordView | null> {
  const waiting = await readWaiting(db, entity, recordId)
  const link = await readLink(db, entity, recordId)
  const issues = await issuesOf(db, entity, recordId, SHOWN)
  if (!waiting && !link && issues.length === 0) return null
  const exchanges = await exchangesOf(db, entity, recordId, SHOWN)
  const audit = await readAudit(db, entity, recordId, SHOWN)
  return {
    entity,
    recordId,
    waiting,
    link,
    issues,
    exchanges: exchanges.map((exchange) => ({
      ...exchange,
      changedAt: iso(exchange.changedAt),
      claimedAt: iso(exchange.claimedAt),
      sentAt: exchange.sentAt.toISOString(),
      answeredAt: iso(exchange.answeredAt),
    })),
    audit: audit.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
  }
}

type Waiting = NonNullable<SyncRecordView['waiting']>

async function readWaiting(db: Queryable, entity: string, recordId: string): Promise<Waiting | null> {
  const row = await db.row<Omit<Waiting, 'dueAt' | 'changedAt'> & { dueAt: Date; changedAt: Date }>(sql`
    select state, attempts, not_before as "dueAt", coalesce(lease_until > now(), false) as leased,
      correlation_id as "correlationId", last_at as "changedAt"
    from sync.dirty where entity = ${entity} and local_id = ${recordId}`)
  return row && { ...row, dueAt: row.dueAt.toISOString(), changedAt: row.changedAt.toISOString() }
}

type Link = NonNullable<SyncRecordView['link']>
type Moments = 'sentAt' | 'acceptedAt' | 'confirmedAt'

async function readLink(db: Queryable, entity: string, recordId: string): Promise<Link | null> {
  const row = await db.row<Omit<Link, Moments> & Record<Moments, Date | null>>(sql`
    select client_id as "clientId", mahak_id as "mahakId", mahak_code as "mahakCode", send_state as "sendState",
      sent_at as "sentAt", accepted_at as "acceptedAt", confirmed_at as "confirmedAt"
    from sync.link where entity = ${ROOTS[entity] ?? entity} and local_id = ${recordId}
    order by account_id desc limit 1`)
  return (
    row && {
      ...row,
      sentAt: iso(row.sentAt),
      acceptedAt: iso(row.acceptedAt),
      confirmedAt: iso(row.confirmedAt),
    }
  )
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
