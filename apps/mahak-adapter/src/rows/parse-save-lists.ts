import { fail, ok, type Result } from '@hybrid-store/kernel'
import { entityOfList, problemsOfDraft, type SaveLists } from '@hybrid-store/mahak-client'

export interface FieldError {
  field: string
  message: string
}

type RawRow = Readonly<Record<string, unknown>>

// Mahak's answers to a save have no place for these, so nobody could tell whether they were stored (§5.2).
const READ_ONLY = new Set(['Regions', 'OrderTaxStatuses'])

/** Lists whose rows have only known fields of the right kind; otherwise every wrong field by its place. */
export function parseSaveLists(
  body: Readonly<Record<string, readonly RawRow[]>>,
): Result<SaveLists, { code: 'invalid_request'; errors: FieldError[] }> {
  const errors = Object.entries(body).flatMap(([list, rows]) => errorsOfList(list, rows))
  // Checked field by field against the table the type is made from.
  return errors.length > 0 ? fail({ code: 'invalid_request', errors }) : ok(body as SaveLists)
}

function errorsOfList(list: string, rows: readonly RawRow[]): FieldError[] {
  const entity = entityOfList(list)
  if (!entity || READ_ONLY.has(entity) || list.charAt(0) !== entity.charAt(0).toLowerCase()) {
    return [{ field: `body.${list}`, message: 'no rows are saved under this name' }]
  }
  return rows.flatMap((row, index) =>
    problemsOfDraft(entity, row).map(({ field, message }) => ({ field: `body.${list}.${index}.${field}`, message })),
  )
}
