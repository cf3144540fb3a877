import type { SyncDisputeBody, SyncDisputePreview, SyncDisputeQuery } from '@hybrid-store/contracts'
import { addToOutbox, type Database, type Queryable } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { selectAccount } from '../account/account.repository.ts'
import { isPulledEntity } from '../data-transformer/remote-entities.ts'
import { insertAudit } from '../operator/audit.repository.ts'
import { groupOf } from '../pull/entity-groups.ts'
import { countKnown, selectExpected } from './dispute.repository.ts'

/** Half a million pairs are what one call carries, and what is held in memory for it: about 50 MB. */
const MOST_PAIRS = 500_000

/** What a dispute would tell Mahak and what is expected of it; null for an entity that is not read. */
export async function previewDispute(
  db: Queryable,
  { entity, kind }: SyncDisputeQuery,
): Promise<SyncDisputePreview | null> {
  const account = await selectAccount(db)
  if (!account || !isPulledEntity(entity) || (kind === 'order_codes' && entity !== 'Orders')) return null
  const pairs = await countKnown(db, account.id, entity)
  const expected = await selectExpected(db, entity)
  return { entity, kind, pairs, tooMany: pairs > MOST_PAIRS, expected, group: groupOf(entity) }
}

/**
 * Lets the worker tell Mahak everything that is known of an entity, so that the reading after it brings what is known
 * otherwise there. Gives what will be told.
 */
export async function askDispute(
  db: Database,
  { again, ...query }: SyncDisputeBody,
  who: string,
): Promise<Result<SyncDisputePreview, { code: 'not_found' | 'too_many_rows' }>> {
  const preview = await previewDispute(db, query)
  if (!preview) return fail({ code: 'not_found' })
  if (preview.tooMany) return fail({ code: 'too_many_rows' })
  await db.transaction(async (tx) => {
    const after = { kind: preview.kind, pairs: preview.pairs, again }
    await insertAudit(tx, who, 'dispute', [{ entity: preview.entity, recordId: '*', before: {}, after }])
    await addToOutbox(tx, 'reconcile_sync_request', { type: 'sync.dispute', body: { ...query, again } })
  })
  return ok(preview)
}
