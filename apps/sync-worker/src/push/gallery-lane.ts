import { readPicturesForSync } from '@hybrid-store/core/catalog'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import { contentHash } from '../data-transformer/content-hash.ts'
import { toGallery } from '../data-transformer/goods-to-books.ts'
import { backoffMs, MAX_ATTEMPTS } from '../retry-error-manager/backoff.ts'
import { selectMahakIds } from '../upsert-engine/link.repository.ts'
import { deliverFiles } from './deliver-files.ts'
import { fileIssue } from './goods-issues.ts'
import { adoptGalleries } from './goods-links.repository.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { ensureLinks, historyOf, selectLinks } from './outgoing-links.repository.ts'
import { type FileState, HOPELESS, selectFiles } from './picture-files.repository.ts'

/**
 * The file of a picture whose row Mahak has, and then the row that hangs it on its product. The file goes to the row's id, so
 * that sending it again replaces it; the gallery row has no ClientId and is read back before it is sent again.
 */
export const galleryLane: Lane = {
  entity: 'gallery',
  root: 'PhotoGalleries',
  deliver: deliverFiles,
  readBack: adoptGalleries,
  build,
  accepted: async () => undefined,
  needsAttention: async () => undefined,
}

async function build(tx: Tx, { account }: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  const ids = records.map((record) => record.localId)
  const pictures = new Map((await readPicturesForSync(tx, ids)).map((picture) => [picture.assetId, picture]))
  const productIds = [...pictures.values()].map((picture) => picture.productId)
  const products = await selectMahakIds(tx, account.id, 'Products', productIds)
  const files = new Map((await selectFiles(tx, account.id, [...pictures.keys()])).map((file) => [file.assetId, file]))
  await ensureLinks(
    tx,
    account.id,
    'PhotoGalleries',
    [...files.keys()].map((localId) => ({ localId, ownerId: null })),
  )
  await adoptGalleries(tx, account, ids)
  const links = await selectLinks(tx, account.id, 'PhotoGalleries', ids)
  const built: Built = { ready: [], done: [], refused: [], waiting: [] }
  for (const record of records) {
    const file = files.get(record.localId)
    const productId = products.get(pictures.get(record.localId)?.productId ?? '')
    const link = links.get(record.localId)
    if (!file || !link || productId === undefined || link.mahakId !== null) built.done.push(record)
    else if (!file.taken) putOff(built, record, file)
    else {
      const draft = toGallery({ pictureId: file.pictureId, productId })
      const rows = { PhotoGalleries: [{ localId: record.localId, clientId: null, mahakId: null, draft }] }
      built.ready.push({ record, rows, hash: contentHash(draft), ...historyOf(link) })
    }
  }
  return built
}

/** A file Mahak does not take wants a person; one that could not be sent now is tried again later. */
function putOff(built: Built, record: DirtyRecord, { failure, tries }: FileState): void {
  const hopeless = failure !== null && (HOPELESS.has(failure) || tries >= MAX_ATTEMPTS)
  if (hopeless) built.refused.push({ record, issue: fileIssue(record.localId, failure) })
  else built.waiting.push({ record, delayMs: failure === null ? 0 : backoffMs(tries) })
}
