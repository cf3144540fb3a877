import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { FieldConflict, Side, Value } from './three-way.ts'

export type NewConflict = FieldConflict & {
  accountId: number
  entity: 'customer' | 'address' | 'product'
  localId: string
}

/** A field both sides have changed, as people get to see it. */
export interface Conflict {
  id: number
  /** customer, address or product. */
  entity: string
  recordId: string
  field: string
  base: Value
  store: Value
  mahak: Value
  winner: Side
  /** `both_changed`, `never_agreed`, or `person` once somebody has decided. */
  rule: string
  at: Date
  resolvedBy: string | null
  resolvedAt: Date | null
}

export async function insertConflicts(tx: Tx, conflicts: readonly NewConflict[]): Promise<void> {
  if (conflicts.length === 0) return
  const json = (key: 'base' | 'store' | 'mahak') => conflicts.map((conflict) => JSON.stringify(conflict[key]))
  await tx.run(sql`
    insert into sync.conflict (account_id, entity, local_id, field, base_value, store_value, mahak_value, winner, rule)
    select * from unnest(${conflicts.map(({ accountId }) => accountId)}::int[],
      ${conflicts.map(({ entity }) => entity)}::text[], ${conflicts.map(({ localId }) => localId)}::text[],
      ${conflicts.map(({ field }) => field)}::text[], ${json('base')}::jsonb[], ${json('store')}::jsonb[],
      ${json('mahak')}::jsonb[], ${conflicts.map(({ winner }) => winner)}::text[],
      ${conflicts.map(({ rule }) => rule)}::text[])`)
}

const columns = sql`id, entity, local_id as "recordId", field, base_value as base, store_value as store,
  mahak_value as mahak, winner, rule, at, resolved_by as "resolvedBy", resolved_at as "resolvedAt"`

/** The conflicts before `beforeId`, newest first. */
export const readConflicts = (db: Queryable, limit: number, beforeId: number | null = null): Promise<Conflict[]> =>
  db.rows(sql`
    select ${columns} from sync.conflict where (${beforeId}::bigint is null or id < ${beforeId}) order by id desc limit ${limit}`)

export const lockConflict = (tx: Tx, id: number): Promise<Conflict | null> =>
  tx.row(sql`select ${columns} from sync.conflict where id = ${id} for update`)

export async function updateWinner(tx: Tx, id: number, winner: Side, who: string): Promise<void> {
  await tx.run(sql`
    update sync.conflict set winner = ${winner}, rule = 'person', resolved_by = ${who}, resolved_at = now()
    where id = ${id}`)
}
