import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'

const FLUSH_AT = 64 * 1024

/** JSON lines on their way out, gathered into pieces of some 64 kB. */
export interface LineStream {
  readonly stream: Readable
  /** Whether anything has left yet. */
  readonly started: boolean
  /** Takes a line; the promise, if there is one, settles when the reader can take more. */
  write(line: unknown): void | Promise<void>
  end(line: unknown): void
}

/** `onStart` is called once, before the first piece leaves: until then the answer can still become another. */
export function createLineStream(onStart: (stream: Readable) => void): LineStream {
  const stream = new PassThrough()
  let pending = ''
  let started = false

  const flush = (): boolean => {
    if (!started) {
      started = true
      onStart(stream)
    }
    const piece = pending
    pending = ''
    return stream.destroyed || stream.write(piece)
  }

  return {
    stream,
    get started() {
      return started
    },
    write: (line) => {
      pending += `${JSON.stringify(line)}\n`
      return pending.length >= FLUSH_AT && !flush() ? drained(stream) : undefined
    },
    end: (line) => {
      pending += `${JSON.stringify(line)}\n`
      flush()
      stream.end()
    },
  }
}

/** A reader that goes away never drains, so its leaving counts too. */
async function drained(stream: PassThrough): Promise<void> {
  const gone = new AbortController()
  const { signal } = gone
  try {
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })])
  } finally {
    gone.abort()
  }
}
