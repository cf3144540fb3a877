import type { Queryable } from './database.ts'
import { type Sql, sql } from './sql.ts'

/** Records are spread over so many buckets by a hash of their id; 1,000,000 records make buckets of about 250. */
export const BUCKETS = 4_096

/** The bucket of a record by its id, an SQL expression of type text. */
export const bucketOf = (id: Sql): Sql => sql`(hashtext(${id}) & ${BUCKETS - 1})`

/** What each bucket holds, in a few bytes; buckets without records are absent. */
export type Digests = ReadonlyMap<number, string>

/**
 * Digests of the records that `source` gives as rows `(id text, content text)`, bucket by bucket: equal content has an equal
 * digest, whatever the order of its rows. 1,000,000 rows take about a second and never leave the database.
 */
export async function bucketDigests(db: Queryable, source: Sql): Promise<Digests> {
  const rows = await db.rows<{ bucket: number; digest: string }>(sql`
    select ${bucketOf(sql`s.id`)} as bucket, count(*) || ':' || sum(hashtextextended(s.id || ' ' || s.content, 0)) as digest
    from (${source}) s group by 1`)
  return new Map(rows.map(({ bucket, digest }) => [bucket, digest]))
}
