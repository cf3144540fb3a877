import { buffer } from 'node:stream/consumers'
import type { Database } from '@hybrid-store/database'
import type { ObjectStore } from '@hybrid-store/object-store'
import { makeRenditions, type Rendition } from './make-renditions.ts'
import { findReadyTwin, markUnavailable, type StoredAsset, setReady } from './media.repository.ts'
import { originalKey, renditionKey, renditionName } from './rendition.ts'

/** Makes a stored picture ready: its renditions are kept first, then it is shown. One that cannot be read is given up. */
export async function renderAsset(
  deps: { db: Database; objects: ObjectStore },
  { assetId, sha256 }: StoredAsset,
): Promise<void> {
  const twin = await findReadyTwin(deps.db, sha256)
  if (twin) return setReady(deps.db, { sha256, ...twin })

  const original = await deps.objects.get(originalKey(sha256))
  if (!original) return markUnavailable(deps.db, assetId, 'the original is gone from the object store')
  const renditions = await makeRenditions(await buffer(original.stream))
  if (!renditions.ok) return markUnavailable(deps.db, assetId, renditions.error.reason)

  await Promise.all(renditions.value.map((rendition) => keep(deps.objects, sha256, rendition)))
  const largest = renditions.value.at(-1)
  if (largest) await setReady(deps.db, { sha256, ...largest.size })
}

function keep(objects: ObjectStore, sha256: string, { width, bytes }: Rendition): Promise<unknown> {
  return objects.put(renditionKey(renditionName(sha256, width)), bytes, { contentType: 'image/webp' })
}
