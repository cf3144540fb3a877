import { sql, type Tx } from '@hybrid-store/database'
import type { Account } from '../../sync-deps.ts'

// Each figure is a lookup of its own by index, whatever the planner believes of a mirror that was filled a moment ago.

/** A detail in a store, and the version of a row that tells of it. */
export interface Place {
  detailId: number
  storeId: number
  version: number
}

/** Mahak's figure for each of these places, over all its rows; deleted where none is left. */
export const selectStock = (
  tx: Tx,
  accountId: number,
  places: readonly Place[],
): Promise<{ detailId: number; storeId: number; quantity: number; version: number; deleted: boolean }[]> =>
  tx.rows(sql`
    select p.detail_id as "detailId", p.store_id as "storeId", greatest(p.version, m.version) as version, m.deleted, m.quantity
    from (
      select detail_id, store_id, max(version) as version from unnest(${places.map((place) => place.detailId)}::bigint[],
        ${places.map((place) => place.storeId)}::bigint[], ${places.map((place) => place.version)}::bigint[])
        as t(detail_id, store_id, version)
      group by detail_id, store_id
    ) p cross join lateral (
      select max(version) as version, coalesce(bool_and(deleted), true) as deleted,
        coalesce(sum((doc ->> 'Count1')::numeric) filter (where not deleted), 0) as quantity
      from sync.mirror where account_id = ${accountId} and entity = 'ProductDetailStoreAssets'
        and parent_id = p.detail_id and other_id = p.store_id
    ) m`)

/** Whether each of these details is assigned to our visitor. */
export const selectAssignments = (
  tx: Tx,
  account: Account,
  detailIds: readonly number[],
): Promise<{ detailId: number; assigned: boolean }[]> =>
  tx.rows(sql`
    select d.id as "detailId", m.assigned
    from unnest(${[...new Set(detailIds)]}::bigint[]) as d(id) cross join lateral (
      select coalesce(bool_or(not deleted), false) as assigned from sync.mirror
      where account_id = ${account.id} and entity = 'VisitorProducts' and other_id = ${account.visitorId}
        and parent_id = d.id
    ) m`)
