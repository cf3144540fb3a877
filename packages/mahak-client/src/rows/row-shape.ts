import type { EntityDefinition } from '../entities/define-entity.ts'
import { CREDENTIAL_FIELDS, type FieldKind } from '../entities/fields.ts'
import { blankRow } from './read-row.ts'

/** One way of writing rows of an entity: this sequence of canonical keys, each with a value as its kind is written. */
export interface RowShape {
  /** Sticky, over UTF-8 bytes read as Latin-1; its one group is the RowVersion. */
  pattern: RegExp
  /** What takes the place of the closing brace: the members this way of writing leaves out. */
  ending: string
}

// Fifteen digits are exact in a double. What else JSON allows (-0, 1e3, 5.0 for a whole number) is left to readRow.
const WHOLE = '(?:0|-?[1-9]\\d{0,14})'
const PLAIN = '[^"\\\\\\x00-\\x1f]*'
const TEXT = `"${PLAIN}(?:\\\\(?:["\\\\/bfnrt]|u[\\da-fA-F]{4})${PLAIN})*"`

const VALUES: Readonly<Record<FieldKind, string>> = {
  i: WHOLE,
  I: WHOLE,
  d: `${WHOLE}(?:\\.\\d+)?`,
  b: '(?:true|false)',
  s: TEXT,
  t: TEXT,
}

/** The shape of rows with these keys in this order; null if not every key is canonical, or the id is not among them. */
export function shapeOf(definition: EntityDefinition, keys: readonly string[]): RowShape | null {
  const { fields, idKey } = definition
  if (!keys.includes(idKey)) return null
  const members: string[] = []
  for (const key of keys) {
    const kind = fields.get(key)
    if (!kind) return null
    members.push(`"${key}":${patternOf(key, kind, key === idKey)}`)
  }
  const missing = Object.entries(blankRow(definition)).filter(([name]) => !keys.includes(name))
  const ending = missing.map(([name, value]) => `,"${name}":${JSON.stringify(value)}`).join('')
  return { pattern: new RegExp(`\\{${members.join(',')}\\}`, 'y'), ending: `${ending}}` }
}

function patternOf(key: string, kind: FieldKind, isId: boolean): string {
  if (CREDENTIAL_FIELDS.has(key.toLowerCase())) return 'null'
  if (key === 'RowVersion') return `(${WHOLE})`
  return isId || key === 'Deleted' ? VALUES[kind] : `(?:${VALUES[kind]}|null)`
}
