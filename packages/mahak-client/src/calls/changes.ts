import type { EntityName, RowOf } from '../entities/entities.ts'
import type { BadRow } from '../rows/read-row.ts'

/** For each wanted entity the version after which to read; 0 reads everything. */
export type ReadVersions = Partial<Record<EntityName, number>>

/** A row of an entity, told apart by `entity`, or one that could not be read. */
export type Change = { [E in EntityName]: { entity: E; row: RowOf<E> } }[EntityName] | BadChange

export interface BadChange {
  entity: EntityName
  bad: BadRow
}

/** Takes one row; a promise holds the answer back until it is settled. */
export type OnChange = (change: Change) => void | Promise<void>

/**
 * Takes one row as `RowOf<entity>` in JSON, of which each character is one byte of UTF-8 (Latin-1), for who only hands rows
 * on; a promise holds the answer back until it is settled.
 */
export type OnBytes = (entity: EntityName, bytes: string) => void | Promise<void>

export interface ReadOptions {
  signal?: AbortSignal
  /** Is given the rows that came in canonical form in place of `onChange`, which saves the making of objects. */
  onBytes?: OnBytes
}

export interface ChangesSummary {
  /** Rows per wanted entity, bad ones included. */
  counts: Partial<Record<EntityName, number>>
  /** Largest RowVersion per entity, of readable rows only. */
  maxVersions: Partial<Record<EntityName, number>>
}
