export type FieldType = 'int' | 'long' | 'double' | 'text' | 'bool' | 'date'
export type WireValue = string | number | boolean | null

/** A row's own members by their wire names, without the common ones the server adds. */
export type WireRow = Record<string, WireValue>

/** Whose rows a visitor sees; the SQL of each is in `visibility.ts`. */
export type Scope = 'all' | 'own' | 'shared' | 'child' | 'linked' | 'of-person' | 'product' | 'stock'

/** One line of the appendix, as compact as the reference prints it. */
export interface EntitySpec {
  /** Key in GetAllData's answer. */
  list: string
  /** Singular, as in `from<Name>Version`. */
  name: string
  firstId: number
  /** `Name type, …`; what follows `|` comes after the common fields. */
  fields: string
  /** Name of the id member, `<name>Id` unless told. */
  id?: string
  /** Member that names the row this one hangs on. */
  parent?: string
  /** Links without which a row is refused. */
  required?: readonly string[]
  /** What makes a row without a client id the same row again. */
  naturalKey?: readonly string[]
  scope?: Scope
  /** Member that the desktop's search box looks into. */
  search?: string
  /** The common members the rows have, if not all of them. */
  common?: readonly string[]
  /** Key in SaveAllData's answer if it differs; null where clients cannot save. */
  save?: string | null
}

export interface Field {
  name: string
  type: FieldType
  /** What stands in the row when nobody gave a value. */
  fallback: WireValue
}

/** A member that can also be given as the other row's client id or desktop code (`…ClientId`, `…Code`). */
export interface Link {
  idField: string
  clientIdField: string
  codeField: string
  /** The entity it points to. */
  to: string
}

export interface Entity {
  list: string
  name: string
  saveKey: string | null
  idField: string
  clientIdField: string | null
  codeField: string | null
  /** Members before and after the common ones. */
  head: readonly Field[]
  tail: readonly Field[]
  links: readonly Link[]
  required: readonly string[]
  naturalKey: readonly string[] | null
  parentField: string | null
  /** Entity of the parent, where it is known by its name. */
  parentEntity: string | null
  ownerField: string | null
  searchField: string | null
  scope: Scope
  commonFields: readonly string[]
  firstId: number
}

/** The server's members of every row (§4.1), in the order of the captures. */
export const COMMON_FIELDS = [
  'Deleted',
  'DataHash',
  'CreateDate',
  'UpdateDate',
  'CreateSyncId',
  'UpdateSyncId',
  'RowVersion',
] as const

const TYPES: Record<string, FieldType> = { i: 'int', I: 'long', d: 'double', s: 'text', b: 'bool', t: 'date' }

/** Turns the appendix' lines into definitions; `Order` and `OrderClientId` in them make the links. */
export function defineEntities(specs: readonly EntitySpec[]): Entity[] {
  const listOf = new Map(specs.map((spec) => [spec.name, spec.list]))
  return specs.map((spec) => define(spec, listOf))
}

function define(spec: EntitySpec, listOf: ReadonlyMap<string, string>): Entity {
  const [head = [], tail = []] = spec.fields
    .split('|')
    .map((part) => part.split(',').map((field) => parseField(field, spec)))
  const names = new Set([...head, ...tail].map((field) => field.name))
  const own = (suffix: string) => (names.has(`${spec.name}${suffix}`) ? `${spec.name}${suffix}` : null)
  return {
    list: spec.list,
    name: spec.name,
    saveKey: spec.save === undefined ? spec.list : spec.save,
    idField: spec.id ?? `${spec.name}Id`,
    clientIdField: own('ClientId'),
    codeField: own('Code'),
    head,
    tail,
    links: [...listOf]
      .filter(([name]) => name !== spec.name && names.has(`${name}Id`) && names.has(`${name}ClientId`))
      .map(toLink),
    required: spec.required ?? [],
    naturalKey: spec.naturalKey ?? null,
    parentField: spec.parent ?? null,
    parentEntity: listOf.get(spec.parent?.replace(/Id$/, '') ?? '') ?? null,
    ownerField: names.has('VisitorId') ? 'VisitorId' : null,
    searchField: spec.search ?? null,
    scope: spec.scope ?? 'all',
    commonFields: spec.common ?? COMMON_FIELDS,
    firstId: spec.firstId,
  }
}

const toLink = ([name, list]: [string, string]): Link => ({
  idField: `${name}Id`,
  clientIdField: `${name}ClientId`,
  codeField: `${name}Code`,
  to: list,
})

function parseField(text: string, spec: EntitySpec): Field {
  const [name = '', letter = ''] = text.trim().split(' ')
  const type = TYPES[letter]
  if (!type) throw new Error(`${spec.list}: no field type "${letter}" in "${text}"`)
  return { name, type, fallback: fallbackOf(name, type, spec) }
}

/** Numbers are 0 and references null in rows nobody filled (Appendix B); its own numbers are never null. */
function fallbackOf(name: string, type: FieldType, spec: EntitySpec): WireValue {
  if (type === 'text' || type === 'date') return null
  if (type === 'bool') return false
  const isReference = name.endsWith('Id') && !name.endsWith('ClientId') && name !== `${spec.name}Id`
  return isReference || name.startsWith('UnitCode') || name === 'FileSize' ? null : 0
}
