import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import type { ObjectStore } from '@hybrid-store/object-store'
import { inspectImage } from './inspect-image.ts'
import { originalKey } from './rendition.ts'

/** Largest original, in bytes. */
export const MAX_BYTES = 20 * 1024 * 1024

export interface NoPicture {
  code: 'not_an_image' | 'too_large'
}

export interface KeptBytes {
  sha256: string
  contentType: string
}

/** Keeps the bytes of a picture under their hash, once. */
export async function keepBytes(objects: ObjectStore, bytes: Buffer): Promise<Result<KeptBytes, NoPicture>> {
  if (bytes.length > MAX_BYTES) return fail({ code: 'too_large' })
  const image = await inspectImage(bytes)
  if (!image.ok) return image
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const contentType = `image/${image.value.format}`
  const key = originalKey(sha256)
  if (!(await objects.head(key))) await objects.put(key, bytes, { contentType })
  return ok({ sha256, contentType })
}
