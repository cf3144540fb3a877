import { tidyPersian } from '@hybrid-store/kernel'
import { type Change, type EntityName, entities, entityNames } from '@hybrid-store/mahak-client'

// Addresses, file names and hashes mean exactly what they say.
const VERBATIM = new Set(['Url', 'FileName', 'DataHash', 'PictureHash'])

const textFields = new Map<EntityName, readonly string[]>(
  entityNames.map((name) => [
    name,
    [...entities[name].fields].flatMap(([field, kind]) => (kind === 's' && !VERBATIM.has(field) ? [field] : [])),
  ]),
)

/**
 * A row with its texts as people should see them: the desktop sends trailing blanks and Arabic ي and ك (§4.1). What a text was
 * before stands in `_original` under the field's name, where it differs.
 */
export function tidyRow(entity: EntityName, row: Extract<Change, { row: unknown }>['row']): Record<string, unknown> {
  const tidied: Record<string, unknown> = { ...row }
  const original: Record<string, string> = {}
  for (const field of textFields.get(entity) ?? []) {
    const text = tidied[field]
    if (typeof text !== 'string' || text === '') continue
    const tidy = tidyPersian(text)
    if (tidy === text) continue
    tidied[field] = tidy
    original[field] = text
  }
  return Object.keys(original).length > 0 ? { ...tidied, _original: original } : tidied
}
