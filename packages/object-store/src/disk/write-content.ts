import { createHash } from 'node:crypto'
import { open, rm, writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'

/** Writes a new file to the platter and gives its size and SHA-256; leaves nothing behind when the source fails. */
export async function writeContent(
  file: string,
  content: Uint8Array | Readable,
): Promise<{ size: number; etag: string }> {
  const hash = createHash('sha256')
  let size = 0
  async function* measured(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.byteLength
      yield chunk
    }
  }
  const handle = await open(file, 'wx')
  try {
    await writeFile(handle, measured(content instanceof Uint8Array ? [content] : content))
    await handle.sync()
    return { size, etag: hash.digest('hex') }
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}
