import type { Tx } from '@hybrid-store/database'
import { draftRows } from '../../catalogue/drafts.ts'
import { entityOf, type WireRow } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { findByParents, type StoredRow } from '../../store/rows.repository.ts'
import type { Upload } from '../../store/upload.ts'
import { type Draft, writeRows } from '../../store/write-rows.ts'
import { uploadEdits } from './upload-edits.ts'

/** A movement of one variant in one store; negative takes out. */
export interface StockMove {
  productDetailId: number
  storeId: number
  count: number
}

export type StockPlace = Omit<StockMove, 'count'>

export const placeOf = ({ members }: StoredRow): StockPlace => ({
  productDetailId: numberIn(members, 'ProductDetailId'),
  storeId: numberIn(members, 'StoreId'),
})

export const placeKey = ({ productDetailId, storeId }: StockPlace): string => `${productDetailId}:${storeId}`

/** Books the movements and uploads the new figures: a row per variant and store, then the visitors' totals (§5.6). */
export async function moveStock(tx: Tx, batch: Upload, moves: readonly StockMove[]): Promise<void> {
  const detailIds = [...new Set(moves.map((move) => move.productDetailId))]
  const stock = entityOf('ProductDetailStoreAssets')
  const assets = await findByParents(tx, stock, detailIds)
  const known = new Map(assets.map((asset) => [placeKey(placeOf(asset)), asset]))
  const sums = sumMoves(moves)
  const old = sums.flatMap((move) => toDraft(move, known.get(placeKey(move))) ?? [])
  const rows = sums.filter((move) => !known.has(placeKey(move))).map(toMembers)
  await writeRows(tx, batch, [...old, ...(await draftRows(tx, stock.list, rows))])
  await uploadTotals(tx, batch, detailIds)
}

/** Moves of the same variant in the same store as one. */
export function sumMoves(moves: readonly StockMove[]): StockMove[] {
  const sums = new Map<string, StockMove>()
  for (const move of moves)
    sums.set(placeKey(move), { ...move, count: move.count + (sums.get(placeKey(move))?.count ?? 0) })
  return [...sums.values()]
}

function toDraft(move: StockMove, asset: StoredRow | undefined): Draft | null {
  if (!asset) return null
  const members = { ...asset.members, Count1: numberIn(asset.members, 'Count1') + move.count }
  return { entity: entityOf('ProductDetailStoreAssets'), id: asset.id, members, deleted: false, stored: asset }
}

const toMembers = ({ productDetailId, storeId, count }: StockMove): WireRow => ({
  ProductDetailId: productDetailId,
  StoreId: storeId,
  Count1: count,
})

/** Each visitor's link carries the variant's stock over all stores (§4.5). */
async function uploadTotals(tx: Tx, batch: Upload, detailIds: readonly number[]): Promise<void> {
  const links = entityOf('VisitorProducts')
  const totals = await stockTotals(tx, detailIds)
  const stored = await findByParents(tx, links, detailIds)
  const edits = stored.map((row) => ({
    entity: links,
    row,
    change: { Count1: totals.get(numberIn(row.members, 'ProductDetailId')) ?? 0 },
  }))
  await uploadEdits(
    tx,
    batch,
    edits.filter(({ row, change }) => numberIn(row.members, 'Count1') !== change.Count1),
  )
}

/** What is counted of each variant over all stores. */
export async function stockTotals(tx: Tx, detailIds: readonly number[]): Promise<Map<number, number>> {
  const totals = new Map<number, number>()
  for (const asset of await findByParents(tx, entityOf('ProductDetailStoreAssets'), detailIds)) {
    if (asset.deleted) continue
    const { productDetailId } = placeOf(asset)
    totals.set(productDetailId, (totals.get(productDetailId) ?? 0) + numberIn(asset.members, 'Count1'))
  }
  return totals
}
