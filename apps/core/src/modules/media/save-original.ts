import { createHash } from 'node:crypto'
import { addToOutbox, type Database } from '@hybrid-store/database'
import { type Clock, fail, type Id, ok, type Result } from '@hybrid-store/kernel'
import type { ObjectStore } from '@hybrid-store/object-store'
import { inspectImage } from './inspect-image.ts'
import { setStored } from './media.repository.ts'
import { originalKey } from './rendition.ts'

const MAX_BYTES = 20 * 1024 * 1024

/** A fetched picture. */
export interface Original {
  assetId: Id<'img'>
  /** Where it was fetched from; a picture whose source has changed since is not taken. */
  source?: string
  bytes: Buffer
  /** What the sender says it is; only the bytes are believed. */
  contentType: string
}

/**
 * Keeps a fetched picture under the hash of its bytes, so that the same bytes are kept once, and rings for its renditions.
 * Pictures of more than 20 MB and bytes that are no picture are refused; the caller marks such an asset unavailable.
 */
export async function saveOriginal(
  deps: { db: Database; objects: ObjectStore; clock: Clock },
  { assetId, source, bytes }: Original,
): Promise<Result<void, { code: 'not_an_image' | 'too_large' }>> {
  if (bytes.length > MAX_BYTES) return fail({ code: 'too_large' })
  const image = await inspectImage(bytes)
  if (!image.ok) return image

  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const contentType = `image/${image.value.format}`
  const key = originalKey(sha256)
  if (!(await deps.objects.head(key))) await deps.objects.put(key, bytes, { contentType })
  await deps.db.transaction(async (tx) => {
    const stored = await setStored(tx, { assetId, source, sha256, contentType, at: deps.clock.now() })
    if (stored) await addToOutbox(tx, 'media_request', { type: 'media.render', body: { assetId } })
  })
  return ok(undefined)
}
