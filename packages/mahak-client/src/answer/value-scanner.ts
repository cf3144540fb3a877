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

  /** Forgets the last value, before the first byte of another. */
  begin(): void {
    this.#depth = 0
    this.#inString = false
    this.#escaped = false
  }

  /** Scans on from `from`; the index just behind the value, or -1 if the value goes on in the next chunk. */
  end(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]
      if (this.#inString) {
        if (this.#stringEndsAt(byte) && this.#depth === 0) return at + 1
      } else if (byte === QUOTE) {
        this.#inString = true
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.#depth++
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        // At depth 0 the bracket belongs to whatever contains this number or literal.
        if (this.#depth === 0) return at
        if (--this.#depth === 0) return at + 1
      } else if (this.#depth === 0 && (byte === COMMA || isBlank(byte))) {
        return at
      }
    }
    return -1
  }

  #stringEndsAt(byte: number | undefined): boolean {
    if (this.#escaped) this.#escaped = false
    else if (byte === BACKSLASH) this.#escaped = true
    else if (byte === QUOTE) {
      this.#inString = false
      return true
    }
    return false
  }
}
