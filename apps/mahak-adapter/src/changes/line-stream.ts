import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import type { EntityName } from '@hybrid-store/mahak-client'
import { bytesOf } from './utf8-bytes.ts'

const FLUSH_AT = 64 * 1024

/** JSON lines on their way out, gathered into pieces of some 64 kB; rows of one entity that follow each other share a line. */
export interface LineStream {
  readonly stream: Readable
  /** Whether anything has left yet. */
  readonly started: boolean
  /** Takes a row as the bytes of its JSON; the promise, if there is one, settles when the reader can take more. */
  row(entity: EntityName, bytes: string): Promise<void> | undefined
  /** Takes a line of another kind, likewise. */
  line(value: unknown): Promise<void> | undefined
  end(line: unknown): void
}

/** `onStart` is called once, before the first piece leaves: until then the answer can still become another. */
export function createLineStream(onStart: (stream: Readable) => void): LineStream {
  const stream = new PassThrough()
  let pending = ''
  let open: EntityName | null = null
  let started = false

  const close = (): void => {
    if (open) pending += ']}\n'
    open = null
  }
  const add = (value: unknown): void => {
    close()
    pending += `${bytesOf(JSON.stringify(value))}\n`
  }
  const flush = (): boolean => {
    if (!started) {
      started = true
      onStart(stream)
    }
    close()
    const piece = Buffer.from(pending, 'latin1')
    pending = ''
    return stream.destroyed || stream.write(piece)
  }
  const flushIfLarge = (): Promise<void> | undefined =>
    pending.length >= FLUSH_AT && !flush() ? drained(stream) : undefined

  return {
    stream,
    get started() {
      return started
    },
    row: (entity, bytes) => {
      if (entity === open) pending += ','
      else {
        close()
        pending += `{"entity":"${entity}","rows":[`
        open = entity
      }
      pending += bytes
      return flushIfLarge()
    },
    line: (value) => {
      add(value)
      return flushIfLarge()
    },
    end: (line) => {
      add(line)
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
