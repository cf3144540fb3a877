import { type KnownRow, RowSplitter, type RowText } from '../answer/row-splitter.ts'
import { type EntityName, entityOfList } from '../entities/entities.ts'
import { KnownShapes } from '../rows/known-shapes.ts'
import { type ReadRow, readRow } from '../rows/read-row.ts'
import type { Change, ChangesSummary, OnBytes, OnChange, ReadVersions } from './changes.ts'

/** Reads one answer from its bytes, hands its rows on and counts them. */
export class Reading {
  readonly summary: ChangesSummary
  total = 0
  readonly #wanted: ReadonlySet<EntityName>
  readonly #shapes = new KnownShapes()
  readonly #splitter: RowSplitter
  readonly #onChange: OnChange
  readonly #onBytes: OnBytes | undefined

  constructor(versions: ReadVersions, onChange: OnChange, onBytes?: OnBytes) {
    this.#wanted = new Set(Object.keys(versions).flatMap((list) => entityOfList(list) ?? []))
    this.summary = { counts: Object.fromEntries([...this.#wanted].map((entity) => [entity, 0])), maxVersions: {} }
    this.#splitter = new RowSplitter(onBytes && ((list, chunk, at) => this.#shapes.recognise(list, chunk, at)))
    this.#onChange = onChange
    this.#onBytes = onBytes
  }

  /** Hands on the rows that end in this chunk; settles when their receiver can take more. */
  async take(chunk: Buffer): Promise<void> {
    for (const row of this.#splitter.push(chunk)) {
      const wait = 'bytes' in row ? this.#handOn(row) : this.#read(row)
      if (wait) await wait
    }
  }

  /** The answer's own members, as `RowSplitter.finish`. */
  finish(): ReadonlyMap<string, unknown> {
    return this.#splitter.finish()
  }

  #handOn({ entity, version, bytes }: KnownRow): void | Promise<void> {
    this.#count(entity, version)
    return this.#onBytes?.(entity, bytes)
  }

  #read({ list, text }: RowText): void | Promise<void> {
    const entity = entityOfList(list)
    if (!entity || !this.#wanted.has(entity)) return
    const value = parse(text)
    const read = value === undefined ? NOT_JSON : readRow(entity, value)
    if ('row' in read) this.#shapes.learn(list, entity, value)
    this.#count(entity, 'row' in read ? read.row.RowVersion : null)
    // The entity and its row belong together by construction, which a union of 57 pairs cannot express.
    return this.#onChange({ entity, ...read } as Change)
  }

  #count(entity: EntityName, version: number | null): void {
    const { counts, maxVersions } = this.summary
    this.total++
    counts[entity] = (counts[entity] ?? 0) + 1
    if (version !== null) maxVersions[entity] = Math.max(maxVersions[entity] ?? 0, version)
  }
}

const NOT_JSON: ReadRow<EntityName> = { bad: { reason: 'not well-formed JSON' } }

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
