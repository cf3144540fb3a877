export { createDatabase, type Database, type Queryable, type Tx } from './database.ts'
export { BUCKETS, bucketDigests, bucketOf, type Digests } from './digest.ts'
export {
  buryFatal,
  countDirty,
  type DirtyRecord,
  finishDirty,
  type Lease,
  lastGeneration,
  leaseDirty,
  leaseNamed,
  leaseNewest,
  leaseSuspect,
  markDirty,
  type Postponement,
  postponeDirty,
} from './dirty-set.ts'
export { claimIdempotencyKey, type IdempotencyOutcome, storeIdempotentAnswer } from './idempotency.ts'
export { receiveOnce } from './inbox.ts'
export { toKeyOrder } from './locks.ts'
export { type Migrations, migrate, platformMigrations } from './migrate.ts'
export { addToOutbox, drainOutbox, type OutboxMessage } from './outbox.ts'
export { rehearse } from './rehearse.ts'
export { empty, join, raw, Sql, sql } from './sql.ts'
