import type { Tx } from '@hybrid-store/database'
import { draftRows } from '../../catalogue/drafts.ts'
import { entityOf } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { findByParents, type StoredRow } from '../../store/rows.repository.ts'
import type { Upload } from '../../store/upload.ts'
import { type Draft, writeRows } from '../../store/write-rows.ts'

/** A movement of one variant in one store; negative takes out. */
export interface StockMove {
  productDetailId: number
  storeId: number
  count: number
}

/** Books the movements and uploads the new figures: a row per variant and store, then the visitors' totals (§5.6). */
export async function moveStock(tx: Tx, batch: Upload, moves: readonly StockMove[]): Promise<void> {
  const detailIds = [...new Set(moves.map((move) => move.productDetailId))]
  const assets = await findByParents(tx, entityOf('ProductDetailStoreAssets'), detailIds)
  const known = new Map(assets.map((asset) => [keyOf(asset), asset]))
  const sums = sumMoves(moves)
  const isNew = (move: StockMove) => !known.has(`${move.productDetailId}:${move.storeId}`)
  const old = [...sums.values()].filter((move) => !isNew(move)).map((move) => toDraft(move, known))
  const fresh = await draftRows(
    tx,
    'ProductDetailStoreAssets',
    [...sums.values()].filter(isNew).map(({ productDetailId, storeId, count }) => ({
      ProductDetailId: productDetailId,
      StoreId: storeId,
      Count1: count,
    })),
  )
  await writeRows(tx, batch, [...old, ...fresh])
  await uploadTotals(tx, batch, detailIds)
}

const keyOf = ({ members }: StoredRow): string =>
  `${numberIn(members, 'ProductDetailId')}:${numberIn(members, 'StoreId')}`

function sumMoves(moves: readonly StockMove[]): Map<string, StockMove> {
  const sums = new Map<string, StockMove>()
  for (const move of moves) {
    const key = `${move.productDetailId}:${move.storeId}`
    sums.set(key, { ...move, count: move.count + (sums.get(key)?.count ?? 0) })
  }
  return sums
}

function toDraft(move: StockMove, known: ReadonlyMap<string, StoredRow>): Draft {
  const stored = known.get(`${move.productDetailId}:${move.storeId}`) ?? null
  const members = { ...stored?.members, Count1: numberIn(stored?.members, 'Count1') + move.count }
  return { entity: entityOf('ProductDetailStoreAssets'), id: stored?.id ?? 0, members, deleted: false, stored }
}

/** Each visitor's link carries the variant's stock over all stores (§4.5). */
async function uploadTotals(tx: Tx, batch: Upload, detailIds: readonly number[]): Promise<void> {
  const links = entityOf('VisitorProducts')
  const totals = new Map<number, number>()
  for (const { members } of await findByParents(tx, entityOf('ProductDetailStoreAssets'), detailIds)) {
    const detailId = numberIn(members, 'ProductDetailId')
    totals.set(detailId, (totals.get(detailId) ?? 0) + numberIn(members, 'Count1'))
  }
  const stored = await findByParents(tx, links, detailIds)
  const changed = stored.filter((link) => numberIn(link.members, 'Count1') !== totalOf(link, totals))
  await writeRows(
    tx,
    batch,
    changed.map((link) => ({
      entity: links,
      id: link.id,
      members: { ...link.members, Count1: totalOf(link, totals) },
      deleted: link.deleted,
      stored: link,
    })),
  )
}

const totalOf = (link: StoredRow, totals: ReadonlyMap<number, number>): number =>
  totals.get(numberIn(link.members, 'ProductDetailId')) ?? 0
