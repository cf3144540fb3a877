import { sql, type Tx } from '@hybrid-store/database'
import type { Account } from '../sync-deps.ts'

/** Reads back which of the details of these products Mahak has assigned to our visitor: these rows have no ClientId. */
export async function adoptAssignments(tx: Tx, account: Account, productIds: readonly string[]): Promise<void> {
  await tx.run(sql`
    update sync.link l set mahak_id = m.mahak_id
    from sync.link detail join sync.mirror m on m.account_id = detail.account_id and m.entity = 'VisitorProducts'
      and m.parent_id = detail.mahak_id and m.other_id = ${account.visitorId} and not m.deleted
    where detail.account_id = ${account.id} and detail.entity = 'ProductDetails'
      and detail.owner_id = any(${productIds}::text[])
      and l.account_id = detail.account_id and l.entity = 'VisitorProducts' and l.local_id = detail.local_id
      and l.mahak_id is null`)
}

/** Reads back which of these pictures hang on a product at Mahak; these rows have no ClientId either. */
export async function adoptGalleries(tx: Tx, account: Account, assetIds: readonly string[]): Promise<void> {
  await tx.run(sql`
    update sync.link l set mahak_id = m.mahak_id
    from sync.link picture join sync.mirror m on m.account_id = picture.account_id and m.entity = 'PhotoGalleries'
      and m.other_id = picture.mahak_id and m.parent_id is not null and not m.deleted
    where picture.account_id = ${account.id} and picture.entity = 'Pictures'
      and picture.local_id = any(${assetIds}::text[])
      and l.account_id = picture.account_id and l.entity = 'PhotoGalleries' and l.local_id = picture.local_id
      and l.mahak_id is null`)
}
