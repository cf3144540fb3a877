import { entityOf } from '../../entities/index.ts'
import { textIn } from '../../entities/members.ts'
import { newestVersion } from '../../store/row-version.ts'
import { findAll } from '../../store/rows.repository.ts'
import { countOrders, countRows } from '../desktop.repository.ts'
import type { DesktopDeps } from '../desktop-deps.ts'

/** Figures of the whole storage: rows by entity, orders, the newest version, visitors and stores by name. */
export async function readState({ db, skipped }: DesktopDeps) {
  const counts = await countRows(db)
  const named = async (list: string) =>
    (await findAll(db, entityOf(list), { limit: 1_000, offset: 0 })).map(({ id, members }) => ({
      id,
      name: textIn(members, 'Name'),
    }))
  return {
    rows: Object.fromEntries(counts.map(({ entity, total, deleted }) => [entity, { total, deleted }])),
    orders: await countOrders(db),
    rowVersion: await newestVersion(db),
    visitors: await named('Visitors'),
    stores: await named('Stores'),
    skipped,
  }
}
