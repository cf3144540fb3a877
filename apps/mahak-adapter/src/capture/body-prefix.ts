import { constants, createGunzip } from 'node:zlib'

/** How much of a body is kept. */
const KEPT_BYTES = 64 * 1024

/** The first bytes of a body that passes by, and how many there were. */
export class BodyPrefix {
  readonly #chunks: Buffer[] = []
  #kept = 0
  bytes = 0

  add(chunk: Buffer): void {
    this.bytes += chunk.length
    if (this.#kept >= KEPT_BYTES) return
    const part = chunk.subarray(0, KEPT_BYTES - this.#kept)
    this.#kept += part.length
    // undici may use the chunk's memory again.
    this.#chunks.push(Buffer.from(part))
  }

  static of(text: string): BodyPrefix {
    const prefix = new BodyPrefix()
    prefix.add(Buffer.from(text))
    return prefix
  }

  /** The text of what was kept, unpacked, no more than was kept. */
  async text(encoding = ''): Promise<string> {
    const packed = Buffer.concat(this.#chunks)
    const bytes = encoding.toLowerCase() === 'gzip' ? await unpackStart(packed) : packed
    return bytes.toString('utf8')
  }
}

/** Unpacks as far as the limit, so that a small bomb stays small. */
async function unpackStart(packed: Buffer): Promise<Buffer> {
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })
  const chunks: Buffer[] = []
  let bytes = 0
  gunzip.end(packed)
  try {
    for await (const chunk of gunzip) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= KEPT_BYTES) break
    }
  } catch {
    // What was unpacked until then is what there is to see.
  }
  return Buffer.concat(chunks).subarray(0, KEPT_BYTES)
}
