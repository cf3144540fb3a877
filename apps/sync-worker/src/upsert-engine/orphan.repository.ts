import { sql, type Tx } from '@hybrid-store/database'
import { pendAgain } from './pending.repository.ts'

/** A row that waits for another one. */
export interface Orphan {
  id: number
  waitsEntity: string
  waitsId: number
}

/** Replaces what these rows wait for by `orphans`. */
export async function replaceOrphans(
  tx: Tx,
  accountId: number,
  entity: string,
  ids: readonly number[],
  orphans: readonly Orphan[],
): Promise<void> {
  const waiting = sql`unnest(${orphans.map((orphan) => orphan.id)}::bigint[],
    ${orphans.map((orphan) => orphan.waitsEntity)}::text[], ${orphans.map((orphan) => orphan.waitsId)}::bigint[])
    as t(mahak_id, waits_entity, waits_id)`
  await tx.run(sql`
    delete from sync.orphan o where o.account_id = ${accountId} and o.entity = ${entity}
      and o.mahak_id = any(${ids}::bigint[]) and not exists (
        select from ${waiting} where t.mahak_id = o.mahak_id and t.waits_entity = o.waits_entity)`)
  if (orphans.length === 0) return
  await tx.run(sql`
    insert into sync.orphan as o (account_id, entity, mahak_id, waits_entity, waits_id)
    select ${accountId}, ${entity}, t.mahak_id, t.waits_entity, t.waits_id from ${waiting}
    on conflict (account_id, entity, mahak_id, waits_entity) do update set
      waits_id = excluded.waits_id, tries = o.tries + 1`)
}

/** Makes rows pending again whose parent has come. */
export async function wakeOrphans(
  tx: Tx,
  accountId: number,
  parentEntity: string,
  parentIds: readonly number[],
): Promise<void> {
  if (parentIds.length === 0) return
  await tx.run(sql`
    with woken as (
      delete from sync.orphan where account_id = ${accountId} and waits_entity = ${parentEntity}
        and waits_id = any(${parentIds}::bigint[]) returning entity, mahak_id
    )
    ${pendAgain(sql`woken join sync.mirror m
      on m.account_id = ${accountId} and m.entity = woken.entity and m.mahak_id = woken.mahak_id`)}`)
}
