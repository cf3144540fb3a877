import { sql, type Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'

export interface RemoteGroup {
  id: Id<'grp'>
  name: string
  discountPercent: number
  /** 1 to 10; null leaves the level to each product. */
  priceLevel: number | null
  deleted: boolean
}

/** Takes over groups of customers as the books have them. */
export async function applyRemoteGroups(tx: Tx, rows: readonly RemoteGroup[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(sql`
    insert into customers.customer_group as g (id, name, discount_percent, price_level, deleted)
    select * from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.name)}::text[],
      ${rows.map((row) => row.discountPercent)}::numeric[], ${rows.map((row) => row.priceLevel)}::int[],
      ${rows.map((row) => row.deleted)}::boolean[])
    on conflict (id) do update set name = excluded.name, discount_percent = excluded.discount_percent,
      price_level = excluded.price_level, deleted = excluded.deleted
    where (g.name, g.discount_percent, g.price_level, g.deleted)
      is distinct from (excluded.name, excluded.discount_percent, excluded.price_level, excluded.deleted)`)
}
