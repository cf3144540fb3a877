import type { Readable } from 'node:stream'

export interface ObjectInfo {
  key: string
  /** In bytes. */
  size: number
  contentType: string
  /** Changes whenever the content does, without quotes; what it is made of is the store's own affair. */
  etag: string
}

export interface StoredObject extends ObjectInfo {
  /** Has to be read to its end or destroyed. */
  stream: Readable
}

/**
 * Files by key: pictures, invoices, exports, backups. A key such as `media/originals/ab/cdef` is a path of non-empty segments
 * (see `isObjectKey`); every method throws InvalidObjectKeyError for anything else.
 */
export interface ObjectStore {
  /** Resolves when the object is durable. Replaces an older one at once and as a whole: no reader ever sees a mixture. */
  put(key: string, content: Uint8Array | Readable, options: { contentType: string }): Promise<ObjectInfo>
  /** The object as it was at the call, or null. */
  get(key: string): Promise<StoredObject | null>
  head(key: string): Promise<ObjectInfo | null>
  /** Succeeds also when there is nothing to delete. */
  delete(key: string): Promise<void>
  /** All objects whose keys start with `prefix` (it need not end at a slash), in the order of the keys' UTF-8 bytes. */
  list(prefix: string): AsyncIterable<ObjectInfo>
  /** An address from which anyone can read the object for `expiresInMs`; only where the store is a server of its own. */
  signedUrl?(key: string, options: { expiresInMs: number }): Promise<string>
}
