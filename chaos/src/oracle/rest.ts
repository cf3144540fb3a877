import { type Queryable, sql } from '@hybrid-store/database'

/** What is still on its way. */
export const findMoving = (shop: Queryable): Promise<string[]> =>
  texts(
    shop,
    sql`
    select concat_ws(' ', 'to be sent:', entity, local_id, 'attempts', attempts, 'claims', claims) as text
    from sync.dirty where state = 'dirty'
    union all
    select concat_ws(' ', 'of unknown outcome:', entity, local_id, send_state) from sync.link where send_state <> 'idle'
    union all
    select concat_ws(' ', 'not taken over:', entity, mahak_id, state) from sync.pending`,
  )

/** What was given up, and what a person is told of; nothing of that must be left when both sides are at rest. */
export const findGivenUp = (shop: Queryable, except: readonly string[]): Promise<string[]> =>
  texts(
    shop,
    sql`
    select concat_ws(' ', 'given up:', entity, local_id, state, 'attempts', attempts) as text
    from sync.dirty where state <> 'dirty' and local_id <> all(${except}::text[])
    union all
    select concat_ws(' ', 'open issue:', entity, record_id, code, message, detail)
    from sync.issue where status = 'open' and record_id <> all(${except}::text[])`,
  )

/** Those of these orders of which no person was told. */
export const findUntold = (shop: Queryable, orderIds: readonly string[]): Promise<string[]> =>
  texts(
    shop,
    sql`
    select concat_ws(' ', 'nobody is told of', order_id) as text from unnest(${orderIds}::text[]) as wanted(order_id)
    where not exists (select from sync.issue where record_id = order_id and status = 'open')`,
  )

/** The shop's own ledger: nobody was ever promised goods that were not there. */
export const findOversold = (shop: Queryable): Promise<string[]> =>
  texts(
    shop,
    sql`
    select concat_ws(' ', variant_id, 'was oversold by', -free, 'by', order_id) as text
    from (
      select variant_id, order_id, kind,
        sum(on_hand - pending - reserved) over (partition by variant_id order by id) as free
      from inventory.movement
    ) ledger
    where kind in ('hold', 'retake') and free < 0`,
  )

async function texts(shop: Queryable, query: ReturnType<typeof sql>): Promise<string[]> {
  return (await shop.rows<{ text: string }>(query)).map(({ text }) => text)
}
