import { z } from 'zod'
import { instant, page } from './common.ts'

const entity = z.string().min(1).max(60)
const driftClass = z.enum(['missing_here', 'missing_there', 'differs'])
const value = z.union([z.string(), z.number(), z.boolean()]).nullable()

/** A compare of everything: what was read, and what was found. */
export const syncDriftReport = z.object({
  id: z.int(),
  startedAt: instant,
  /** Null while it runs, or if it was broken off. */
  finishedAt: instant.nullable(),
  /** Rows read, by entity. */
  read: z.record(z.string(), z.int()),
  /** Groups that could not be read in full and were not compared. */
  notRead: z.array(z.string()),
  /** Rows that only a full reading found. */
  lateRows: z.int(),
  counts: z.array(z.object({ entity, class: driftClass, count: z.int() })),
})

export const syncDriftQuery = z.object({
  entity: entity.optional(),
  class: driftClass.optional(),
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

/** A field, or a whole record, in which the two sides do not say the same. Personal values are hidden. */
export const syncDriftView = z.object({
  id: z.int(),
  entity,
  /** Mahak's id. */
  recordId: z.string(),
  /** The shop's id, if it has the record. */
  localId: z.string().nullable(),
  class: driftClass,
  field: z.string(),
  here: value,
  there: value,
  /** What a repair would do: take Mahak's row over, delete it here too, or send the shop's record again. */
  repair: z.enum(['apply', 'delete', 'send']),
  firstSeen: instant,
  lastSeen: instant,
  /** When its repair was asked for; the next compare shows whether it helped. */
  repairedAt: instant.nullable(),
})
export const syncDriftPage = page(syncDriftView).extend({ report: syncDriftReport.nullable() })

/** Single rows of the report, or all of a kind. */
export const syncDriftChoice = z.union([
  z.strictObject({ drifts: z.array(z.int().positive()).min(1).max(1_000) }),
  z.strictObject({ kind: z.strictObject({ entity, class: driftClass }) }),
])
export const syncRepairBody = z.strictObject({ chosen: syncDriftChoice })

/** `rows` compares row versions, `order_codes` the numbers of orders in the desktop program (Mahak API reference §6). */
const disputeKind = z.enum(['rows', 'order_codes'])
export const syncDisputeQuery = z.object({ entity, kind: disputeKind.default('rows') })
export const syncDisputeBody = z.strictObject({
  entity,
  kind: disputeKind.default('rows'),
  /** Mahak's ids of rows to be sent anew whatever their version: their content changed without a new one. */
  again: z.array(z.int().positive()).max(1_000).default([]),
})

/** What a dispute would tell Mahak, and what is expected of it. */
export const syncDisputePreview = z.object({
  entity,
  kind: disputeKind,
  /** Pairs of id and version, or of id and number, that would be sent: every row the shop knows. */
  pairs: z.int(),
  /** More than Mahak takes in one call; only a full reading helps then. */
  tooMany: z.boolean(),
  /** Rows of which the last compare knows that Mahak holds something else, some of them by id. */
  expected: z.object({ rows: z.int(), some: z.array(z.string()) }),
  /** What is read right after it. */
  group: z.string(),
})

/** What an exchange would do now. */
export const syncPlanView = z.object({
  id: z.int(),
  askedAt: instant,
  finishedAt: instant.nullable(),
  /** Why there is no plan. */
  failure: z.string().nullable(),
  /** Changes of the shop's records, in all. */
  changes: z.array(z.object({ entity, action: z.enum(['create', 'update', 'delete']), count: z.int() })),
  /** Rows that would be sent, in all. */
  sends: z.array(z.object({ entity, count: z.int() })),
  /** Calls that sending would take. */
  calls: z.int(),
  conflicts: z.int(),
  /** Persian messages of what somebody should know before: mass deletions, unusable rows. */
  warnings: z.array(z.string()),
  /** Variants that would be sold at 0 and therefore are not for sale. */
  zeroPrices: z.int(),
  /** Three goods with their price in the shop, to be compared with the desktop program. */
  prices: z.array(z.object({ name: z.string(), price: z.int() })),
  /** The first 100 of each kind, with fields as `[before, after]`. */
  entries: z.array(
    z.object({
      entity,
      recordId: z.string(),
      action: z.enum(['create', 'update', 'delete', 'send', 'conflict']),
      diff: z.record(z.string(), z.unknown()),
    }),
  ),
})

export type SyncDriftReport = z.infer<typeof syncDriftReport>
export type SyncDriftQuery = z.infer<typeof syncDriftQuery>
export type SyncDriftView = z.infer<typeof syncDriftView>
export type SyncDriftPage = z.infer<typeof syncDriftPage>
export type SyncDriftChoice = z.infer<typeof syncDriftChoice>
export type SyncDisputeQuery = z.infer<typeof syncDisputeQuery>
export type SyncDisputeBody = z.infer<typeof syncDisputeBody>
export type SyncDisputePreview = z.infer<typeof syncDisputePreview>
export type SyncPlanView = z.infer<typeof syncPlanView>
