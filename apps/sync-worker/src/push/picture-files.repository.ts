import { type Queryable, sql } from '@hybrid-store/database'

/** Failures that do not pass by themselves: Mahak refuses the file, or the shop has none. */
export const HOPELESS: ReadonlySet<string> = new Set(['invalid', 'missing'])

/** The file of a picture whose row Mahak has. */
export interface FileState {
  assetId: string
  /** Mahak's id of the row. */
  pictureId: number
  /** Whether Mahak has the file: it has said so, or shows an address of it. */
  taken: boolean
  tries: number
  failure: string | null
}

/** How the files of these pictures stand; pictures whose rows Mahak does not have are left out. */
export const selectFiles = (db: Queryable, accountId: number, assetIds: readonly string[]): Promise<FileState[]> =>
  db.rows(sql`
    select l.local_id as "assetId", l.mahak_id as "pictureId", coalesce(f.tries, 0) as tries, f.failure,
      f.taken_at is not null or coalesce(m.doc ->> 'Url', '') <> '' as taken
    from sync.link l left join sync.picture_file f on f.local_id = l.local_id and f.account_id = l.account_id
    left join sync.mirror m on m.account_id = l.account_id and m.entity = 'Pictures' and m.mahak_id = l.mahak_id
    where l.account_id = ${accountId} and l.entity = 'Pictures' and l.local_id = any(${assetIds}::text[])
      and l.mahak_id is not null
    order by l.local_id`)

/** Notes that a file is about to be sent. */
export async function noteTry(db: Queryable, accountId: number, assetId: string): Promise<void> {
  await db.run(sql`
    insert into sync.picture_file as f (account_id, local_id, tries, tried_at)
    values (${accountId}, ${assetId}, 1, clock_timestamp())
    on conflict (local_id, account_id) do update set tries = f.tries + 1, tried_at = excluded.tried_at`)
}

/** Notes what became of it; null if Mahak has taken the file. */
export async function noteFate(
  db: Queryable,
  accountId: number,
  assetId: string,
  failure: string | null,
): Promise<void> {
  await db.run(sql`
    update sync.picture_file set failure = ${failure}, taken_at = case when ${failure}::text is null then clock_timestamp() end
    where account_id = ${accountId} and local_id = ${assetId}`)
}
