import { bucketOf, type Digests, type Queryable, type Sql, sql, type Tx } from '@hybrid-store/database'

/** What each bucket held on both sides when they were last found to agree. */
export async function selectAgreed(
  db: Queryable,
  accountId: number,
  entity: string,
): Promise<Map<number, { here: string; there: string }>> {
  const rows = await db.rows<{ bucket: number; here: string; there: string }>(sql`
    select bucket, here, there from sync.agreed_bucket where account_id = ${accountId} and entity = ${entity}`)
  return new Map(rows.map(({ bucket, here, there }) => [bucket, { here, there }]))
}

/** Replaces what is known of these buckets: those in `agreed` agree as they are, the others do not. */
export async function saveAgreed(
  tx: Tx,
  accountId: number,
  entity: string,
  buckets: readonly number[],
  agreed: readonly { bucket: number; here: string; there: string }[],
): Promise<void> {
  await tx.run(sql`
    delete from sync.agreed_bucket
    where account_id = ${accountId} and entity = ${entity} and bucket = any(${buckets}::int[])`)
  await tx.run(sql`
    insert into sync.agreed_bucket (account_id, entity, bucket, here, there)
    select ${accountId}, ${entity}, * from unnest(${agreed.map(({ bucket }) => bucket)}::int[],
      ${agreed.map(({ here }) => here)}::text[], ${agreed.map(({ there }) => there)}::text[])`)
}

/** Writes down the records of `source` (rows with an `id`) that lie in these buckets. */
export async function noteSuspects(
  tx: Tx,
  accountId: number,
  entity: string,
  source: Sql,
  buckets: readonly number[],
): Promise<void> {
  await tx.run(sql`delete from sync.suspect where account_id = ${accountId} and entity = ${entity}`)
  if (buckets.length === 0) return
  await tx.run(sql`
    insert into sync.suspect (account_id, entity, bucket, local_id)
    select distinct ${accountId}::int, ${entity}::text, ${bucketOf(sql`s.id`)}, s.id from (${source}) s
    where ${bucketOf(sql`s.id`)} = any(${buckets}::int[])`)
}

export const selectSuspects = (
  db: Queryable,
  accountId: number,
  entity: string,
  buckets: readonly number[],
): Promise<{ bucket: number; localId: string }[]> =>
  db.rows(sql`
    select bucket, local_id as "localId" from sync.suspect
    where account_id = ${accountId} and entity = ${entity} and bucket = any(${buckets}::int[])`)

/** Buckets that hold something else now than what was last found to agree. */
export const changedBuckets = (
  here: Digests,
  there: Digests,
  agreed: ReadonlyMap<number, { here: string; there: string }>,
): number[] =>
  [...new Set([...here.keys(), ...there.keys()])]
    .filter((bucket) => {
      const known = agreed.get(bucket)
      return known?.here !== (here.get(bucket) ?? '') || known.there !== (there.get(bucket) ?? '')
    })
    .sort((a, b) => a - b)
