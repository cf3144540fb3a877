import { lockWrittenHere, picturesToSend } from '@hybrid-store/core/catalog'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import { markForPush } from '../merge/agreement.repository.ts'
import { adoptAssignments } from './goods-links.repository.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { buildNewProducts } from './new-products.ts'
import { ensureLinks, isNewAtMahak, selectLinks } from './outgoing-links.repository.ts'

/**
 * A product made in the shop becomes a product with its details, each assigned to our visitor. Its pictures follow when Mahak
 * knows it.
 */
export const productLane: Lane = {
  entity: 'product',
  root: 'Products',
  readBack: adoptAssignments,
  build,
  accepted: async (tx, productIds) => markForPush(tx, 'picture', await picturesToSend(tx, productIds)),
  needsAttention: async () => undefined,
}

async function build(tx: Tx, context: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  const { account } = context
  const ids = records.map((record) => record.localId)
  const products = new Map((await lockWrittenHere(tx, ids)).map((product) => [product.id as string, product]))
  const keys = [...products.keys()].map((localId) => ({ localId, ownerId: null }))
  await ensureLinks(tx, account.id, 'Products', keys)
  const links = await selectLinks(tx, account.id, 'Products', ids)
  const isNew = ({ localId }: DirtyRecord) => products.has(localId) && isNewAtMahak(links.get(localId))
  const fresh = records.filter(isNew).flatMap((record) => {
    const product = products.get(record.localId)
    return product ? [{ record, product }] : []
  })
  const built = await buildNewProducts(tx, context, fresh, links)
  built.done.push(...records.filter((record) => !isNew(record)))
  return built
}
