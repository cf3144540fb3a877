const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

export const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/**
 * Finds where one JSON value ends, without reading it: by the depth of brackets and by what stands inside strings. Works on
 * UTF-8 bytes, where no byte of a longer character looks like a bracket or a quote, so chunks may cut anywhere.
 */
export class ValueScanner {
  #depth = 0
  #inString = false
  #escaped = false
  #ended = false

  /** Forgets the last value, before the first byte of another. */
  begin(): void {
    this.#depth = 0
    this.#inString = false
    this.#escaped = false
    this.#ended = false
  }

  /** Scans on from `from`; the index just behind the value, or -1 if the value goes on in the next chunk. */
  end(chunk: Uint8Array, from: number): number {
    let at = from
    while (at < chunk.length) {
      if (this.#inString) {
        at = this.#stringEnd(chunk, at)
        if (!this.#inString && this.#depth === 0) return at
      } else {
        at = this.#nextQuoteOrEnd(chunk, at)
        if (this.#ended) return at
      }
    }
    return -1
  }

  /** Behind the quote that ends the string, or at the end of the chunk. */
  #stringEnd(chunk: Uint8Array, from: number): number {
    let escaped = this.#escaped
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]
      if (escaped) escaped = false
      else if (byte === BACKSLASH) escaped = true
      else if (byte === QUOTE) {
        this.#inString = false
        this.#escaped = false
        return at + 1
      }
    }
    this.#escaped = escaped
    return chunk.length
  }

  /** Behind the quote that begins a string, behind the value (`#ended`), or at the end of the chunk. */
  #nextQuoteOrEnd(chunk: Uint8Array, from: number): number {
    let depth = this.#depth
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]
      if (byte === QUOTE) {
        this.#inString = true
        this.#depth = depth
        return at + 1
      }
      if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.#ended = depth <= 1
        // At depth 0 the bracket belongs to whatever contains this number or literal.
        if (depth === 0) return at
        if (--depth === 0) return at + 1
      } else if (depth === 0 && (byte === COMMA || isBlank(byte))) {
        this.#ended = true
        return at
      }
    }
    this.#depth = depth
    return chunk.length
  }
}
