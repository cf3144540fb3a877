const MAX_KEY_BYTES = 1_024
// File systems allow 255 bytes in a name; the disk store needs some of them, and escapes a few characters.
const MAX_SEGMENT_BYTES = 200
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const FORBIDDEN = /[\u0000-\u001f\u007f\\]/

export class InvalidObjectKeyError extends Error {
  override readonly name = 'InvalidObjectKeyError'
  constructor(key: string) {
    super(`not a valid object key: ${JSON.stringify(key.slice(0, 100))}`)
  }
}

/**
 * Whether `key` names an object: 1 to 1,024 bytes of UTF-8 in segments of 1 to 200 bytes between slashes, none of them `.` or
 * `..`, without backslashes and control characters. So no key can leave the folder of a store on disk.
 */
export function isObjectKey(key: string): boolean {
  return isWellFormed(key) && key.split('/').every(isSegment)
}

/** A prefix is the start of a key: it may end anywhere, but holds no segment that no key could have. */
export function isKeyPrefix(prefix: string): boolean {
  const complete = prefix.split('/').slice(0, -1)
  return isWellFormed(prefix) && complete.every(isSegment)
}

function isWellFormed(text: string): boolean {
  const bytes = Buffer.from(text)
  // A lone surrogate does not survive the way through UTF-8.
  return bytes.length <= MAX_KEY_BYTES && bytes.toString() === text && !FORBIDDEN.test(text)
}

const isSegment = (segment: string): boolean =>
  segment !== '' && segment !== '.' && segment !== '..' && Buffer.byteLength(segment) <= MAX_SEGMENT_BYTES

export function assertObjectKey(key: string): void {
  if (!isObjectKey(key)) throw new InvalidObjectKeyError(key)
}
