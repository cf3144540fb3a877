import { sql, type Tx } from '@hybrid-store/database'
import { z } from 'zod'

const fields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const agreementRow = z.object({
  localId: z.string(),
  base: fields.nullable(),
  sent: fields.nullable(),
  /** Null for a row that was not read since we saved it last: what was read before that says nothing any more. */
  doc: z.unknown(),
  version: z.int().nullable(),
})

/** A linked record with what both sides last agreed on, what was sent since, and Mahak's row as it was last read. */
export type Agreement = z.infer<typeof agreementRow>

/** What was agreed about these records; those Mahak does not know, or has deleted (unless `withDeleted`), are left out. */
export async function selectAgreements(
  tx: Tx,
  accountId: number,
  entity: string,
  localIds: readonly string[],
  withDeleted = false,
): Promise<Agreement[]> {
  const rows = await tx.rows(sql`
    select l.local_id as "localId", l.base_doc as base, l.sent_doc as sent, m.version,
      case when m.version = 0 or m.version >= coalesce(l.pushed_version, 0) then m.doc end as doc
    from sync.link l left join sync.mirror m on m.account_id = l.account_id and m.entity = l.entity
      and m.mahak_id = l.mahak_id
    where l.account_id = ${accountId} and l.entity = ${entity} and l.local_id = any(${localIds}::text[])
      and l.mahak_id is not null and (${withDeleted} or m.deleted is not true)
    order by l.local_id`)
  return z.array(agreementRow).parse(rows)
}

/** Notes what both sides agree on now, and which version of Mahak's row that was read from. */
export async function saveAgreements(
  tx: Tx,
  accountId: number,
  entity: string,
  agreements: readonly { localId: string; base: object; version: number | null }[],
): Promise<void> {
  if (agreements.length === 0) return
  await tx.run(sql`
    update sync.link l set base_doc = t.base, remote_version = greatest(l.remote_version, t.version)
    from unnest(${agreements.map(({ localId }) => localId)}::text[],
      ${agreements.map(({ base }) => JSON.stringify(base))}::jsonb[],
      ${agreements.map(({ version }) => version)}::bigint[]) as t(local_id, base, version)
    where l.account_id = ${accountId} and l.entity = ${entity} and l.local_id = t.local_id`)
}

/** Notes what is about to be sent, so that Mahak's rows that show it are known for an echo. */
export async function saveSent(
  tx: Tx,
  accountId: number,
  entity: string,
  sent: readonly { localId: string; fields: object }[],
): Promise<void> {
  if (sent.length === 0) return
  await tx.run(sql`
    update sync.link l set sent_doc = t.fields
    from unnest(${sent.map(({ localId }) => localId)}::text[],
      ${sent.map(({ fields }) => JSON.stringify(fields))}::jsonb[]) as t(local_id, fields)
    where l.account_id = ${accountId} and l.entity = ${entity} and l.local_id = t.local_id`)
}

/**
 * Both sides agree on what was sent, unless Mahak's row has been read since: then that reading knows better, for it may hold
 * an edit of the accountant that came after ours.
 */
export async function agreeOnSent(tx: Tx, entity: string, localIds: readonly string[]): Promise<void> {
  await tx.run(sql`
    update sync.link set sent_doc = null, base_doc = case
      when base_doc is null then sent_doc
      when remote_version is null or remote_version < pushed_version then base_doc || sent_doc
      else base_doc end
    where entity = ${entity} and local_id = any(${localIds}::text[]) and sent_doc is not null`)
}

/**
 * Marks records whose merge found news for Mahak. A mark of its own: what a reading writes into the store is otherwise no
 * news, and a record that is just being sent must be looked at again.
 */
export async function markForPush(
  tx: Tx,
  entity: 'customer' | 'address' | 'product' | 'picture' | 'gallery',
  localIds: readonly string[],
): Promise<void> {
  if (localIds.length === 0) return
  await tx.run(sql`
    insert into sync.dirty as d (entity, local_id)
    select ${entity}, id from unnest(${localIds}::text[]) as id group by id order by id
    on conflict (entity, local_id) do update set generation = nextval('sync.generation'), last_at = now(),
      not_before = now(), state = 'dirty', attempts = 0`)
}
