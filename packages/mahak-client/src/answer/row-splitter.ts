import type { EntityName } from '../entities/entities.ts'
import { BrokenAnswer } from '../failure.ts'
import { isBlank, ValueScanner } from './value-scanner.ts'

/** An element of one of the answer's lists, as the JSON text Mahak wrote. */
export interface RowText {
  list: string
  text: string
}

/** A row that was recognised where it stands in a chunk. */
export interface KnownRow {
  entity: EntityName
  /** The row in canonical form, as JSON of which each character is one byte of UTF-8 (Latin-1). */
  bytes: string
  version: number
  /** Index just behind it. */
  end: number
}

/** Tries to recognise the element of a list that begins at `at`; null leaves it to the splitter. */
export type Recognise = (list: string, chunk: Buffer, at: number) => KnownRow | null

/** What may come next. */
type Expected = 'answer' | 'first name' | 'name' | 'colon' | 'value' | 'first element' | 'element' | 'comma' | 'nothing'
/** The nesting of a GetAllData answer: `{"Data":{"Objects":{"Products":[…]}}}`. */
type Container = 'answer' | 'data' | 'objects' | 'list'

const MAX_VALUE_BYTES = 8 * 1024 * 1024
const BYTE_ORDER_MARK = new Set([0xef, 0xbb, 0xbf])
const byte = (character: string): number => character.charCodeAt(0)
const [QUOTE, COLON, COMMA] = [byte('"'), byte(':'), byte(',')]
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [byte('{'), byte('}'), byte('['), byte(']')]

/**
 * Takes the bytes of a GetAllData answer as they arrive, in any chunks, and gives its rows one by one; memory holds no more
 * than the row that a chunk cuts in two. Keys are matched without regard to case. Whether the answer was complete is known
 * only at `finish`. Anything that is no JSON document, outside of the rows themselves, throws BrokenAnswer.
 */
export class RowSplitter {
  readonly #recognise: Recognise
  readonly #scanner = new ValueScanner()
  readonly #containers: Container[] = []
  readonly #envelope = new Map<string, unknown>()
  #expected: Expected = 'answer'
  #name = ''
  #list = ''
  #capturing: 'name' | 'value' | null = null
  #pieces: Buffer[] = []
  #pieceBytes = 0
  #rows: (RowText | KnownRow)[] = []

  constructor(recognise: Recognise = () => null) {
    this.#recognise = recognise
  }

  /** The rows that end in this chunk, in their order. */
  push(chunk: Buffer): (RowText | KnownRow)[] {
    let at = 0
    while (at < chunk.length) {
      if (this.#capturing) at = this.#capture(chunk, at)
      else if (isBlank(chunk[at])) at++
      else at = this.#takeKnown(chunk, at) ?? (this.#step(chunk[at]) ? at : at + 1)
    }
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  /** The answer's own members (`result`, `code`, `message` …) by lower-case name. Throws if the answer was cut off. */
  finish(): ReadonlyMap<string, unknown> {
    if (this.#expected !== 'nothing') throw new BrokenAnswer('the answer was cut off')
    return this.#envelope
  }

  /** The index behind the row at `at`, if one is expected there and is recognised. */
  #takeKnown(chunk: Buffer, at: number): number | undefined {
    if (this.#expected !== 'element' && this.#expected !== 'first element') return undefined
    const row = this.#recognise(this.#list, chunk, at)
    if (!row) return undefined
    this.#rows.push(row)
    this.#expected = 'comma'
    return row.end
  }

  /** Moves on by one structural byte; true if the byte is the first of a name or value and has to be captured. */
  #step(next: number | undefined): boolean {
    switch (this.#expected) {
      case 'answer':
        if (next === OPEN_OBJECT) return this.#enter('answer')
        if (next !== undefined && BYTE_ORDER_MARK.has(next)) return false
        throw new BrokenAnswer('the answer is not JSON')
      case 'first name':
        return next === CLOSE_OBJECT ? this.#leave() : this.#beginName(next)
      case 'name':
        return this.#beginName(next)
      case 'colon':
        return this.#pass(next, COLON, 'value')
      case 'value':
        return this.#beginValue(next)
      case 'first element':
        return next === CLOSE_LIST ? this.#leave() : this.#beginCapture('value', next)
      case 'element':
        return this.#beginCapture('value', next)
      case 'comma':
        return this.#endOrGoOn(next)
      case 'nothing':
        throw new BrokenAnswer('something follows the answer')
    }
  }

  #enter(container: Container): false {
    this.#containers.push(container)
    this.#expected = container === 'list' ? 'first element' : 'first name'
    return false
  }

  #leave(): false {
    this.#containers.pop()
    this.#expected = this.#containers.length === 0 ? 'nothing' : 'comma'
    return false
  }

  #pass(next: number | undefined, wanted: number, expected: Expected): false {
    if (next !== wanted) throw new BrokenAnswer('the answer is not well-formed JSON')
    this.#expected = expected
    return false
  }

  #endOrGoOn(next: number | undefined): false {
    const inList = this.#containers.at(-1) === 'list'
    if (next === (inList ? CLOSE_LIST : CLOSE_OBJECT)) return this.#leave()
    return this.#pass(next, COMMA, inList ? 'element' : 'name')
  }

  #beginName(next: number | undefined): true {
    if (next !== QUOTE) throw new BrokenAnswer('the answer is not well-formed JSON')
    return this.#beginCapture('name', next)
  }

  #beginValue(next: number | undefined): boolean {
    const container = this.#containers.at(-1)
    const name = this.#name.toLowerCase()
    if (next === OPEN_OBJECT && container === 'answer' && name === 'data') return this.#enter('data')
    if (next === OPEN_OBJECT && container === 'data' && name === 'objects') return this.#enter('objects')
    if (next === OPEN_LIST && container === 'objects') {
      this.#list = this.#name
      return this.#enter('list')
    }
    return this.#beginCapture('value', next)
  }

  #beginCapture(what: 'name' | 'value', next: number | undefined): true {
    if (next === COMMA || next === CLOSE_OBJECT || next === CLOSE_LIST) {
      throw new BrokenAnswer('the answer is not well-formed JSON')
    }
    this.#capturing = what
    this.#scanner.begin()
    return true
  }

  #capture(chunk: Buffer, from: number): number {
    const end = this.#scanner.end(chunk, from)
    this.#pieces.push(chunk.subarray(from, end === -1 ? undefined : end))
    this.#pieceBytes += (end === -1 ? chunk.length : end) - from
    if (this.#pieceBytes > MAX_VALUE_BYTES) throw new BrokenAnswer('a row is too large')
    if (end === -1) return chunk.length
    this.#captured(this.#takePieces())
    return end
  }

  #takePieces(): string {
    const [only] = this.#pieces
    const bytes = this.#pieces.length === 1 && only ? only : Buffer.concat(this.#pieces)
    this.#pieces = []
    this.#pieceBytes = 0
    return bytes.toString('utf8')
  }

  #captured(text: string): void {
    const container = this.#containers.at(-1)
    if (this.#capturing === 'name') {
      this.#name = String(parse(text))
      this.#expected = 'colon'
    } else {
      if (container === 'list') this.#rows.push({ list: this.#list, text })
      else if (container === 'answer') this.#envelope.set(this.#name.toLowerCase(), parse(text))
      else if (container === 'objects' && text !== 'null') throw new BrokenAnswer(`${this.#name} is not a list`)
      this.#expected = 'comma'
    }
    this.#capturing = null
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BrokenAnswer('the answer is not well-formed JSON')
  }
}
