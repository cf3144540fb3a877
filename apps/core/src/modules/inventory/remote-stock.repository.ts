import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import type { RemoteLocation, RemoteStock } from './remote-rows.ts'

/** Rows that tell something new are written; gives the ids of those locations. */
export async function upsertLocations(tx: Tx, rows: readonly RemoteLocation[]): Promise<string[]> {
  const written = await tx.rows<{ id: string }>(sql`
    insert into inventory.location as l (id, code, name, deleted)
    select * from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.code)}::bigint[],
      ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.deleted)}::boolean[])
    on conflict (id) do update set code = excluded.code, name = excluded.name, deleted = excluded.deleted
    where (l.code, l.name, l.deleted) is distinct from (excluded.code, excluded.name, excluded.deleted)
    returning id`)
  return written.map((row) => row.id)
}

/** Rows newer than what is known are written, tombstones like all others; gives the variant of each. */
export async function upsertStock(tx: Tx, rows: readonly RemoteStock[]): Promise<string[]> {
  const written = await tx.rows<{ variantId: string }>(sql`
    insert into inventory.remote_stock as s (variant_id, location_id, quantity, version, deleted)
    select * from unnest(${rows.map((row) => row.variantId)}::text[], ${rows.map((row) => row.locationId)}::text[],
      ${rows.map((row) => row.quantity)}::numeric[], ${rows.map((row) => row.version)}::bigint[],
      ${rows.map((row) => row.deleted)}::boolean[])
    on conflict (variant_id, location_id) do update
    set quantity = excluded.quantity, version = excluded.version, deleted = excluded.deleted
    where excluded.version >= s.version
      and (s.quantity, s.version, s.deleted) is distinct from (excluded.quantity, excluded.version, excluded.deleted)
    returning variant_id as "variantId"`)
  return written.map((row) => row.variantId)
}

export async function variantsAt(db: Queryable, locationIds: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ variantId: string }>(sql`
    select distinct variant_id as "variantId" from inventory.remote_stock
    where location_id = any(${locationIds}::text[]) order by variant_id`)
  return rows.map((row) => row.variantId)
}

/**
 * By how much the books' figures differ from `on_hand`, where they do. Fractions of the sum are cut off: nobody can buy
 * half a shirt. A location that has not come yet counts, for new ones sell.
 */
export function readOnHandChanges(
  tx: Tx,
  variantIds: readonly string[],
): Promise<{ variantId: Id<'var'>; change: number }[]> {
  return tx.rows(sql`
    select l.variant_id as "variantId", f.on_hand - l.on_hand as change
    from inventory.level l cross join lateral (
      select coalesce(floor(sum(s.quantity)), 0)::bigint as on_hand
      from inventory.remote_stock s left join inventory.location o on o.id = s.location_id
      where s.variant_id = l.variant_id and not s.deleted and coalesce(o.sells and not o.deleted, true)
    ) f
    where l.variant_id = any(${variantIds}::text[]) and f.on_hand <> l.on_hand`)
}

/** What the books say of a variant in one store. */
export interface BooksFigure {
  locationId: Id<'loc'>
  /** Null until the store itself has come from the books. */
  name: string | null
  /** Whether the shop sells from there. */
  sells: boolean
  quantity: number
  version: number
}

export function readBooksFigures(db: Queryable, variantId: string): Promise<BooksFigure[]> {
  return db.rows(sql`
    select s.location_id as "locationId", o.name, coalesce(o.sells and not o.deleted, true) as sells, s.quantity, s.version
    from inventory.remote_stock s left join inventory.location o on o.id = s.location_id
    where s.variant_id = ${variantId} and not s.deleted order by s.location_id`)
}
