import { bucketDigests, type Digests, sql, type Tx } from '@hybrid-store/database'
import { contentHash } from '../data-transformer/content-hash.ts'
import { isPulledEntity, type PulledEntity } from '../data-transformer/remote-entities.ts'
import { mappingFingerprint } from '../data-transformer/to-shop.ts'
import { ENTITY_GROUPS, type EntityGroup } from '../pull/entity-groups.ts'
import type { Account, SyncDeps } from '../sync-deps.ts'
import { changedBuckets, noteSuspects, saveAgreed, selectAgreed, selectSuspects } from './buckets.repository.ts'
import { type Compared, type Comparison, comparisons } from './comparisons/index.ts'
import { closeDrift, keepDrift, saveDrift } from './drift.repository.ts'
import type { Drift } from './drift.ts'
import { selectAbsent } from './seen.repository.ts'

/** Buckets that are looked into at once: of 1,000,000 records about 16,000. */
const AT_ONCE = 64

/**
 * Compares the shop and the mirror with each other and with what was just read in full of these groups, and writes what it
 * finds under `reportId`. Both sides are digested in the database, bucket by bucket; only buckets that changed since they last
 * agreed are looked into, so the cost follows the changes, and statements do not grow with rows.
 */
export async function compare(
  deps: SyncDeps,
  account: Account,
  groups: ReadonlySet<EntityGroup>,
  reportId: number,
): Promise<void> {
  for (const group of groups)
    for (const entity of ENTITY_GROUPS[group]) await noteAbsent(deps, account, entity, reportId)
  for (const comparison of comparisons) if (isRead(comparison, groups)) await look(deps, account, comparison, reportId)
  await deps.db.transaction((tx) => closeDrift(tx, account.id, reportId, entitiesOf(groups)))
}

const isRead = ({ groups }: Comparison, read: ReadonlySet<EntityGroup>): boolean =>
  groups.every((group) => read.has(group))

/** Entities of which everything was compared, so that what was not found again is over. */
function entitiesOf(groups: ReadonlySet<EntityGroup>): PulledEntity[] {
  const unread = comparisons.filter((comparison) => !isRead(comparison, groups))
  const partly = new Set(unread.flatMap(({ entity, parts = [] }): PulledEntity[] => [entity, ...parts]))
  return [...groups].flatMap((group) => ENTITY_GROUPS[group]).filter((entity) => !partly.has(entity))
}

async function noteAbsent({ db }: SyncDeps, account: Account, entity: PulledEntity, reportId: number): Promise<void> {
  const absent = await selectAbsent(db, account.id, entity)
  const drifts = absent.flatMap((row): Drift[] =>
    isPulledEntity(row.entity)
      ? [
          {
            entity: row.entity,
            recordId: String(row.mahakId),
            mahakId: row.mahakId,
            localId: row.localId,
            class: 'missing_there',
            field: '',
            here: null,
            there: null,
          },
        ]
      : [],
  )
  await db.transaction((tx) => saveDrift(tx, account.id, reportId, drifts))
}

async function look(deps: SyncDeps, account: Account, comparison: Comparison, reportId: number): Promise<void> {
  const { here, there, changed } = await findSuspects(deps, account, comparison)
  for (let start = 0; start < changed.length; start += AT_ONCE) {
    const buckets = changed.slice(start, start + AT_ONCE)
    const { compared, bucketsOf } = await lookInto(deps, account, comparison, buckets)
    const settled = compared.filter(({ moving }) => !moving)
    const restless = new Set(
      compared.flatMap(({ localId, moving, drifts }) =>
        moving || drifts.length > 0 ? (bucketsOf.get(localId) ?? []) : [],
      ),
    )
    const agreed = buckets.filter((bucket) => !restless.has(bucket))
    await deps.db.transaction(async (tx) => {
      await saveDrift(
        tx,
        account.id,
        reportId,
        settled.flatMap(({ drifts }) => drifts),
      )
      await keepDrift(
        tx,
        account.id,
        reportId,
        compared.flatMap(({ moving, localId }) => (moving ? [localId] : [])),
      )
      const digests = agreed.map((bucket) => ({ bucket, here: here.get(bucket) ?? '', there: there.get(bucket) ?? '' }))
      await saveAgreed(tx, account.id, comparison.entity, buckets, digests)
    })
  }
}

interface Suspicion {
  here: Digests
  there: Digests
  changed: number[]
}

function findSuspects({ db, config }: SyncDeps, account: Account, comparison: Comparison): Promise<Suspicion> {
  return db.transaction(async (tx) => {
    await tx.run(ONE_MOMENT)
    const here = await comparison.digest(tx)
    const mirror = comparison.mirror(account.id)
    // What the books' rows mean here depends on settings, so another setting makes other digests.
    const meaning = contentHash(mappingFingerprint(config))
    const there = new Map([...(await bucketDigests(tx, mirror))].map(([bucket, digest]) => [bucket, digest + meaning]))
    const changed = changedBuckets(here, there, await selectAgreed(tx, account.id, comparison.entity))
    await noteSuspects(tx, account.id, comparison.entity, mirror, changed)
    return { here, there, changed }
  })
}

function lookInto(
  { db, config }: SyncDeps,
  account: Account,
  comparison: Comparison,
  buckets: readonly number[],
): Promise<{ compared: Compared[]; bucketsOf: Map<string, number> }> {
  return db.transaction(async (tx: Tx) => {
    await tx.run(ONE_MOMENT)
    const suspects = await selectSuspects(tx, account.id, comparison.entity, buckets)
    const ids = suspects.map(({ localId }) => localId)
    const compared = await comparison.compare(tx, { account, config }, ids)
    return { compared, bucketsOf: new Map(suspects.map(({ localId, bucket }) => [localId, bucket])) }
  })
}

/** Shop, mirror, links and dirty set are seen as of one moment, so that nothing that is on its way looks like drift. */
const ONE_MOMENT = sql`set transaction isolation level repeatable read`
