import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Writes a new file to the platter and gives its size and SHA-256; leaves nothing behind when the source fails. */
export async function writeContent(
  file: string,
  content: Uint8Array | Readable,
): Promise<{ size: number; etag: string }> {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(file, 'wx')
  try {
    await pipeline(
      content instanceof Readable ? content : Readable.from([content]),
      async function* measure(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          hash.update(chunk)
          size += chunk.byteLength
          yield chunk
        }
      },
      handle.createWriteStream({ autoClose: false }),
    )
    await handle.sync()
    return { size, etag: hash.digest('hex') }
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}
