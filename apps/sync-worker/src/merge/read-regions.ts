import { type Queryable, sql } from '@hybrid-store/database'
import { z } from 'zod'
import { regionRow } from '../data-transformer/people-rows.ts'
import { createRegions, type Regions } from '../data-transformer/regions.ts'

/** The cities of the books, as they were read last; about 1,200 rows. */
export async function readRegions(db: Queryable, accountId: number): Promise<Regions> {
  const rows = await db.rows<{ doc: unknown }>(
    sql`select doc from sync.mirror where account_id = ${accountId} and entity = 'Regions' and not deleted`,
  )
  return createRegions(z.array(regionRow).parse(rows.map((row) => row.doc)))
}
