import type { Entity, Field, FieldType, WireRow, WireValue } from './definition.ts'

export interface RowError {
  Property: string
  Error: string
}

/** What a client sent of one row: the members it gave, by their wire names, and those that could not be read. */
export interface GivenRow {
  members: WireRow
  deleted: boolean | null
  errors: RowError[]
}

const INT32 = 2 ** 31

/** Reads a row of a request: names in any case, numbers also as text, unknown members left out (§1.3). */
export function readGivenRow(entity: Entity, raw: Readonly<Record<string, unknown>>): GivenRow {
  const given: GivenRow = { members: {}, deleted: null, errors: [] }
  const names = namesOf(entity)
  for (const key in raw) {
    const field = fieldOf(names, key)
    if (!field) continue
    const read = readValue(field.type, raw[key])
    if (read === undefined)
      given.errors.push({ Property: field.name, Error: `The value of ${field.name} is not valid` })
    else if (field === DELETED) given.deleted = read === null ? null : read === true
    else given.members[field.name] = read
  }
  return given
}

const DELETED: Field = { name: 'Deleted', type: 'bool', fallback: false }

interface FieldNames {
  known: Map<string, Field>
  spellings: Map<string, Field | null>
}

const caches = new WeakMap<Entity, FieldNames>()

/** Clients spell a name the same way in every row, so each spelling is folded once. */
function fieldOf({ known, spellings }: FieldNames, key: string): Field | null {
  const seen = spellings.get(key)
  if (seen !== undefined) return seen
  const field = known.get(key.toLowerCase()) ?? null
  if (spellings.size < 1_000) spellings.set(key, field)
  return field
}

function namesOf(entity: Entity): FieldNames {
  const cached = caches.get(entity)
  if (cached) return cached
  const fields = [...entity.head, ...entity.tail, DELETED]
  const names: FieldNames = {
    known: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
    spellings: new Map(),
  }
  caches.set(entity, names)
  return names
}

/** The value in the field's type; undefined if it is none. Empty text is "not given" for everything but text. */
export function readValue(type: FieldType, value: unknown): WireValue | undefined {
  if (value === null || value === undefined) return null
  if (type === 'text') return readText(value)
  if (typeof value === 'string' && value.trim() === '') return null
  if (type === 'bool') return readBool(value)
  if (type === 'date') return typeof value === 'string' ? readDate(value) : undefined
  return readNumber(type, value)
}

function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.includes('\u0000') ? undefined : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function readBool(value: unknown): boolean | undefined {
  const text = String(value).toLowerCase()
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : undefined
}

function readNumber(type: FieldType, value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined
  if (type === 'double') return number
  if (!Number.isSafeInteger(number)) return undefined
  return type === 'int' && (number < -INT32 || number >= INT32) ? undefined : number
}

/** `YYYY-MM-DDTHH:MM:SS`, with a blank, or `YYYY-M-D` (§5.3); a zone is dropped, as dates are local without one. */
function readDate(text: string): string | undefined {
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,7})?\d*)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(
      text.trim(),
    )
  if (!match) return undefined
  const [year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = ''] = match.slice(1)
  const two = (part: string) => part.padStart(2, '0')
  const local = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`
  const instant = new Date(`${local}Z`)
  return Number.isNaN(instant.getTime()) || instant.getUTCDate() !== Number(day) ? undefined : local + fraction
}
