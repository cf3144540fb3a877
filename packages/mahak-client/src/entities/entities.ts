import type { CommonFields, EntityDefinition, TypedDefinition } from './define-entity.ts'
import { documents } from './documents.ts'
import type { FieldsOf } from './fields.ts'
import { goods } from './goods.ts'
import { money } from './money.ts'
import { office } from './office.ts'
import { people } from './people.ts'

const table = { ...goods, ...people, ...documents, ...money, ...office }

type Table = typeof table

/** An entity by the name of its list, in the spelling of SaveAllData's answers: `People`, `VisitorPeople`, `MahakPays`. */
export type EntityName = keyof Table

type IdKeyOf<E extends EntityName> = Table[E] extends TypedDefinition<infer IdKey, string> ? IdKey : never
type OwnFieldsOf<E extends EntityName> =
  Table[E] extends TypedDefinition<string, infer Notation> ? FieldsOf<Notation> : never
type Flat<Shape> = { [Key in keyof Shape]: Shape[Key] }

/**
 * A row as it is read: canonical PascalCase keys, all of them, absent ones null. Its id is always there; without `Deleted`
 * it is not deleted, without `RowVersion` it has version 0. Dates stay Tehran wall-clock text (`fromTehranLocal`).
 */
export type RowOf<E extends EntityName> = Flat<
  Omit<OwnFieldsOf<E> & CommonFields, IdKeyOf<E> | 'Deleted' | 'RowVersion'> &
    Record<IdKeyOf<E>, number> & {
      Deleted: boolean
      RowVersion: number
      /** Members Mahak sent that no known edition of the API names, as they came. */
      _unknown?: Record<string, unknown>
    }
>

/** A row to be saved: any of the entity's fields. Dates may be Tehran wall-clock text or carry a zone. */
export type DraftOf<E extends EntityName> = Partial<OwnFieldsOf<E> & Pick<CommonFields, 'Deleted'>>

/** Name of an entity's list in a save: `people`, `orderDetails`. */
export type SaveListName<E extends EntityName = EntityName> = Uncapitalize<E>

/** What one save carries: lists of rows; only those that are needed. */
export type SaveLists = { [E in EntityName as SaveListName<E>]?: readonly DraftOf<E>[] }

/** The table by list name. */
export const entities: Readonly<Record<EntityName, EntityDefinition>> = table

export const entityNames = Object.keys(table).filter(isEntityName)

const byLowerCase = new Map(entityNames.map((name) => [name.toLowerCase(), name]))

export function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(table, name)
}

/** The entity whose list has this name in any spelling (`companies`, `Mahakpays`, `visitorPeople`), or undefined. */
export function entityOfList(name: string): EntityName | undefined {
  return byLowerCase.get(name.toLowerCase())
}
