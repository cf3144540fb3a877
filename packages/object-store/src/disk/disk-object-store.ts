import { randomBytes } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { assertObjectKey, InvalidObjectKeyError, isKeyPrefix } from '../object-key.ts'
import type { ObjectInfo, ObjectStore } from '../object-store.ts'
import { dataName, metaPath } from './file-names.ts'
import { ifThere } from './if-there.ts'
import { listKeys } from './list-objects.ts'
import { type Meta, readMeta, writeMeta } from './meta.ts'
import { writeContent } from './write-content.ts'

/**
 * Objects in a folder. The content goes into a file of its own first; the small file beside it, replaced by a rename, says
 * which one is valid. So a crash leaves the old object or the new one, and at worst an unused file.
 */
export function createDiskObjectStore({ root }: { root: string }): ObjectStore {
  const describe = (key: string, { size, contentType, etag }: Meta): ObjectInfo => ({ key, size, contentType, etag })
  const dataPath = (key: string, meta: Meta) => path.join(path.dirname(metaPath(root, key)), meta.data)
  const metaOf = (key: string) => {
    assertObjectKey(key)
    return readMeta(metaPath(root, key))
  }

  return {
    async put(key, content, { contentType }) {
      const older = await metaOf(key)
      const file = metaPath(root, key)
      const data = dataName(key, randomBytes(8).toString('hex'))
      await mkdir(path.dirname(file), { recursive: true })
      const written = await writeContent(path.join(path.dirname(file), data), content)
      const meta = { contentType, ...written, data }
      await writeMeta(file, meta)
      if (older) await rm(dataPath(key, older), { force: true })
      return describe(key, meta)
    },
    async get(key) {
      for (let meta = await metaOf(key); meta; meta = await metaOf(key)) {
        // A missing file means that the object was replaced between the two reads: look again.
        const handle = await ifThere(open(dataPath(key, meta)))
        if (handle) return { ...describe(key, meta), stream: handle.createReadStream() }
      }
      return null
    },
    async head(key) {
      const meta = await metaOf(key)
      return meta && describe(key, meta)
    },
    async delete(key) {
      const meta = await metaOf(key)
      await rm(metaPath(root, key), { force: true })
      if (meta) await rm(dataPath(key, meta), { force: true })
    },
    async *list(prefix) {
      if (!isKeyPrefix(prefix)) throw new InvalidObjectKeyError(prefix)
      for await (const key of listKeys(root, prefix)) {
        const meta = await metaOf(key)
        if (meta) yield describe(key, meta)
      }
    },
  }
}
