import { tidyPersian } from '@hybrid-store/kernel'
import type { EntityName } from '@hybrid-store/mahak-client'
import { hasTidyText } from './tidy-row.ts'
import { bytesOf, textOf } from './utf8-bytes.ts'

const PLAIN = '[!-\\[\\]-~]*'
// U+0600 to U+06FF but for ك ى ي, which become Persian, and for the signs that combine with the letter before them.
const PERSIAN = '[\\xd8-\\xdb][\\x80-\\xbf](?<!\\xd8[\\x90-\\x9a]|\\xd9[\\x83\\x89-\\x9f\\xb0]|\\xdb[\\x96-\\xad])'
const INNER_BLANK = '(?<!") (?![ "])'
const INNER_ZWNJ = '(?<!")\\xe2\\x80\\x8c(?!")'
const QUOTES = '\\xc2[\\xab\\xbb]'
const ESCAPED = '\\\\["\\\\/]'

/** JSON, as the bytes of its UTF-8, of which all texts are tidy for certain; others may be. */
const TIDY = new RegExp(`^${PLAIN}(?:(?:${[INNER_BLANK, PERSIAN, ESCAPED, INNER_ZWNJ, QUOTES].join('|')})${PLAIN})*$`)

const TEXT_MEMBER = /"(\w+)":("[^"\\]*(?:\\.[^"\\]*)*")/g

/** The same as `tidyRow` for a row that is the bytes of canonical JSON. */
export function tidyBytes(entity: EntityName, row: string): string {
  if (TIDY.test(row)) return row
  const originals: string[] = []
  const tidied = row.replace(TEXT_MEMBER, (member: string, field: string, text: string) => {
    const better = hasTidyText(entity, field) ? tidyText(text) : text
    if (better === text) return member
    originals.push(member)
    return `"${field}":${better}`
  })
  return originals.length === 0 ? row : `${tidied.slice(0, -1)},"_original":{${originals.join(',')}}}`
}

function tidyText(json: string): string {
  if (TIDY.test(json)) return json
  const text: unknown = JSON.parse(textOf(json))
  const better = tidyPersian(String(text))
  return better === text ? json : bytesOf(JSON.stringify(better))
}
