import { type Tx, toKeyOrder } from '@hybrid-store/database'
import { tidyPersian } from '@hybrid-store/kernel'
import { upsertProperties } from './remote.repository.ts'
import type { ApplyOutcome, RemoteProperty } from './remote-rows.ts'

/** Takes over the titles of options. They are joined when options are shown, so nothing else has to be refreshed. */
export async function applyRemoteProperties(tx: Tx, rows: readonly RemoteProperty[]): Promise<ApplyOutcome> {
  const tidy = toKeyOrder(rows, (row) => String(row.code)).map((row) => ({ ...row, title: tidyPersian(row.title) }))
  const changed = await upsertProperties(tx, tidy)
  return { changed, unchanged: rows.length - changed }
}
