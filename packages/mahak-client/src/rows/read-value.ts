import type { FieldKind } from '../entities/fields.ts'

export type Scalar = string | number | boolean

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/

/** A member of a row as its field's kind, null if it is empty, undefined if it cannot be read as that kind. */
export function readValue(kind: FieldKind, value: unknown): Scalar | null | undefined {
  if (value === null || value === undefined) return null
  switch (kind) {
    case 's':
    case 't':
      return readText(value)
    case 'b':
      return readBoolean(value)
    case 'd':
      return readNumber(value)
    case 'i':
    case 'I':
      return readWhole(value)
  }
}

function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** Mahak writes numbers, but some of its clients' rows come back with numbers in quotes (§1.3). */
function readNumber(value: unknown): number | null | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (text === '') return null
  const number = NUMBER.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

function readWhole(value: unknown): number | null | undefined {
  const number = readNumber(value)
  return number === null || Number.isSafeInteger(number) ? number : undefined
}

/** `true`, `"True"`, `1` and `"1"` are one: the official plugin itself compares loosely (§1.4). */
export function readBoolean(value: unknown): boolean | null | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  switch (String(value).trim().toLowerCase()) {
    case 'true':
    case '1':
      return true
    case 'false':
    case '0':
      return false
    case '':
      return null
    default:
      return undefined
  }
}
