import { sql, type Tx } from '@hybrid-store/database'

/**
 * Writes the ids of these orders of Mahak into the links that carry their ClientIds. A link that knows another order already
 * keeps it: the orders are then two, which only a person can sort out.
 */
export async function adoptOrders(tx: Tx, accountId: number, mahakIds: readonly number[]): Promise<void> {
  await tx.run(sql`
    update sync.link l set mahak_id = m.mahak_id, remote_version = m.version
    from sync.mirror m
    where m.account_id = ${accountId} and m.entity = 'Orders' and m.mahak_id = any(${mahakIds}::bigint[])
      and l.account_id = m.account_id and l.entity = m.entity and l.client_id = m.client_id
      and (l.mahak_id is null or l.mahak_id = m.mahak_id)`)
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

/** The store all lines of an order are sold from, by order; orders of several stores are left out. */
export async function selectStores(
  tx: Tx,
  accountId: number,
  mahakIds: readonly number[],
): Promise<Map<number, string>> {
  const rows = await tx.rows<{ mahakId: number; store: string }>(sql`
    select line.parent_id as "mahakId", min(l.local_id) as store
    from sync.mirror line join sync.link l on l.account_id = line.account_id and l.entity = 'Stores'
      and l.mahak_id = (line.doc ->> 'StoreId')::bigint
    where line.account_id = ${accountId} and line.entity = 'OrderDetails' and not line.deleted
      and line.parent_id = any(${mahakIds}::bigint[])
    group by line.parent_id having count(distinct l.local_id) = 1`)
  return new Map(rows.map((row) => [row.mahakId, row.store]))
}

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
