import { tidyPersian } from '@hybrid-store/kernel'
import { type EntityName, entities, entityNames } from '@hybrid-store/mahak-client'

// Addresses, file names and hashes mean exactly what they say.
const VERBATIM = new Set(['Url', 'FileName', 'DataHash', 'PictureHash'])

const textFields = new Map<EntityName, ReadonlySet<string>>(
  entityNames.map((name) => [
    name,
    new Set(
      [...entities[name].fields].flatMap(([field, kind]) => (kind === 's' && !VERBATIM.has(field) ? [field] : [])),
    ),
  ]),
)

/** Whether what stands in this field is text for people. */
export function hasTidyText(entity: EntityName, field: string): boolean {
  return textFields.get(entity)?.has(field) ?? false
}

// Codes, barcodes and Latin words are the most texts of a row, and tidy by nature.
const PLAIN = /^[\x21-\x7e]*$/

/**
 * A row with its texts as people should see them: the desktop sends trailing blanks and Arabic ي and ك (§4.1). What a text was
 * before stands in `_original` under the field's name, where it differs.
 */
export function tidyRow(entity: EntityName, row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const original: Record<string, string> = {}
  const tidy: Record<string, string> = {}
  for (const field of textFields.get(entity) ?? []) {
    const text = row[field]
    if (typeof text !== 'string' || PLAIN.test(text)) continue
    const better = tidyPersian(text)
    if (better === text) continue
    tidy[field] = better
    original[field] = text
  }
  return Object.keys(original).length > 0 ? { ...row, ...tidy, _original: original } : row
}
