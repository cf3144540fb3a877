import type { EntityDefinition } from '../entities/define-entity.ts'
import { type EntityName, entities, entityNames, type RowOf } from '../entities/entities.ts'
import { CREDENTIAL_FIELDS, type FieldKind } from '../entities/fields.ts'
import { isRecord } from '../is-record.ts'
import { readValue, type Scalar } from './read-value.ts'

/** Why a row could not be read, and its id if that much could be. */
export interface BadRow {
  reason: string
  id?: number
}

export type ReadRow<E extends EntityName> = { row: RowOf<E> } | { bad: BadRow }

type Values = Record<string, Scalar | null>

interface Reader {
  definition: EntityDefinition
  /** Every known spelling is looked up as it is first, then in lower case. */
  byLowerCase: ReadonlyMap<string, readonly [name: string, kind: FieldKind]>
  blank: Readonly<Values>
}

const readers = new Map<EntityName, Reader>(entityNames.map((name) => [name, readerOf(entities[name])]))

/**
 * One row of a GetAllData answer in canonical form, whatever the case of its keys and the form of its values; members no
 * edition of the API names are kept in `_unknown`. What cannot be read is reported and never thrown.
 */
export function readRow<E extends EntityName>(entity: E, value: unknown): ReadRow<E> {
  const reader = readers.get(entity)
  if (!reader || !isRecord(value)) return { bad: { reason: 'not an object' } }
  const values: Values = { ...reader.blank }
  const unknown: [string, unknown][] = []
  let problem: string | undefined
  for (const key of Object.keys(value)) {
    if (CREDENTIAL_FIELDS.has(key.toLowerCase())) continue
    const field = reader.byLowerCase.get(key) ?? reader.byLowerCase.get(key.toLowerCase())
    if (!field) unknown.push([key, value[key]])
    else problem = readField(values, field, value[key]) ?? problem
  }
  const id = values[reader.definition.idKey]
  if (typeof id !== 'number') return { bad: { reason: problem ?? `${reader.definition.idKey} is missing` } }
  if (problem) return { bad: { reason: problem, id } }
  return { row: rowOf<E>(values, unknown) }
}

function readField(values: Values, [name, kind]: readonly [string, FieldKind], raw: unknown): string | undefined {
  const value = readValue(kind, raw)
  if (value === undefined) return `${name} cannot be read`
  // A null twin (`RowVersion: null`) leaves the default of the blank row in place.
  if (value !== null) values[name] = value
  return undefined
}

function rowOf<E extends EntityName>(values: Values, unknown: [string, unknown][]): RowOf<E> {
  const row = unknown.length > 0 ? { ...values, _unknown: Object.fromEntries(unknown) } : values
  // The one place where the table's promise becomes a type: `values` has every field of E, each of its kind.
  return row as unknown as RowOf<E>
}

/** A row of which Mahak tells nothing: every field is there, all but two are null. */
export function blankRow({ fields }: EntityDefinition): Readonly<Values> {
  return { ...Object.fromEntries([...fields.keys()].map((name) => [name, null])), Deleted: false, RowVersion: 0 }
}

function readerOf(definition: EntityDefinition): Reader {
  const fields = [...definition.fields].map(([name, kind]) => [name, kind] as const)
  return {
    definition,
    byLowerCase: new Map(
      fields.flatMap((field) => [
        [field[0], field],
        [field[0].toLowerCase(), field],
      ]),
    ),
    blank: blankRow(definition),
  }
}
