import { type Sql, sql, type Tx } from '@hybrid-store/database'
import { pendAgain } from '../upsert-engine/pending.repository.ts'
import type { ChosenDrift } from './repair-rule.ts'

const STOCK = 'ProductDetailStoreAssets'

/** Lets the shop take these rows over again as they were last read. A stock figure is the sum of all rows of its place. */
export async function applyAgain(tx: Tx, drifts: readonly ChosenDrift[]): Promise<void> {
  await tx.run(pendAgain(rowsOf(drifts)))
  await forgetInvoices(tx, drifts)
  const places = drifts.filter((drift) => drift.entity === STOCK && drift.mahakId === null)
  if (places.length === 0) return
  await tx.run(
    pendAgain(sql`sync.mirror m join unnest(${places.map((place) => place.accountId)}::int[],
        ${places.map((place) => place.recordId)}::text[]) as place(account_id, id)
      on m.account_id = place.account_id and m.entity = ${STOCK} and m.parent_id = split_part(place.id, '/', 1)::bigint
        and m.other_id = split_part(place.id, '/', 2)::bigint`),
  )
}

/**
 * Takes rows that Mahak no longer has for deleted. Their content is forgotten, so that one that is shown again after all is
 * news.
 */
export async function deleteHere(tx: Tx, drifts: readonly ChosenDrift[]): Promise<void> {
  await tx.run(pendAgain(rowsOf(drifts)))
  await forget(tx, drifts, sql`, doc = jsonb_set(m.doc, '{Deleted}', 'true')`)
}

/**
 * Sends orders again, whole. Rows that Mahak no longer has lose Mahak's id and keep their ClientId, so that they are stored
 * once whatever becomes of the old ones.
 */
export async function sendAgain(tx: Tx, drifts: readonly ChosenDrift[]): Promise<void> {
  if (drifts.length === 0) return
  const localIds = drifts.map((drift) => drift.localId)
  const gone = drifts.filter((drift) => drift.class === 'missing_there')
  await forget(tx, gone)
  await tx.run(sql`
    delete from sync.pending p using ${chosenRows(gone)}
    where p.account_id = t.account_id and p.entity = t.entity and p.mahak_id = t.mahak_id`)
  await tx.run(sql`
    update sync.link l set mahak_id = null, remote_version = null
    from unnest(${gone.map((drift) => drift.accountId)}::int[], ${gone.map((drift) => drift.entity)}::text[],
      ${gone.map((drift) => drift.localId)}::text[]) as t(account_id, entity, local_id)
    where l.account_id = t.account_id and ((l.entity = t.entity and l.local_id = t.local_id)
      or (t.entity = 'Orders' and l.owner_id = t.local_id))`)
  const orders = sql`(select distinct coalesce(owner_id, local_id) from sync.link
    where local_id = any(${localIds}::text[]) and entity in ('Orders', 'OrderDetails', 'Receipts', 'Cheques'))`
  await tx.run(sql`update sync.link set base_hash = null where entity = 'Orders' and local_id in ${orders}`)
  await tx.run(sql`
    select sync.mark_dirty('order', id) from (select o.id from ${orders} as o(id) order by o.id) sent`)
}

/** What these are about, each row once: a drift is told field by field. */
const chosenRows = (drifts: readonly ChosenDrift[]): Sql => sql`(
  select distinct * from unnest(${drifts.map((drift) => drift.accountId)}::int[],
    ${drifts.map((drift) => drift.entity)}::text[], ${drifts.map((drift) => drift.mahakId)}::bigint[])
    as chosen(account_id, entity, mahak_id)) as t`

/** The rows `m` of the mirror that these are about. */
const rowsOf = (drifts: readonly ChosenDrift[]): Sql =>
  sql`sync.mirror m join ${chosenRows(drifts)} using (account_id, entity, mahak_id)`

async function forget(tx: Tx, drifts: readonly ChosenDrift[], alsoSet: Sql = sql``): Promise<void> {
  await tx.run(sql`
    update sync.mirror m set deleted = true, hash = '' ${alsoSet} from ${chosenRows(drifts)}
    where m.account_id = t.account_id and m.entity = t.entity and m.mahak_id = t.mahak_id`)
}

/** An invoice that is known is not told again, so its number is forgotten where the shop has lost it. */
async function forgetInvoices(tx: Tx, drifts: readonly ChosenDrift[]): Promise<void> {
  const ids = drifts.filter((drift) => drift.entity === 'Orders').map((drift) => drift.localId)
  if (ids.length === 0) return
  await tx.run(sql`update sync.link set mahak_code = null where entity = 'Orders' and local_id = any(${ids}::text[])`)
}
