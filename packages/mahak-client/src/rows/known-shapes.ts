import type { KnownRow } from '../answer/row-splitter.ts'
import { type EntityName, entities } from '../entities/entities.ts'
import { isRecord } from '../is-record.ts'
import { type RowShape, shapeOf } from './row-shape.ts'

/** The ways in which one list was seen to be written, by their keys; null where none of its rows can be recognised. */
interface KnownList {
  entity: EntityName
  shapes: Map<string, RowShape | null>
}

// Mahak writes all rows of a list alike. One that does otherwise is read row by row, which is slower and nothing worse.
const MAX_SHAPES = 4

/**
 * What was learnt from the rows of one answer about how its lists are written. Most of an answer repeats the shape of the
 * first row, so that one regular expression finds where a row ends, that each of its values is of its kind, and its version,
 * with no object made.
 */
export class KnownShapes {
  readonly #lists = new Map<string, KnownList>()
  #chunk: Buffer | null = null
  #bytes = ''

  /** Takes note of how a row of this list is written. */
  learn(list: string, entity: EntityName, row: unknown): void {
    const { shapes } = this.#lists.get(list) ?? this.#begin(list, entity)
    if (shapes.size >= MAX_SHAPES || !isRecord(row)) return
    const keys = Object.keys(row)
    const name = keys.join()
    if (!shapes.has(name)) shapes.set(name, shapeOf(entities[entity], keys))
  }

  /** The row that begins at `at`, if all of it is in this chunk and in a shape that is known. */
  recognise(list: string, chunk: Buffer, at: number): KnownRow | null {
    const known = this.#lists.get(list)
    if (!known) return null
    if (chunk !== this.#chunk) {
      this.#chunk = chunk
      this.#bytes = chunk.toString('latin1')
    }
    for (const shape of known.shapes.values()) {
      const row = shape && match(known.entity, shape, this.#bytes, at)
      if (row) return row
    }
    return null
  }

  #begin(list: string, entity: EntityName): KnownList {
    const known = { entity, shapes: new Map<string, RowShape | null>() }
    this.#lists.set(list, known)
    return known
  }
}

function match(entity: EntityName, { pattern, ending }: RowShape, text: string, at: number): KnownRow | null {
  pattern.lastIndex = at
  const found = pattern.exec(text)
  if (!found) return null
  const [bytes, version] = found
  return {
    entity,
    bytes: ending === '}' ? bytes : bytes.slice(0, -1) + ending,
    version: Number(version ?? 0),
    end: pattern.lastIndex,
  }
}
