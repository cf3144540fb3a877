import { buffer } from 'node:stream/consumers'
import { addToOutbox, type Queryable, type Tx } from '@hybrid-store/database'
import { fail, type Id, newId, type Result } from '@hybrid-store/kernel'
import type { ObjectStore } from '@hybrid-store/object-store'
import { type KeptBytes, keepBytes, type NoPicture } from './keep-bytes.ts'
import { insertUpload, selectContent } from './media.repository.ts'
import { originalKey } from './rendition.ts'

/** What phones and the books can show; the other kinds are for pictures that come from there. */
const UPLOADED = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])

/** Keeps the bytes of a picture that staff upload: JPEG, PNG, WebP or GIF, at most 20 MB. */
export async function keepUpload(objects: ObjectStore, bytes: Buffer): Promise<Result<KeptBytes, NoPicture>> {
  const kept = await keepBytes(objects, bytes)
  return kept.ok && !UPLOADED.has(kept.value.contentType) ? fail({ code: 'not_an_image' }) : kept
}

/** Makes an asset of kept bytes and rings for its renditions. */
export async function registerUpload(tx: Tx, kept: KeptBytes, at: Date): Promise<Id<'img'>> {
  const assetId = newId('img')
  await insertUpload(tx, { assetId, ...kept, at })
  await addToOutbox(tx, 'media_request', { type: 'media.render', body: { assetId } })
  return assetId
}

/** The original of an asset as it was uploaded; null if there is none. */
export async function readOriginal(
  { db, objects }: { db: Queryable; objects: ObjectStore },
  assetId: string,
): Promise<(KeptBytes & { bytes: Buffer<ArrayBuffer> }) | null> {
  const content = await selectContent(db, assetId)
  const stored = content && (await objects.get(originalKey(content.sha256)))
  return content && stored ? { ...content, bytes: Buffer.from(await buffer(stored.stream)) } : null
}
