import { addToOutbox, type Database } from '@hybrid-store/database'
import { type Clock, type Id, ok, type Result } from '@hybrid-store/kernel'
import type { ObjectStore } from '@hybrid-store/object-store'
import { keepBytes, type NoPicture } from './keep-bytes.ts'
import { setStored } from './media.repository.ts'

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
): Promise<Result<void, NoPicture>> {
  const kept = await keepBytes(deps.objects, bytes)
  if (!kept.ok) return kept
  await deps.db.transaction(async (tx) => {
    const stored = await setStored(tx, { assetId, source, ...kept.value, at: deps.clock.now() })
    if (stored) await addToOutbox(tx, 'media_request', { type: 'media.render', body: { assetId } })
  })
  return ok(undefined)
}
