import { sql, type Tx } from '@hybrid-store/database'
import type { Account } from '../../sync-deps.ts'

/** Mahak's figure for each of these pairs of detail and store, over all its rows. */
export const selectStock = (
  tx: Tx,
  accountId: number,
  detailIds: readonly number[],
  storeIds: readonly number[],
): Promise<{ detailId: number; storeId: number; quantity: number; version: number; deleted: boolean }[]> =>
  tx.rows(sql`
    select parent_id as "detailId", other_id as "storeId", max(version) as version, bool_and(deleted) as deleted,
      coalesce(sum((doc ->> 'Count1')::numeric) filter (where not deleted), 0) as quantity
    from sync.mirror
    where account_id = ${accountId} and entity = 'ProductDetailStoreAssets' and (parent_id, other_id) in (
      select * from unnest(${detailIds}::bigint[], ${storeIds}::bigint[]))
    group by parent_id, other_id`)

/** Whether each of these details is assigned to our visitor. */
export const selectAssignments = (
  tx: Tx,
  account: Account,
  detailIds: readonly number[],
): Promise<{ detailId: number; assigned: boolean }[]> =>
  tx.rows(sql`
    select parent_id as "detailId", bool_or(not deleted) as assigned from sync.mirror
    where account_id = ${account.id} and entity = 'VisitorProducts' and other_id = ${account.visitorId}
      and parent_id = any(${detailIds}::bigint[])
    group by parent_id`)
