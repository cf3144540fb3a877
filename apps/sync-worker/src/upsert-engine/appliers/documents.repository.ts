import { sql, type Tx } from '@hybrid-store/database'
import type { Account } from '../../sync-deps.ts'

/**
 * Writes the ids of these rows of Mahak into the links that carry their ClientIds. A link that knows another row already
 * keeps it: the rows are then two, which only a person can sort out.
 */
export async function adoptByClientId(
  tx: Tx,
  accountId: number,
  entity: string,
  mahakIds: readonly number[],
): Promise<void> {
  await tx.run(sql`
    update sync.link l set mahak_id = m.mahak_id, remote_version = m.version
    from sync.mirror m
    where m.account_id = ${accountId} and m.entity = ${entity} and m.mahak_id = any(${mahakIds}::bigint[])
      and l.account_id = m.account_id and l.entity = m.entity and l.client_id = m.client_id
      and (l.mahak_id is null or l.mahak_id = m.mahak_id)
      and not exists (select from sync.link other where other.account_id = m.account_id and other.entity = m.entity
        and other.mahak_id = m.mahak_id and other.local_id <> l.local_id)`)
}

export async function adoptVisitorPeople(tx: Tx, account: Account, mahakIds: readonly number[]): Promise<void> {
  await tx.run(sql`
    update sync.link l set mahak_id = m.mahak_id, remote_version = m.version
    from sync.mirror m
    join sync.link person on person.account_id = m.account_id and person.entity = 'People'
      and person.mahak_id = m.parent_id
    where m.account_id = ${account.id} and m.entity = 'VisitorPeople' and m.mahak_id = any(${mahakIds}::bigint[])
      and m.other_id = ${account.visitorId} and not m.deleted
      and l.account_id = m.account_id and l.entity = m.entity and l.local_id = person.local_id
      and l.mahak_id is null`)
}

/** Our orders among these rows, with the invoice number known so far. */
export const selectOurOrders = (
  tx: Tx,
  accountId: number,
  mahakIds: readonly number[],
): Promise<{ mahakId: number; localId: string; invoice: number | null }[]> =>
  tx.rows(sql`
    select mahak_id as "mahakId", local_id as "localId", mahak_code as invoice from sync.link
    where account_id = ${accountId} and entity = 'Orders' and mahak_id = any(${mahakIds}::bigint[])
    order by local_id`)

export async function confirmOrders(
  tx: Tx,
  accountId: number,
  rows: readonly { mahakId: number; invoice: number }[],
): Promise<void> {
  await tx.run(sql`
    update sync.link l set mahak_code = t.invoice, confirmed_at = coalesce(l.confirmed_at, now())
    from unnest(${rows.map((row) => row.mahakId)}::bigint[], ${rows.map((row) => row.invoice)}::bigint[])
      as t(mahak_id, invoice)
    where l.account_id = ${accountId} and l.entity = 'Orders' and l.mahak_id = t.mahak_id`)
}
