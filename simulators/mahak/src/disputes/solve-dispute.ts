import type { Tx } from '@hybrid-store/database'
import { type Entity, entityOf } from '../entities/index.ts'
import { findByIds } from '../store/rows.repository.ts'
import { type Upload, type UploadDeps, upload } from '../store/upload.ts'
import { visibleOf, visibleVersions } from '../store/visibility.ts'
import { writeRows } from '../store/write-rows.ts'
import type { Claims } from './read-dispute.ts'

/**
 * Touches every row of the entity that the visitor may see and has not, or has in another version, so that the next
 * read gives it again (§6, the reference's proposal). Ids that do not exist are ignored. Gives the number of rows touched.
 */
export function solveDispute(deps: UploadDeps, visitorId: number, entity: Entity, claims: Claims): Promise<number> {
  return upload(deps, visitorId, async (tx, batch) => {
    const rows = await visibleVersions(tx, entity, visitorId)
    const wrong = rows.filter((row) => claims.get(row.id) !== row.rowVersion)
    return touch(
      tx,
      batch,
      entity,
      wrong.map((row) => row.id),
    )
  })
}

/** Touches the visitor's orders whose code in the books is another than the client says. */
export function solveOrderDispute(deps: UploadDeps, visitorId: number, claims: Claims): Promise<number> {
  const orders = entityOf('Orders')
  return upload(deps, visitorId, async (tx, batch) => {
    const ids = await visibleOf(tx, orders, visitorId, [...claims.keys()])
    const stored = await findByIds(tx, orders, ids)
    const wrong = stored.filter((order) => claims.get(order.id) !== order.code)
    return touch(
      tx,
      batch,
      orders,
      wrong.map((order) => order.id),
    )
  })
}

const CHUNK = 5_000

/** Gives the rows new versions and changes nothing else. */
async function touch(tx: Tx, batch: Upload, entity: Entity, ids: readonly number[]): Promise<number> {
  for (let start = 0; start < ids.length; start += CHUNK) {
    const rows = await findByIds(tx, entity, ids.slice(start, start + CHUNK))
    const drafts = rows.map((stored) => ({ ...stored, entity, stored }))
    await writeRows(tx, batch, drafts)
  }
  return ids.length
}
