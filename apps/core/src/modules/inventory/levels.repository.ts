import { type Queryable, type Sql, sql, type Tx, toKeyOrder } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'

/** Why a level changed. Each kind moves certain counters only, see the README. */
type MovementKind = 'remote_stock' | 'hold' | 'sell' | 'settle' | 'release' | 'retake'

/** Deltas of one variant's counters. */
export interface Movement {
  variantId: Id<'var'>
  kind: MovementKind
  /** The order it was for; null for changes of the books. */
  orderId: Id<'ord'> | null
  onHand: number
  pending: number
  reserved: number
}

const FREE = sql`l.on_hand - l.pending - l.reserved - l.safety`

/** A condition for queries of other modules: some of the variant named by the column `variantId` can be bought now. */
export const inStock = (variantId: Sql): Sql =>
  sql`exists (select from inventory.level l where l.variant_id = ${variantId} and ${FREE} > 0)`

/** What can be bought of each variant that has a level; below 0 where the books' figure fell under what was sold. */
export async function readFree(db: Queryable, variantIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.rows<{ id: string; free: number }>(
    sql`select l.variant_id as id, ${FREE} as free from inventory.level l where l.variant_id = any(${variantIds}::text[])`,
    { prepare: true },
  )
  return new Map(rows.map(({ id, free }) => [id, free]))
}

/** Locks the levels in key order until the transaction ends and gives what is free of each. */
export async function lockLevels(tx: Tx, variantIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows<{ id: string; free: number }>(
    sql`select l.variant_id as id, ${FREE} as free from inventory.level l
        where l.variant_id = any(${variantIds}::text[]) order by l.variant_id for update`,
    { prepare: true },
  )
  return new Map(rows.map(({ id, free }) => [id, free]))
}

/** Makes empty levels for variants that have none yet. */
export async function ensureLevels(tx: Tx, variantIds: readonly string[]): Promise<void> {
  const ordered = toKeyOrder(variantIds, (id) => id)
  await tx.run(sql`insert into inventory.level (variant_id) select unnest(${ordered}::text[]) on conflict do nothing`)
}

/**
 * Writes movements and moves the counters by them in one statement, so that the ledger always adds up to the levels. What
 * would take more than is free is not written; the number of movements written is given back.
 */
export function writeMovements(tx: Tx, movements: readonly Movement[]): Promise<number> {
  return tx.run(
    sql`
    with moved as (
      select * from unnest(${movements.map((m) => m.variantId)}::text[], ${movements.map((m) => m.kind)}::text[],
        ${movements.map((m) => m.orderId)}::text[], ${movements.map((m) => m.onHand)}::bigint[],
        ${movements.map((m) => m.pending)}::bigint[], ${movements.map((m) => m.reserved)}::bigint[])
        as t(variant_id, kind, order_id, on_hand, pending, reserved)
    ), total as (
      select variant_id, sum(on_hand) as on_hand, sum(pending) as pending, sum(reserved) as reserved
      from moved group by variant_id
    ), changed as (
      update inventory.level l
      set on_hand = l.on_hand + t.on_hand, pending = l.pending + t.pending, reserved = l.reserved + t.reserved
      from total t
      where l.variant_id = t.variant_id and (t.pending + t.reserved <= 0 or ${FREE} >= t.pending + t.reserved)
      returning l.variant_id
    )
    insert into inventory.movement (variant_id, kind, order_id, on_hand, pending, reserved)
    select m.variant_id, m.kind, m.order_id, m.on_hand, m.pending, m.reserved from moved m join changed using (variant_id)`,
    { prepare: true },
  )
}

export interface Counters {
  onHand: number
  pending: number
  reserved: number
  safety: number
}

export function readCounters(db: Queryable, variantId: string): Promise<Counters | null> {
  return db.row(
    sql`select on_hand as "onHand", pending, reserved, safety from inventory.level where variant_id = ${variantId}`,
  )
}
