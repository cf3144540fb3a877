import { sql, type Tx } from '@hybrid-store/database'

/** Products in whose galleries these pictures hang or hung. */
export async function selectProductsOfPictures(
  tx: Tx,
  accountId: number,
  pictureIds: readonly number[],
): Promise<number[]> {
  const rows = await tx.rows<{ productId: number }>(sql`
    select distinct parent_id as "productId" from sync.mirror
    where account_id = ${accountId} and entity = 'PhotoGalleries' and other_id = any(${pictureIds}::bigint[])
      and parent_id is not null`)
  return rows.map((row) => row.productId)
}

/** The live pictures of these products in the order in which they are shown, each once. */
export const selectProductPictures = (
  tx: Tx,
  accountId: number,
  productIds: readonly number[],
): Promise<{ productId: number; pictureId: number; url: string }[]> =>
  tx.rows(sql`
    select g.parent_id as "productId", p.mahak_id as "pictureId", p.doc ->> 'Url' as url
    from sync.mirror g join sync.mirror p
      on p.account_id = g.account_id and p.entity = 'Pictures' and p.mahak_id = g.other_id
    where g.account_id = ${accountId} and g.entity = 'PhotoGalleries' and g.parent_id = any(${productIds}::bigint[])
      and not g.deleted and not p.deleted and p.doc ->> 'Url' <> ''
    group by g.parent_id, p.mahak_id, p.doc
    order by g.parent_id, (p.doc ->> 'DisplayOrder')::bigint, min(g.mahak_id)`)
