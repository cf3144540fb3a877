/** Kinds of records whose way to the books has a page of its own. */
const WITH_PAGE: ReadonlySet<string> = new Set([
  'order',
  'return',
  'refund',
  'collection',
  'customer',
  'address',
  'product',
  'picture',
  'gallery',
])

/** The page that lists the issues of one kind. */
export const addressOfKind = ({ entity, code, field }: { entity: string; code: string; field: string }): string =>
  `/sync/issues?${new URLSearchParams({ entity, code, field })}`

/** The page of a record's way to the books; null for what is no record of the store. */
export const addressOfRecord = (entity: string, recordId: string): string | null =>
  WITH_PAGE.has(entity) ? `/sync/records/${entity}/${encodeURIComponent(recordId)}` : null
