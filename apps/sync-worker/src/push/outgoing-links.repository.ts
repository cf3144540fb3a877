import { type Database, type Queryable, raw, sql, type Tx } from '@hybrid-store/database'
import type { PushedEntity } from '../bulk-saver/aggregate.ts'

/** Where the ClientIds of each entity come from: never derived from anything, never reused (Mahak API reference §9.4). */
const SEQUENCES: Partial<Record<PushedEntity, string>> = {
  People: 'sync.client_id_people',
  PersonAddresses: 'sync.client_id_person_addresses',
  Products: 'sync.client_id_products',
  ProductDetails: 'sync.client_id_product_details',
  Pictures: 'sync.client_id_pictures',
  Orders: 'sync.client_id_orders',
  OrderDetails: 'sync.client_id_order_details',
  Receipts: 'sync.client_id_receipts',
  Cheques: 'sync.client_id_cheques',
  Payments: 'sync.client_id_payments',
  PaymentCheques: 'sync.client_id_payment_cheques',
}

/** Lets all sequences go on above `base`; none is ever lowered. */
export async function raiseClientIds(db: Database, base: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtext('sync.client_ids'))`)
    for (const sequence of Object.values(SEQUENCES))
      await tx.run(sql`select setval(${sequence}::regclass, ${base}) from ${raw(sequence)} where last_value < ${base}`)
  })
}

/** A row of ours and the record it travels with (null for the record's own row). */
export interface OutgoingKey {
  localId: string
  ownerId: string | null
}

export interface OutgoingLink {
  localId: string
  clientId: number | null
  mahakId: number | null
  sentHash: string | null
  baseHash: string | null
  halvings: number
}

/** What an aggregate has to know of the sendings before it. */
export const historyOf = (link?: OutgoingLink): { sentHash: string | null; halvings: number } => ({
  sentHash: link?.baseHash ?? link?.sentHash ?? null,
  halvings: link?.halvings ?? 0,
})

/** Whether a record is ours and Mahak has never taken it whole. */
export const isNewAtMahak = (link?: OutgoingLink): boolean =>
  link !== undefined && link.clientId !== null && link.baseHash === null

/** Makes the links of rows that are to be sent for the first time, with new ClientIds. */
export async function ensureLinks(
  tx: Tx,
  accountId: number,
  entity: PushedEntity,
  keys: readonly OutgoingKey[],
): Promise<void> {
  const sequence = SEQUENCES[entity]
  await tx.run(sql`
    insert into sync.link (account_id, entity, local_id, owner_id, client_id)
    select ${accountId}, ${entity}, t.local_id, t.owner_id,
      ${sequence ? sql`nextval(${sequence}::regclass)` : sql`null`}
    from unnest(${keys.map((key) => key.localId)}::text[], ${keys.map((key) => key.ownerId)}::text[])
      as t(local_id, owner_id)
    where not exists (select from sync.link l
      where l.account_id = ${accountId} and l.entity = ${entity} and l.local_id = t.local_id)
    on conflict (account_id, entity, local_id) do nothing`)
}

/** The links of these rows, by local id. */
export async function selectLinks(
  tx: Tx,
  accountId: number,
  entity: PushedEntity,
  localIds: readonly string[],
): Promise<Map<string, OutgoingLink>> {
  const rows = await tx.rows<OutgoingLink>(sql`
    select local_id as "localId", client_id as "clientId", mahak_id as "mahakId", sent_hash as "sentHash",
      base_hash as "baseHash", halvings
    from sync.link where account_id = ${accountId} and entity = ${entity} and local_id = any(${localIds}::text[])`)
  return new Map(rows.map((row) => [row.localId, row]))
}

/** What names a row in a call, from its link. */
export function keyOf(links: ReadonlyMap<string, OutgoingLink>, localId: string) {
  return { localId, clientId: clientIdOf(links, localId), mahakId: links.get(localId)?.mahakId ?? null }
}

/** The ClientId of a row whose link was made before. */
export function clientIdOf(links: ReadonlyMap<string, OutgoingLink>, localId: string): number {
  const clientId = links.get(localId)?.clientId
  if (!clientId) throw new Error(`${localId} has no ClientId`)
  return clientId
}

/**
 * Mahak's ids of those of these customers to whom our visitor may sell. Without the visitor's link to the person the desktop
 * would move no stock (Mahak API reference §5.3).
 */
export async function selectBuyers(
  tx: Tx,
  accountId: number,
  customerIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.rows<{ customerId: string; personId: number }>(sql`
    select person.local_id as "customerId", person.mahak_id as "personId"
    from sync.link person left join sync.link visit on visit.account_id = person.account_id
      and visit.entity = 'VisitorPeople' and visit.local_id = person.local_id
    where person.account_id = ${accountId} and person.entity = 'People'
      and person.local_id = any(${customerIds}::text[]) and person.mahak_id is not null
      and person.deleted_at is null and (person.accepted_at is not null or visit.mahak_id is not null)`)
  return new Map(rows.map((row) => [row.customerId, row.personId]))
}

/** Mahak's visitor links of these customers, where Mahak has them already. */
export async function adoptVisitorLinks(
  tx: Tx,
  accountId: number,
  visitorId: number,
  customerIds: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update sync.link l set mahak_id = m.mahak_id
    from sync.link person join sync.mirror m on m.account_id = person.account_id and m.entity = 'VisitorPeople'
      and m.parent_id = person.mahak_id and m.other_id = ${visitorId} and not m.deleted
    where person.account_id = ${accountId} and person.entity = 'People'
      and person.local_id = any(${customerIds}::text[])
      and l.account_id = person.account_id and l.entity = 'VisitorPeople' and l.local_id = person.local_id
      and l.mahak_id is null`)
}

/** Reads back: Mahak's ids of everything these records consist of, as far as the mirror has seen rows with our ClientIds. */
export async function adoptSent(
  tx: Tx,
  accountId: number,
  root: PushedEntity,
  localIds: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update sync.link l set mahak_id = m.mahak_id, remote_version = m.version
    from sync.mirror m
    where l.account_id = ${accountId} and l.mahak_id is null
      and ((l.entity = ${root} and l.local_id = any(${localIds}::text[])) or l.owner_id = any(${localIds}::text[]))
      and m.account_id = l.account_id and m.entity = l.entity and m.client_id = l.client_id and not m.deleted
      and not exists (select from sync.link other where other.account_id = l.account_id and other.entity = l.entity
        and other.mahak_id = m.mahak_id)`)
}

/** Marks customers an order waits for and nobody is about to send; gives in how many ms each is due, null for one that was given up. */
export async function markUnsent(tx: Tx, customerIds: readonly string[]): Promise<Map<string, number | null>> {
  await tx.run(sql`
    insert into sync.awaited_customer (local_id) select distinct id from unnest(${customerIds}::text[]) as id
    on conflict do nothing`)
  await tx.run(sql`
    insert into sync.dirty (entity, local_id) select distinct 'customer', id from unnest(${customerIds}::text[]) as id
    on conflict do nothing`)
  const rows = await tx.rows<{ id: string; dueInMs: number | null }>(sql`
    select local_id as id,
      case state when 'dirty' then ceil(extract(epoch from not_before - now()) * 1000)::bigint end as "dueInMs"
    from sync.dirty where entity = 'customer' and local_id = any(${customerIds}::text[])`)
  return new Map(rows.map((row) => [row.id, row.dueInMs]))
}

/** When the reading of `entity` that finished last had begun; null before the first one. */
export async function lastReadingStart(db: Queryable, accountId: number, entity: string): Promise<Date | null> {
  const row = await db.row<{ startedAt: Date }>(sql`
    select pull_started_at as "startedAt" from sync.watermark
    where account_id = ${accountId} and entity = ${entity} and pull_finished_at is not null`)
  return row?.startedAt ?? null
}

/** Whether each of these entities was read to the end at least once. */
export async function wasReadOnce(db: Queryable, accountId: number, entities: readonly string[]): Promise<boolean> {
  const row = await db.row<{ read: number }>(sql`
    select count(*) as read from sync.watermark
    where account_id = ${accountId} and entity = any(${entities}::text[]) and pull_finished_at is not null`)
  return row?.read === entities.length
}
