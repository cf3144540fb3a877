import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import type { RemoteImages } from './remote-rows.ts'

/** Locks a product and gives the ids of its pictures in their order; null if there is no such product. */
export async function lockPictures(tx: Tx, productId: string): Promise<Id<'img'>[] | null> {
  const product = await tx.row(sql`select from catalog.product where id = ${productId} and not deleted for update`)
  if (!product) return null
  const rows = await tx.rows<{ id: Id<'img'> }>(sql`
    select asset_id as id from catalog.product_image where product_id = ${productId} order by position`)
  return rows.map((row) => row.id)
}

/** Puts a picture of the shop's own behind the others. */
export async function appendPicture(tx: Tx, productId: string, assetId: string): Promise<void> {
  await tx.run(sql`
    insert into catalog.product_image (product_id, position, asset_id, own)
    select ${productId}, coalesce(max(position) + 1, 0), ${assetId}, true
    from catalog.product_image where product_id = ${productId}`)
}

/** Pictures of these products that were uploaded here and that the books have not shown yet, in their order. */
export const selectOwnPictures = (
  db: Queryable,
  productIds: readonly string[],
): Promise<{ productId: Id<'prd'>; assetId: Id<'img'> }[]> =>
  db.rows(sql`
    select product_id as "productId", asset_id as "assetId" from catalog.product_image
    where product_id = any(${productIds}::text[]) and own order by product_id, position`)

/** A picture of the shop's own, and where it hangs. */
export interface PictureForSync {
  assetId: string
  productId: Id<'prd'>
  /** From 0, in the order in which the product's pictures are shown. */
  position: number
}

/** Those of these pictures that were uploaded here and that the books have not shown yet. */
export const readPicturesForSync = (db: Queryable, assetIds: readonly string[]): Promise<PictureForSync[]> =>
  db.rows(sql`
    select asset_id as "assetId", product_id as "productId", position from catalog.product_image
    where asset_id = any(${assetIds}::text[]) and own`)

/** Ids of the pictures of these products that the books have not shown yet. */
export async function picturesToSend(db: Queryable, productIds: readonly string[]): Promise<string[]> {
  return (await selectOwnPictures(db, productIds)).map(({ assetId }) => assetId)
}

/** Behind what the books show stays what they do not show yet. */
export const withOwn = (
  rows: readonly RemoteImages[],
  own: readonly { productId: string; assetId: Id<'img'> }[],
): (RemoteImages & { own: Id<'img'>[] })[] =>
  rows.map((row) => {
    const shown = new Set(row.assetIds)
    const kept = own.filter(({ productId, assetId }) => productId === row.productId && !shown.has(assetId))
    const ids = kept.map(({ assetId }) => assetId)
    return { ...row, assetIds: [...row.assetIds, ...ids], own: ids }
  })
