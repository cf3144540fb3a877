import type { WireRow } from './definition.ts'

/** A member as a number; 0 where it is null or missing. */
export function numberIn(members: WireRow | undefined, name: string): number {
  const value = members?.[name]
  return typeof value === 'number' ? value : 0
}

/** A member as text; empty where it is null or missing. */
export function textIn(members: WireRow | undefined, name: string): string {
  const value = members?.[name]
  return typeof value === 'string' ? value : ''
}
