import type { Tx } from '@hybrid-store/database'
import { entityOf } from '../entities/index.ts'
import { numberIn } from '../entities/members.ts'
import { findByIds } from '../store/rows.repository.ts'
import type { Switches } from '../switches/switches.ts'
import { type IncomingRow, isRefused } from './incoming.ts'
import { ORDER_IS_REGISTERED } from './messages.ts'

/** An order that the desktop has taken into the books cannot be edited by clients (§5.4), nor can its lines. */
export async function refuseRegistered(
  tx: Tx,
  rows: readonly IncomingRow[],
  { deleteRegistered }: Pick<Switches, 'deleteRegistered'>,
): Promise<void> {
  const orderIdOf = ORDER_OF[rows[0]?.entity.list ?? '']
  if (!orderIdOf) return
  const orders = await findByIds(tx, entityOf('Orders'), [...new Set(rows.map(orderIdOf))])
  const registered = new Set(orders.filter((order) => order.code !== 0).map((order) => order.id))
  for (const row of rows) {
    const mayGo = row.entity.list === 'Orders' && row.deleted && deleteRegistered === 'accept'
    if (!isRefused(row) && !mayGo && registered.has(orderIdOf(row)))
      row.errors.push({ Property: 'OrderId', Error: ORDER_IS_REGISTERED })
  }
}

const ORDER_OF: Record<string, (row: IncomingRow) => number> = {
  Orders: (row) => row.target?.stored?.id ?? 0,
  OrderDetails: (row) => numberIn(row.target?.stored?.members, 'OrderId') || numberIn(row.members, 'OrderId'),
}
