import { digestStock, readStockForCompare } from '@hybrid-store/core/inventory'
import { type Queryable, sql } from '@hybrid-store/database'
import { isPending } from '../../upsert-engine/pending.repository.ts'
import { driftsOf, type Fields } from '../drift.ts'
import type { Comparison } from './comparison.ts'

/** Mahak's figure of each variant in each store, over all its rows. */
export const stock: Comparison = {
  entity: 'ProductDetailStoreAssets',
  groups: ['catalog', 'inventory'],
  digest: digestStock,
  mirror: (accountId) => sql`
    select l.local_id as id, concat(m.mahak_id, m.hash, ${isPending}) as content
    from sync.mirror m join sync.link l on l.account_id = m.account_id and l.entity = 'ProductDetails'
      and l.mahak_id = m.parent_id
    where m.account_id = ${accountId} and m.entity = 'ProductDetailStoreAssets'`,
  here: async (db, _account, ids) => {
    const rows = await readStockForCompare(db, ids)
    return new Map(rows.map((row) => [`${row.variantId} ${row.locationId}`, alive(row)]))
  },
  compare: async (tx, { account }, ids) => {
    const places = await selectPlaces(tx, account.id, ids)
    const here = await stock.here(tx, account, ids)
    return places.map(({ variantId, locationId, detailId, storeId, moving, ...figure }) => {
      const recordId = `${detailId}/${storeId}`
      const record = { entity: 'ProductDetailStoreAssets', recordId, mahakId: null, localId: variantId } as const
      const sides = { here: here.get(`${variantId} ${locationId}`) ?? null, there: alive(figure) }
      return { localId: variantId, recordId, moving, drifts: driftsOf({ ...record, ...sides }) }
    })
  },
}

const alive = ({ quantity, deleted }: { quantity: number; deleted: boolean }): Fields | null =>
  deleted ? null : { quantity }

interface PlaceFigure {
  variantId: string
  locationId: string | null
  detailId: number
  storeId: number
  quantity: number
  deleted: boolean
  moving: boolean
}

// To three places, as the shop keeps figures.
const selectPlaces = (db: Queryable, accountId: number, variantIds: readonly string[]): Promise<PlaceFigure[]> =>
  db.rows(sql`
    select l.local_id as "variantId", place.local_id as "locationId", m.parent_id as "detailId", m.other_id as "storeId",
      round(coalesce(sum((m.doc ->> 'Count1')::numeric) filter (where not m.deleted), 0), 3) as quantity,
      bool_and(m.deleted) as deleted, bool_or(${isPending}) as moving
    from sync.link l join sync.mirror m on m.account_id = l.account_id and m.entity = 'ProductDetailStoreAssets'
      and m.parent_id = l.mahak_id
    left join sync.link place on place.account_id = l.account_id and place.entity = 'Stores'
      and place.mahak_id = m.other_id
    where l.account_id = ${accountId} and l.entity = 'ProductDetails' and l.local_id = any(${variantIds}::text[])
    group by 1, 2, 3, 4`)
