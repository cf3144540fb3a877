import { type Queryable, type Sql, sql } from '@hybrid-store/database'
import type { PulledEntity } from '../../data-transformer/remote-entities.ts'
import { isPending } from '../../upsert-engine/pending.repository.ts'
import { isDirty } from './linked.repository.ts'

/** A row that was sent with an order, or the order's own, and what Mahak was last seen to hold of it. */
export interface SentRow {
  orderId: string
  entity: Extract<PulledEntity, 'Orders' | 'OrderDetails' | 'Receipts' | 'Cheques'>
  localId: string
  mahakId: number | null
  /** Null if no reading has shown the row. */
  doc: unknown
  deleted: boolean | null
  moving: boolean
}

const SENT = sql`('Orders', 'OrderDetails', 'Receipts', 'Cheques')`
// Returns are sent as orders, too, and have lives of their own.
const IS_ORDER = sql`coalesce(l.owner_id, l.local_id) like 'ord\\_%'`
const SENT_ROWS = sql`sync.link l left join sync.mirror m on m.account_id = l.account_id and m.entity = l.entity
  and m.mahak_id = l.mahak_id`

/** What Mahak was seen to hold of everything that was sent, by order. */
export const mirrorOfOrders = (accountId: number): Sql => sql`
  select coalesce(l.owner_id, l.local_id) as id, concat(l.local_id, l.entity, l.mahak_id, m.hash, ${isPending}) as content
  from ${SENT_ROWS} where l.account_id = ${accountId} and l.entity in ${SENT} and ${IS_ORDER}`

/** Every row of these orders, if they were accepted; those accepted after the reading began cannot have been seen by it. */
export const selectSentRows = (db: Queryable, accountId: number, orderIds: readonly string[]): Promise<SentRow[]> =>
  db.rows(sql`
    with accepted as materialized (
      select o.local_id as id, o.send_state <> 'idle' or ${isDirty('order', sql`o.local_id`)}
        or o.accepted_at >= (select pull_started_at from sync.watermark w where w.account_id = o.account_id
          and w.entity = 'Orders') as moving
      from sync.link o where o.account_id = ${accountId} and o.entity = 'Orders' and o.local_id = any(${orderIds}::text[])
        and o.accepted_at is not null
    ), sent as (
      select o.id as order_id, o.moving as order_moving, l.* from accepted o join sync.link l
        on l.account_id = ${accountId} and l.entity = 'Orders' and l.local_id = o.id
      union all
      select o.id, o.moving, l.* from accepted o join sync.link l on l.account_id = ${accountId} and l.owner_id = o.id
        and l.entity in ${SENT}
    )
    select l.order_id as "orderId", l.entity, l.local_id as "localId", l.mahak_id as "mahakId", m.doc, m.deleted,
      l.order_moving or ${isPending}
        or coalesce(m.version > 0 and m.version < l.pushed_version, false) as moving
    from sent l left join sync.mirror m on m.account_id = l.account_id and m.entity = l.entity and m.mahak_id = l.mahak_id`)
