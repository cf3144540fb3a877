import { type FieldKind, type FieldsOf, type NamesOf, parseFields } from './fields.ts'

/** What is known of one of Mahak's 57 entities, in the words of the Mahak API reference §3 and Appendix A. */
export interface EntityDefinition {
  /** Name of one row, from which Mahak derives the others: `Person`. */
  readonly singular: string
  /** Member of a GetAllData request: `fromPersonVersion`. */
  readonly versionMember: string
  /** Key given by the cloud: `PersonId`. Every row has it. */
  readonly idKey: string
  /** Key chosen by the client that creates a row: `PersonClientId`; null where the entity has none. */
  readonly clientIdKey: string | null
  /** Number inside the desktop program: `PersonCode`; null where the entity has none. */
  readonly codeKey: string | null
  readonly fields: ReadonlyMap<string, FieldKind>
}

/** An entity as the table declares it: the literal types live on, so that its row type follows from the table. */
export interface TypedDefinition<IdKey extends string, Fields extends string> extends EntityDefinition {
  readonly idKey: IdKey
  /** Only a carrier of types; it holds the notation the fields were read from. */
  readonly notation: Fields
}

// Every row has these; Swagger leaves most of them out, the wire never does (§4.1).
const COMMON = 'Deleted b, DataHash s, CreateDate t, UpdateDate t, CreateSyncId i, UpdateSyncId i, RowVersion I'

export type CommonFields = FieldsOf<typeof COMMON>

/**
 * Defines an entity from the notation of Appendix A, e.g. `'StoreId i, StoreClientId I, Name s'`; `idKey` is told only
 * where it is not `<singular>Id`.
 */
export function defineEntity<Singular extends string, Fields extends string, IdKey extends string = `${Singular}Id`>(
  singular: Singular,
  notation: Fields,
  idKey?: IdKey & NamesOf<Fields>,
): TypedDefinition<IdKey, Fields> {
  const fields = parseFields(`${notation}, ${COMMON}`)
  const existing = (key: string): string | null => (fields.has(key) ? key : null)
  return {
    singular,
    versionMember: `from${singular}Version`,
    idKey: (idKey ?? `${singular}Id`) as IdKey,
    clientIdKey: existing(`${singular}ClientId`),
    codeKey: existing(`${singular}Code`),
    fields,
    notation,
  }
}
