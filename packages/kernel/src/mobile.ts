import { toAsciiDigits } from './digits.ts'

/**
 * An Iranian mobile number in any usual spelling (`0912…`, `912…`, `+98…`, `0098…`, Persian digits, blanks, dashes)
 * as E.164 `+989xxxxxxxxx`; null if it is none. Prefix lists go stale, so only the shape is checked.
 */
export function parseMobile(input: string): string | null {
  const digits = toAsciiDigits(input).replace(/[\s\u200c\u200e\u200f()-]/g, '')
  const match = /^(?:\+98|0098|98|0)?(9\d{9})$/.exec(digits)
  return match ? `+98${match[1]}` : null
}
