import { lockWrittenHere, picturesToSend } from '@hybrid-store/core/catalog'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import { contentHash } from '../data-transformer/content-hash.ts'
import { type ProductFields, productFieldsOf, toProductMembers } from '../data-transformer/product-fields.ts'
import { agreeOnSent, markForPush, saveSent } from '../merge/agreement.repository.ts'
import { mergeProducts } from '../merge/merge-products.ts'
import { adoptAssignments } from './goods-links.repository.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { buildNewProducts } from './new-products.ts'
import { ensureLinks, historyOf, isNewAtMahak, type OutgoingLink, selectLinks } from './outgoing-links.repository.ts'

/**
 * A product made in the shop becomes a product with its details, each assigned to our visitor; its pictures follow when Mahak
 * knows it. Of a product Mahak knows, only what the shop may say and what is news is sent.
 */
export const productLane: Lane = {
  entity: 'product',
  root: 'Products',
  readBack: adoptAssignments,
  build,
  accepted: async (tx, productIds) => {
    await agreeOnSent(tx, 'Products', productIds)
    await markForPush(tx, 'picture', await picturesToSend(tx, productIds))
  },
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
  const made = built.ready.flatMap(({ record: { localId } }) => {
    const product = products.get(localId)
    return product ? [{ localId, fields: productFieldsOf(product) }] : []
  })
  const others = records.filter((record) => !isNew(record))
  const edited = await placeEdits(tx, context, { built, records: others, links })
  await saveSent(tx, account.id, 'Products', [...made, ...edited])
  return built
}

/** Places what is news of known products, and gives it. */
async function placeEdits(
  tx: Tx,
  context: BuildContext,
  { built, records, links }: { built: Built; records: readonly DirtyRecord[]; links: Map<string, OutgoingLink> },
): Promise<{ localId: string; fields: Partial<ProductFields> }[]> {
  const ids = records.map((record) => record.localId)
  const merged = await mergeProducts(tx, context, ids, { mark: false })
  return records.flatMap((record) => {
    const { localId } = record
    const news = merged.get(localId)?.push ?? {}
    const link = links.get(localId)
    if (!link || Object.keys(news).length === 0) {
      built.done.push(record)
      return []
    }
    const row = { localId, clientId: null, mahakId: link.mahakId, draft: toProductMembers(news) }
    built.ready.push({ record, rows: { Products: [row] }, hash: contentHash(news), ...historyOf(link) })
    return [{ localId, fields: news }]
  })
}
