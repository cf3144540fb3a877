import { type Queryable, sql } from '@hybrid-store/database'

/** What must not be left when both sides are at rest. */
export async function compareRest(shop: Queryable): Promise<string[]> {
  const rows = await shop.rows<{ text: string }>(sql`
    select concat_ws(' ', 'to be sent:', entity, local_id, state, 'attempts', attempts, 'claims', claims) as text from sync.dirty
    union all
    select concat_ws(' ', 'of unknown outcome:', entity, local_id, send_state) from sync.link where send_state <> 'idle'
    union all
    select concat_ws(' ', 'not taken over:', entity, mahak_id, state) from sync.mirror where state <> 'applied'
    union all
    select concat_ws(' ', 'open issue:', entity, record_id, code, message, detail) from sync.issue where status = 'open'`)
  return rows.map((row) => row.text)
}

/** The shop's own ledger: nobody was ever promised goods that were not there. */
export async function compareLedger(shop: Queryable): Promise<string[]> {
  const rows = await shop.rows<{ text: string }>(sql`
    select concat_ws(' ', variant_id, 'was oversold by', -free, 'by', order_id) as text
    from (
      select variant_id, order_id, kind,
        sum(on_hand - pending - reserved) over (partition by variant_id order by id) as free
      from inventory.movement
    ) ledger
    where kind in ('hold', 'retake') and free < 0`)
  return rows.map((row) => row.text)
}
