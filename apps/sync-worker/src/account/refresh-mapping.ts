import { mappingFingerprint } from '../data-transformer/to-shop.ts'
import type { Account, SyncDeps } from '../sync-deps.ts'
import { setAllPending } from '../upsert-engine/pending.repository.ts'
import { selectAccount, updateMapping } from './account.repository.ts'

/** Entities whose meaning here depends on settings or on the version of the mapping. */
const MAPPED = ['Stores', 'ProductCategories', 'PropertyDescriptions', 'Products', 'ProductDetails']

/** After a change of price level, currency or stores every row that depends on it is applied again from the mirror. */
export async function refreshMapping({ db, config }: SyncDeps, account: Account): Promise<void> {
  const mapping = mappingFingerprint(config)
  const known = await selectAccount(db)
  if (known?.mapping === mapping) return
  await db.transaction(async (tx) => {
    await setAllPending(tx, account.id, MAPPED)
    await updateMapping(tx, account.id, mapping)
  })
}
