import { member, textMember, wholeMember } from '../answer/member.ts'
import { resultOf } from './result-of.ts'

/** The fate of one row. `index` is its zero-based place in the list it was sent in. */
export interface SavedRow {
  ok: boolean
  index: number
  clientId?: number
  /** Mahak's id of the row. */
  id?: number
  rowVersion?: number
  /** Why Mahak refused the row; `property` may name several fields, joined by commas. */
  errors?: { property: string; error: string }[]
}

type SentRow = Readonly<Record<string, unknown>>

/**
 * Gives each sent row its result: by EntityClientId where the result has one, else by its Index, which counts from 1 (§5.2).
 * Null if a row is left without a result.
 */
export function matchResults(
  answers: readonly unknown[],
  rows: readonly SentRow[],
  clientIdKey: string | null,
): SavedRow[] | null {
  const placeOf = placesByClientId(rows, clientIdKey)
  const saved = new Map<number, SavedRow>()
  for (const answer of answers) {
    const clientId = wholeMember(answer, 'EntityClientId')
    const place = (clientId === null ? undefined : placeOf.get(clientId)) ?? (wholeMember(answer, 'Index') ?? 0) - 1
    if (place >= 0 && place < rows.length && !saved.has(place)) saved.set(place, savedRow(answer, place))
  }
  const inOrder = rows.flatMap((row, index) => {
    const result = saved.get(index)
    return result ? [{ ...result, ...clientIdOf(row, clientIdKey) }] : []
  })
  return inOrder.length === rows.length ? inOrder : null
}

function savedRow(answer: unknown, index: number): SavedRow {
  const accepted = resultOf(answer) === true
  const id = wholeMember(answer, 'EntityId')
  const rowVersion = wholeMember(answer, 'RowVersion')
  return {
    ok: accepted,
    index,
    ...(id === null ? {} : { id }),
    ...(rowVersion === null ? {} : { rowVersion }),
    ...(accepted ? {} : { errors: errorsOf(member(answer, 'Errors')) }),
  }
}

function errorsOf(errors: unknown): { property: string; error: string }[] {
  if (!Array.isArray(errors)) return []
  return errors.map((entry) => ({
    property: textMember(entry, 'Property') ?? '',
    error: textMember(entry, 'Error') ?? '',
  }))
}

/** Where each ClientId stands; one that stands twice cannot tell rows apart and is left out. */
function placesByClientId(rows: readonly SentRow[], key: string | null): Map<number, number> {
  const places = new Map<number, number>()
  const doubled = new Set<number>()
  for (const [place, row] of rows.entries()) {
    const { clientId } = clientIdOf(row, key)
    if (clientId === undefined || clientId === 0) continue
    if (places.has(clientId)) doubled.add(clientId)
    places.set(clientId, place)
  }
  for (const clientId of doubled) places.delete(clientId)
  return places
}

function clientIdOf(row: SentRow, key: string | null): { clientId?: number } {
  const value = key === null ? undefined : row[key]
  return typeof value === 'number' ? { clientId: value } : {}
}
