import type { Tx } from '@hybrid-store/database'
import { entityOf } from '../entities/index.ts'
import { numberIn } from '../entities/members.ts'
import { findByParents } from '../store/rows.repository.ts'
import type { Draft } from '../store/write-rows.ts'
import { type IncomingRow, isRefused } from './incoming.ts'

/**
 * Deletes the lines that an order, sent again together with lines, no longer has. Whether Mahak does so is open (§12.8);
 * the switch `omittedLines` decides.
 */
export async function draftOmittedLines(tx: Tx, lists: readonly IncomingRow[][]): Promise<Draft[]> {
  const good = (list: string) =>
    lists.flatMap((rows) => (rows[0]?.entity.list === list ? rows.filter((row) => !isRefused(row)) : []))
  const sentLines = good('OrderDetails')
  const withLines = new Set(sentLines.map((line) => numberIn(line.members, 'OrderId')))
  const orderIds = good('Orders').flatMap(({ target }) => (target?.stored && withLines.has(target.id) ? target.id : []))
  const sent = new Set(sentLines.map((line) => line.target?.id))
  const lines = entityOf('OrderDetails')
  const known = await findByParents(tx, lines, orderIds)
  return known
    .filter((line) => !line.deleted && !sent.has(line.id))
    .map((line) => ({ entity: lines, id: line.id, members: line.members, deleted: true, stored: line }))
}
