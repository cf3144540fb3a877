import { z } from 'zod'
import { instant, page } from './common.ts'

export const syncStateView = z.object({
  account: z
    .object({
      visitorId: z.int(),
      databaseId: z.int(),
      title: z.string(),
      creditDay: z.int().nullable(),
      checkedAt: instant,
    })
    .nullable(),
  pulls: z.array(
    z.object({
      entity: z.string(),
      safeVersion: z.int(),
      seenVersion: z.int(),
      lastPullAt: instant.nullable(),
      rowsTotal: z.int(),
    }),
  ),
  /** The last reading of everything of each entity: how far it has come, or that it is done. */
  readings: z.array(
    z.object({
      entity: z.string(),
      group: z.string().nullable(),
      state: z.enum(['reading', 'applying', 'done']),
      received: z.int(),
      /** Rows of the last complete reading; null until there was one. */
      expected: z.int().nullable(),
      /** Received rows the shop has taken over, and those it has yet to take over. */
      applied: z.int(),
      pending: z.int(),
      /** Of the present step; null while unknown. */
      rowsPerSecond: z.int().nullable(),
      secondsLeft: z.int().nullable(),
      startedAt: instant,
      updatedAt: instant,
    }),
  ),
  /** Store changes that are not yet in the books, by entity and state. */
  waiting: z.array(z.object({ entity: z.string(), state: z.string(), count: z.int(), oldestMs: z.int() })),
  uncertain: z.int(),
  issues: z.array(
    z.object({
      id: z.int(),
      entity: z.string(),
      recordId: z.string(),
      code: z.string(),
      message: z.string(),
      count: z.int(),
      lastAt: instant,
    }),
  ),
})
export const syncRunBody = z.strictObject({ what: z.enum(['pull', 'push', 'reconcile']) })

export type SyncStateView = z.infer<typeof syncStateView>

/** What tells one kind of trouble from another. */
const signature = { entity: z.string().max(60), code: z.string().max(100), field: z.string().max(200) }

/** Open issues of one kind, with the message of the latest. */
export const syncIssueGroups = z.object({
  groups: z.array(
    z.object({
      ...signature,
      message: z.string(),
      records: z.int(),
      /** How often it was met in all. */
      count: z.int(),
      firstAt: instant,
      lastAt: instant,
    }),
  ),
})

export const syncIssueQuery = z.object({
  ...signature,
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

export const syncIssueView = z.object({
  id: z.int(),
  ...signature,
  recordId: z.string(),
  status: z.enum(['open', 'resolved', 'ignored']),
  message: z.string(),
  /** Mahak's own words. */
  detail: z.string().nullable(),
  note: z.string().nullable(),
  ignoredUntil: instant.nullable(),
  count: z.int(),
  firstAt: instant,
  lastAt: instant,
})
export const syncIssuePage = page(syncIssueView)

/** Single issues, or all open ones of a kind. */
export const syncIssueChoice = z.union([
  z.strictObject({ issues: z.array(z.int().positive()).min(1).max(1_000) }),
  z.strictObject({ group: z.strictObject(signature) }),
])
export const syncRetryBody = z.strictObject({ chosen: syncIssueChoice })
export const syncIgnoreBody = z.strictObject({
  chosen: syncIssueChoice,
  note: z.string().trim().min(1).max(500),
  until: instant,
})
/** How many records or issues were changed; the others were so already, or cannot be. */
export const syncActionAnswer = z.object({ changed: z.int() })

export const syncRecordParams = z.object({
  entity: z.enum(['order', 'return', 'refund', 'collection', 'customer', 'address', 'product', 'picture', 'gallery']),
  recordId: z.string().max(60),
})

/** One record of the store on its way to the books, and everything that was said about it. */
export const syncRecordView = z.object({
  entity: z.string(),
  recordId: z.string(),
  /** Null if the books know all of it. */
  waiting: z
    .object({
      state: z.string(),
      attempts: z.int(),
      dueAt: instant,
      leased: z.boolean(),
      /** The request that changed it last, as it stands in the logs. */
      correlationId: z.string().nullable(),
      changedAt: instant,
    })
    .nullable(),
  link: z
    .object({
      clientId: z.int().nullable(),
      mahakId: z.int().nullable(),
      mahakCode: z.int().nullable(),
      sendState: z.enum(['idle', 'sending', 'uncertain']),
      sentAt: instant.nullable(),
      acceptedAt: instant.nullable(),
      confirmedAt: instant.nullable(),
    })
    .nullable(),
  issues: z.array(syncIssueView),
  /** Calls to Mahak, the newest first; personal data is hidden. */
  exchanges: z.array(
    z.object({
      attemptId: z.int(),
      run: z.string(),
      /** The request whose change was sent, when it was made, and when a worker took it. */
      correlationId: z.string().nullable(),
      changedAt: instant.nullable(),
      claimedAt: instant.nullable(),
      sentAt: instant,
      answeredAt: instant.nullable(),
      outcome: z.string().nullable(),
      failure: z.string().nullable(),
      sent: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
      answer: z.unknown(),
    }),
  ),
  /** What operators did with it, the newest first. */
  audit: z.array(
    z.object({ at: instant, who: z.string(), action: z.string(), before: z.unknown(), after: z.unknown() }),
  ),
})

const fieldValue = z.union([z.string(), z.number(), z.boolean()]).nullable()
const side = z.enum(['store', 'mahak'])

/** A field both sides have changed. */
export const syncConflictView = z.object({
  id: z.int(),
  entity: z.string(),
  recordId: z.string(),
  field: z.string(),
  base: fieldValue,
  store: fieldValue,
  mahak: fieldValue,
  winner: side,
  rule: z.string(),
  at: instant,
  resolvedBy: z.string().nullable(),
  resolvedAt: instant.nullable(),
})
export const syncConflictQuery = syncIssueQuery.pick({ cursor: true, limit: true })
export const syncConflictPage = page(syncConflictView)
export const syncResolveBody = z.strictObject({ winner: side })

export const syncAllowDeletionsBody = z.strictObject({ entity: z.string().max(60) })

export type SyncIssueGroups = z.infer<typeof syncIssueGroups>
export type SyncIssueQuery = z.infer<typeof syncIssueQuery>
export type SyncIssuePage = z.infer<typeof syncIssuePage>
export type SyncIssueView = z.infer<typeof syncIssueView>
export type SyncIssueChoice = z.infer<typeof syncIssueChoice>
export type SyncRecordView = z.infer<typeof syncRecordView>
export type SyncConflictPage = z.infer<typeof syncConflictPage>
export type SyncConflictView = z.infer<typeof syncConflictView>
