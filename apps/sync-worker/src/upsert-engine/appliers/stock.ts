import { applyRemoteAssignments } from '@hybrid-store/core/catalog'
import { applyRemoteLocations, applyRemoteStock } from '@hybrid-store/core/inventory'
import { type AssetRow, assetRow, assignmentRow, storeRow } from '../../data-transformer/goods-rows.ts'
import { toLocation } from '../../data-transformer/to-shop.ts'
import { applier, type PendingRow } from '../applier.ts'
import { linkedRows, linkRows } from '../link-rows.ts'
import { type Place, selectAssignments, selectStock } from './stock.repository.ts'

export const applyStores = applier(storeRow, async (tx, { account, config }, rows) => {
  const ids = rows.map((row) => row.StoreId)
  const idOf = await linkRows(tx, account.id, 'Stores', 'loc', ids)
  await applyRemoteLocations(
    tx,
    rows.map((row) => toLocation(row, idOf(row.StoreId), config)),
  )
  return undefined
})

/**
 * What the shop gets is the sum of all rows of a detail in a store, for Mahak may hold a deleted row beside a live one. A row
 * that has moved changes two sums: where it is and where it was.
 */
export const applyAssets = applier(assetRow, async (tx, { account }, rows, pending) => {
  const places = [...rows.map(placeOf), ...rows.flatMap((row, index) => formerPlaceOf(row, pending[index]))]
  const variantOf = await linkedRows(
    tx,
    account.id,
    'ProductDetails',
    'var',
    places.map((place) => place.detailId),
  )
  const locationOf = await linkedRows(
    tx,
    account.id,
    'Stores',
    'loc',
    places.map((place) => place.storeId),
  )
  const stock = await selectStock(tx, account.id, places)
  await applyRemoteStock(
    tx,
    stock.flatMap(({ detailId, storeId, ...figure }) => {
      const variantId = variantOf(detailId)
      const locationId = locationOf(storeId)
      return variantId && locationId ? [{ variantId, locationId, ...figure }] : []
    }),
  )
  const orphans = rows.flatMap((row) => [
    ...(variantOf(row.ProductDetailId) === null
      ? [{ id: row.ProductDetailStoreAssetId, waitsEntity: 'ProductDetails', waitsId: row.ProductDetailId }]
      : []),
    ...(locationOf(row.StoreId) === null
      ? [{ id: row.ProductDetailStoreAssetId, waitsEntity: 'Stores', waitsId: row.StoreId }]
      : []),
  ])
  return { orphans }
})

const placeOf = (row: AssetRow): Place => ({
  detailId: row.ProductDetailId,
  storeId: row.StoreId,
  version: row.RowVersion,
})

function formerPlaceOf(row: AssetRow, pending: PendingRow | undefined): Place[] {
  const { formerParentId: detailId, formerOtherId: storeId } = pending ?? {}
  if (!detailId || !storeId || (detailId === row.ProductDetailId && storeId === row.StoreId)) return []
  return [{ detailId, storeId, version: row.RowVersion }]
}

/** Rows of other visitors say nothing about this shop; a detail is for sale here while any live row of ours names it. */
export const applyAssignments = applier(assignmentRow, async (tx, { account }, rows, pending) => {
  const ours = rows.filter((row) => row.VisitorId === account.visitorId)
  const left = pending.filter((row) => row.formerOtherId === account.visitorId).map((row) => row.formerParentId)
  const details = [...ours.map((row) => row.ProductDetailId), ...left.filter((id) => id !== null)]
  const variantOf = await linkedRows(tx, account.id, 'ProductDetails', 'var', details)
  const assignments = await selectAssignments(tx, account, details)
  await applyRemoteAssignments(
    tx,
    assignments.flatMap(({ detailId, assigned }) => {
      const variantId = variantOf(detailId)
      return variantId ? [{ variantId, assigned }] : []
    }),
  )
  const orphans = ours
    .filter((row) => variantOf(row.ProductDetailId) === null)
    .map((row) => ({ id: row.VisitorProductId, waitsEntity: 'ProductDetails', waitsId: row.ProductDetailId }))
  return { orphans }
})
