import { fromTehranLocal, toTehranLocal } from '@hybrid-store/kernel'
import { type EntityName, entities } from '../entities/entities.ts'
import type { FieldKind } from '../entities/fields.ts'
import { readValue } from './read-value.ts'

const WITH_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/

/**
 * A row as SaveAllData takes it: camelCase keys, times as Tehran wall-clock text. Expects a row that `problemsOfDraft` finds
 * nothing wrong with.
 */
export function writeRow(entity: EntityName, draft: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { fields } = entities[entity]
  return Object.fromEntries(
    Object.entries(draft)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [camelCase(name), writeValue(fields.get(name), value)]),
  )
}

/** What is wrong with a row before it is sent: fields the entity does not have, and values of another kind. */
export function problemsOfDraft(
  entity: EntityName,
  draft: Readonly<Record<string, unknown>>,
): { field: string; message: string }[] {
  const { fields, singular } = entities[entity]
  return Object.entries(draft).flatMap(([field, value]) => {
    const kind = fields.get(field)
    if (!kind) return [{ field, message: `${singular} has no such field` }]
    return fits(kind, value) ? [] : [{ field, message: `is not of kind ${kind}` }]
  })
}

function fits(kind: FieldKind, value: unknown): boolean {
  if (kind !== 't' || typeof value !== 'string') return readValue(kind, value) !== undefined
  return WITH_ZONE.test(value) ? !Number.isNaN(Date.parse(value)) : fromTehranLocal(value) !== null
}

function writeValue(kind: FieldKind | undefined, value: unknown): unknown {
  return kind === 't' && typeof value === 'string' && WITH_ZONE.test(value) ? toTehranLocal(new Date(value)) : value
}

/** `PersonClientId` → `personClientId`, `CarrierID` → `carrierID`. */
const camelCase = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
