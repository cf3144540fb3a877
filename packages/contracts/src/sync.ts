import { z } from 'zod'
import { instant } from './common.ts'

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
export const syncRunBody = z.strictObject({ what: z.enum(['pull', 'push']) })

export type SyncStateView = z.infer<typeof syncStateView>
