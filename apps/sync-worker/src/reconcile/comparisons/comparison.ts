import type { Digests, Queryable, Sql, Tx } from '@hybrid-store/database'
import type { PulledEntity } from '../../data-transformer/remote-entities.ts'
import type { EntityGroup } from '../../pull/entity-groups.ts'
import type { Account } from '../../sync-deps.ts'
import type { ApplyContext } from '../../upsert-engine/applier.ts'
import type { Drift, Fields } from '../drift.ts'

/** A record that was looked into. */
export interface Compared {
  localId: string
  recordId: string
  /** Whether news of it is on its way in either direction, so that a difference means nothing yet. */
  moving: boolean
  drifts: Drift[]
}

/** What a side says of records, by their ids (of stock by variant and store); null for those that are deleted. */
export type Sayings = ReadonlyMap<string, Fields | null>

/** How the records of one kind are compared with the books. */
export interface Comparison {
  /** As reports name it. */
  entity: PulledEntity
  /** Rows that travel with the record and are looked at with it. */
  parts?: readonly PulledEntity[]
  /** What must have been read in full before. */
  groups: readonly EntityGroup[]
  /** Fields whose values are not shown. */
  personal?: ReadonlySet<string>
  /** Digests of the shop's records. */
  digest(db: Queryable): Promise<Digests>
  /** What the mirror says of them, as rows `(id text, content text)` of the shop's ids. */
  mirror(accountId: number): Sql
  /** What the shop says of these records. */
  here(db: Queryable, account: Account, localIds: readonly string[]): Promise<Sayings>
  /** Looks into these records; `tx` sees everything as of one moment. */
  compare(tx: Tx, context: ApplyContext, localIds: readonly string[]): Promise<Compared[]>
}
