import { createHmac } from 'node:crypto'
import { type EntityName, entityOfList } from '@hybrid-store/mahak-client'
import { completeJson } from './complete-json.ts'
import { treatmentOf } from './shown-fields.ts'

export interface RedactorOptions {
  /** Makes pseudonyms that nobody can turn back, the same for the same text. */
  key: string
  /** Passwords and tokens that must not show wherever they stand. */
  secrets: readonly string[]
}

export interface Redactor {
  /** A body as a capture shows it: JSON by the table of fields, also JSON that breaks off; of other text the beginning. */
  body(text: string): unknown
}

const SECRET = '«redacted»'
const UNREADABLE = '«JSON that cannot be read»'
const TOO_DEEP = '«nested too deeply»'
const MAX_DEPTH = 30
const SHOWN_OF_OTHER_TEXT = 300
const SHORTEST_NAME = 3
/** Searching Mahak's words for more names than these would hold up the calls; such words are not shown. */
const MAX_NAMES = 1_000

/** Tokens, hashes, e-mail addresses, and numbers as long as a mobile or a national code in any digits. */
const SHAPES =
  /eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|\b[0-9a-f]{32}\b|[\w.+-]+@[\w-]+\.[\w.-]+|(?<!«\w*)[+\d۰-۹٠-٩][\d۰-۹٠-٩ -]{6,}[\d۰-۹٠-٩]/giu
const DATE = /^\d{4}-\d\d-\d\d/

/**
 * Redacts one exchange. Texts hidden in one body are hidden in the words of the next as well: Mahak's refusals may quote what
 * they were sent.
 */
export function createRedactor({ key, secrets }: RedactorOptions): Redactor {
  const hidden = new Map(secrets.filter(Boolean).map((secret) => [secret, SECRET]))
  const withoutSecrets = (text: string): string =>
    secrets.filter(Boolean).reduce((left, secret) => left.replaceAll(secret, SECRET), text)

  const pseudonym = (value: string | number): string | number => {
    const text = String(value).trim()
    if (text === '' || text === '0') return value
    const name = `«${createHmac('sha256', key).update(text).digest('hex').slice(0, 12)}»`
    if (text.length >= SHORTEST_NAME) hidden.set(text, name)
    return name
  }

  const words = (text: string): string => {
    if (hidden.size > MAX_NAMES) return SECRET
    const known = [...hidden].reduce((left, [secret, name]) => left.replaceAll(secret, name), text)
    return known.replace(SHAPES, (shape) => (DATE.test(shape) ? shape : SECRET))
  }

  const scalar = (list: EntityName | null, name: string, value: string | number): unknown => {
    const treatment = treatmentOf(list, name, value)
    if (treatment === 'secret') return SECRET
    if (treatment === 'pseudonym') return pseudonym(value)
    if (typeof value === 'number') return value
    return list ? withoutSecrets(value) : words(value)
  }

  const walk = (list: EntityName | null, name: string, value: unknown, depth: number): unknown => {
    if (typeof value === 'string' || typeof value === 'number') return scalar(list, name, value)
    if (typeof value !== 'object' || value === null) return value
    if (depth > MAX_DEPTH) return TOO_DEEP
    if (Array.isArray(value)) return value.map((element) => walk(list, name, element, depth + 1))
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, walk(listAt(list, key, member), key, member, depth + 1)]),
    )
  }

  return {
    body: (text) => {
      const start = text.trimStart()
      if (!/^[[{"]/.test(start)) return words(start.slice(0, SHOWN_OF_OTHER_TEXT))
      const parsed = parseJson(completeJson(start))
      return parsed === undefined ? UNREADABLE : walk(null, '', parsed, 0)
    },
  }
}

/** Rows begin where a member with the name of a list holds a list; results of a save are no rows. */
const listAt = (list: EntityName | null, name: string, value: unknown): EntityName | null =>
  list ?? (Array.isArray(value) ? (entityOfList(name) ?? null) : null)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
