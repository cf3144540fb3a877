import { readPicturesForSync } from '@hybrid-store/core/catalog'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import { hashOfRows } from '../bulk-saver/aggregate.ts'
import { toPicture } from '../data-transformer/goods-to-books.ts'
import { markForPush } from '../merge/agreement.repository.ts'
import { selectMahakIds } from '../upsert-engine/link.repository.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { ensureLinks, historyOf, keyOf, selectLinks } from './outgoing-links.repository.ts'

/**
 * The row of a picture that was uploaded in the shop. It is sent once Mahak knows the product; until then it is left, and the
 * acceptance of the product brings it back. File and gallery row come after it (Mahak API reference §7).
 */
export const pictureLane: Lane = {
  entity: 'picture',
  root: 'Pictures',
  build,
  accepted: (tx, assetIds) => markForPush(tx, 'gallery', assetIds),
  needsAttention: async () => undefined,
}

async function build(tx: Tx, { account }: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  const ids = records.map((record) => record.localId)
  const candidates = await readPicturesForSync(tx, ids)
  const productIds = candidates.map((picture) => picture.productId)
  const products = await selectMahakIds(tx, account.id, 'Products', productIds)
  const pictures = new Map(candidates.map((picture) => [picture.assetId, picture]))
  const keys = candidates.filter(({ productId }) => products.has(productId))
  await ensureLinks(
    tx,
    account.id,
    'Pictures',
    keys.map(({ assetId }) => ({ localId: assetId, ownerId: null })),
  )
  const links = await selectLinks(tx, account.id, 'Pictures', ids)
  const built: Built = { ready: [], done: [], refused: [], waiting: [] }
  for (const record of records) {
    const picture = pictures.get(record.localId)
    const productId = products.get(picture?.productId ?? '')
    if (!picture || productId === undefined) {
      built.done.push(record)
      continue
    }
    const key = keyOf(links, record.localId)
    const { position, assetId: fileName } = picture
    const rows = { Pictures: [{ ...key, draft: toPicture({ clientId: key.clientId, productId, position, fileName }) }] }
    const hash = hashOfRows(rows)
    const link = links.get(record.localId)
    if (link?.baseHash === hash) built.done.push(record)
    else built.ready.push({ record, rows, hash, ...historyOf(link) })
  }
  return built
}
