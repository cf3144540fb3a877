import { type Queryable, type Sql, sql } from '@hybrid-store/database'
import type { PulledEntity } from '../data-transformer/remote-entities.ts'

const PAGE = 10_000

// A row of which Mahak told no version cannot be compared.
const known = (accountId: number, entity: PulledEntity): Sql =>
  sql`sync.mirror where account_id = ${accountId} and entity = ${entity} and version > 0`

export async function countKnown(db: Queryable, accountId: number, entity: PulledEntity): Promise<number> {
  return (await db.row<{ count: number }>(sql`select count(*) as count from ${known(accountId, entity)}`))?.count ?? 0
}

/** Every row known of an entity with `figure`, page by page, in the order of their ids. */
export async function readKnown(
  db: Queryable,
  accountId: number,
  entity: PulledEntity,
  figure: Sql,
): Promise<{ id: number; figure: number }[]> {
  const pairs: { id: number; figure: number }[] = []
  for (let after = 0; ; ) {
    const page = await db.rows<{ id: number; figure: number }>(sql`
      select mahak_id as id, ${figure} as figure from ${known(accountId, entity)} and mahak_id > ${after}
      order by mahak_id limit ${PAGE}`)
    pairs.push(...page)
    after = page.at(-1)?.id ?? after
    if (page.length < PAGE) return pairs
  }
}

/** Rows of an entity of which the last compare knows that the other side holds something else. */
export async function selectExpected(db: Queryable, entity: PulledEntity): Promise<{ rows: number; some: string[] }> {
  const row = await db.row<{ rows: number; some: string[] }>(sql`
    select count(distinct record_id) as rows, coalesce((array_agg(distinct record_id))[1:20], '{}') as some
    from sync.standing_drift where entity = ${entity}`)
  return row ?? { rows: 0, some: [] }
}
