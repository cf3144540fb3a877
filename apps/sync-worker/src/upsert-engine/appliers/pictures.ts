import { applyRemoteImages } from '@hybrid-store/core/catalog'
import { requestAssets } from '@hybrid-store/core/media'
import type { Tx } from '@hybrid-store/database'
import { galleryRow, pictureRow } from '../../data-transformer/goods-rows.ts'
import { PRODUCT_PICTURE } from '../../data-transformer/remote-entities.ts'
import { adoptByClientId } from '../../merge/people-links.repository.ts'
import type { Account } from '../../sync-deps.ts'
import { applier } from '../applier.ts'
import { linkedRows, linkRows } from '../link-rows.ts'
import { selectProductPictures, selectProductsOfPictures } from './pictures.repository.ts'

export const applyPictures = applier(pictureRow, async (tx, { account }, rows) => {
  const ids = rows.map((row) => row.PictureId)
  await showPictures(tx, account, await selectProductsOfPictures(tx, account.id, ids))
  return undefined
})

export const applyGalleries = applier(galleryRow, async (tx, { account }, rows, pending) => {
  const ofProducts = rows.filter((row) => row.EntityType === PRODUCT_PICTURE && row.ItemCode > 0)
  const linked = await showPictures(tx, account, [
    ...ofProducts.map((row) => row.ItemCode),
    ...pending.flatMap((row) => row.formerParentId ?? []),
  ])
  const orphans = ofProducts
    .filter((row) => !linked.has(row.ItemCode))
    .map((row) => ({ id: row.PhotoGalleryId, waitsEntity: 'Products', waitsId: row.ItemCode }))
  return { orphans }
})

/** Gives these products their complete list of pictures, first ones first. Gives the products that the shop knows. */
async function showPictures(tx: Tx, account: Account, products: readonly number[]): Promise<Set<number>> {
  const productOf = await linkedRows(tx, account.id, 'Products', 'prd', products)
  const linked = [...new Set(products)].filter((product) => productOf(product) !== null)
  const pictures = await selectProductPictures(tx, account.id, linked)
  const ids = pictures.map((picture) => picture.pictureId)
  await adoptByClientId(tx, account.id, 'Pictures', ids)
  const assetOf = await linkRows(tx, account.id, 'Pictures', 'img', ids)
  const assets = new Map(
    pictures.map(({ pictureId, url }) => [pictureId, { assetId: assetOf(pictureId), source: url }]),
  )
  await requestAssets(tx, [...assets.values()])
  await applyRemoteImages(
    tx,
    linked.flatMap((product) => {
      const productId = productOf(product)
      const shown = pictures.filter((picture) => picture.productId === product)
      return productId ? [{ productId, assetIds: shown.map((picture) => assetOf(picture.pictureId)) }] : []
    }),
  )
  return new Set(linked)
}
