/** Requests are matched in any case (§1.3), so their members are looked up in lower case. */
export function foldKeys(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]))
}

/** A whole number, also as text (§1.3); null for everything else. */
export function wholeNumber(value: unknown): number | null {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return null
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : null
}

const INT32 = 2 ** 31

/** An id or a type: a whole number of 32 bits, also as text; null for everything else. */
export function int32(value: unknown): number | null {
  const number = wholeNumber(value)
  return number !== null && number >= -INT32 && number < INT32 ? number : null
}
