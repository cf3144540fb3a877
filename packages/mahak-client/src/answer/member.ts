import { isRecord } from '../is-record.ts'

/** The member of this name in any case, undefined if `value` has none or is no object. */
export function member(value: unknown, name: string): unknown {
  if (!isRecord(value)) return undefined
  if (Object.hasOwn(value, name)) return value[name]
  const wanted = name.toLowerCase()
  const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === wanted)
  return key === undefined ? undefined : value[key]
}

export function textMember(value: unknown, name: string): string | null {
  const found = member(value, name)
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null
}

export function wholeMember(value: unknown, name: string): number | null {
  const found = member(value, name)
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}
