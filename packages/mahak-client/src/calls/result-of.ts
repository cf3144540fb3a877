import { member } from '../answer/member.ts'
import { readBoolean } from '../rows/read-value.ts'

/** What an envelope or the result of a row says of itself, null if it says nothing that can be read as yes or no. */
export function resultOf(envelope: unknown): boolean | null {
  const result = member(envelope, 'Result')
  return typeof result === 'object' ? null : (readBoolean(result) ?? null)
}
