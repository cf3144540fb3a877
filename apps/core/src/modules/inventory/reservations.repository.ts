import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import type { StockLine } from './shortages.ts'

type ReservationState = 'held' | 'sold' | 'settled' | 'released'

/** Goods of one variant kept for one order. */
export interface Reservation {
  orderId: Id<'ord'>
  variantId: Id<'var'>
  quantity: number
  state: ReservationState
  expiresAt: Date
  /** When the books' invoice of it was first seen. */
  confirmedAt: Date | null
}

const COLUMNS = sql`order_id as "orderId", variant_id as "variantId", quantity, state, expires_at as "expiresAt",
  confirmed_at as "confirmedAt"`

/** Goods of a variant that an order keeps from being sold. */
export type KeptGoods = Pick<Reservation, 'orderId' | 'quantity' | 'state' | 'expiresAt' | 'confirmedAt'>

/** What is held or sold of a variant and not yet in the books' figure. */
export const readKept = (db: Queryable, variantId: string): Promise<KeptGoods[]> =>
  db.rows(sql`
    select order_id as "orderId", quantity, state, expires_at as "expiresAt", confirmed_at as "confirmedAt"
    from inventory.reservation where variant_id = ${variantId} and state in ('held', 'sold') order by order_id`)

/** Locks the orders' reservations in key order. Whoever needs the levels too locks them after this, never before. */
export function lockReservations(tx: Tx, orderIds: readonly string[]): Promise<Reservation[]> {
  return tx.rows(
    sql`select ${COLUMNS} from inventory.reservation where order_id = any(${orderIds}::text[])
        order by order_id, variant_id for update`,
    { prepare: true },
  )
}

/** Locks sold reservations that the books' stock figure contains by now; see `settleConfirmed` for the rule. */
export function lockSettled(tx: Tx, confirmedUntil: Date): Promise<Reservation[]> {
  return tx.rows(sql`
    select ${COLUMNS} from inventory.reservation r
    where state = 'sold' and confirmed_at is not null and (confirmed_at <= ${confirmedUntil} or exists (
      select from inventory.remote_stock s
      where s.variant_id = r.variant_id and s.location_id = r.confirmed_location and s.version > r.confirmed_version))
    order by order_id, variant_id for update of r`)
}

/**
 * Writes an order's lines as held and gives their number; what the order had given free before is replaced by them, what is
 * held or sold stays as it is.
 */
export function writeHeld(tx: Tx, orderId: string, lines: readonly StockLine[], expiresAt: Date): Promise<number> {
  const variantIds = lines.map((line) => line.variantId)
  return tx.run(
    sql`
    with given_up as (
      delete from inventory.reservation
      where order_id = ${orderId} and state = 'released' and variant_id <> all(${variantIds}::text[])
    )
    insert into inventory.reservation as r (order_id, variant_id, quantity, state, expires_at)
    select ${orderId}, variant_id, quantity, 'held', ${expiresAt}
    from unnest(${variantIds}::text[], ${lines.map((line) => line.quantity)}::bigint[]) as t(variant_id, quantity)
    on conflict (order_id, variant_id) do update
    set quantity = excluded.quantity, state = 'held', expires_at = excluded.expires_at where r.state = 'released'`,
    { prepare: true },
  )
}

export async function setState(tx: Tx, reservations: readonly Reservation[], state: ReservationState): Promise<void> {
  await tx.run(sql`
    update inventory.reservation r set state = ${state}
    from unnest(${reservations.map((r) => r.orderId)}::text[], ${reservations.map((r) => r.variantId)}::text[])
      as t(order_id, variant_id)
    where r.order_id = t.order_id and r.variant_id = t.variant_id`)
}

/** Keeps the first confirmation of each order that is sold. */
export async function setConfirmed(
  tx: Tx,
  rows: readonly { orderId: string; version: number; locationId: string | null; at: Date }[],
): Promise<void> {
  await tx.run(sql`
    update inventory.reservation r
    set confirmed_version = t.version, confirmed_location = t.location_id, confirmed_at = t.at
    from unnest(${rows.map((row) => row.orderId)}::text[], ${rows.map((row) => row.version)}::bigint[],
      ${rows.map((row) => row.locationId)}::text[], ${rows.map((row) => row.at)}::timestamptz[])
      as t(order_id, version, location_id, at)
    where r.order_id = t.order_id and r.state = 'sold' and r.confirmed_at is null`)
}

/** Orders with goods held beyond their time, the longest overdue first. */
export async function findExpired(db: Queryable, now: Date, limit: number): Promise<Id<'ord'>[]> {
  const rows = await db.rows<{ orderId: Id<'ord'> }>(sql`
    select order_id as "orderId" from inventory.reservation
    where state = 'held' and expires_at <= ${now} group by order_id order by min(expires_at), order_id limit ${limit}`)
  return rows.map((row) => row.orderId)
}

/** Writes how much of these variants is sold to an order from now on. */
export async function writeSold(tx: Tx, orderId: string, lines: readonly StockLine[]): Promise<void> {
  await tx.run(sql`
    insert into inventory.reservation as r (order_id, variant_id, quantity, state, expires_at)
    select ${orderId}, variant_id, quantity, 'sold', now()
    from unnest(${lines.map((line) => line.variantId)}::text[], ${lines.map((line) => line.quantity)}::bigint[])
      as t(variant_id, quantity)
    on conflict (order_id, variant_id) do update set quantity = excluded.quantity, state = 'sold'`)
}
