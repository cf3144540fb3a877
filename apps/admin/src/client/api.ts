import {
  adminOrderPage,
  type Problem,
  problemSchema,
  type SyncDisputeQuery,
  type SyncDriftChoice,
  type SyncIssueChoice,
  staffSessionAnswer,
  syncActionAnswer,
  syncDisputePreview,
  syncDriftPage,
  syncIssueGroups,
  syncIssuePage,
  syncPlanView,
  syncRecordView,
  syncStateView,
} from '@hybrid-store/contracts'
import { z } from 'zod'

/** A refusal of the API, or no answer at all. `problem.title` is a Persian sentence. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

/** What tells one kind of trouble from another. */
export type IssueKind = Extract<SyncIssueChoice, { group: object }>['group']

const NO_ANSWER: Problem = { type: 'about:blank', title: 'فروشگاه پاسخ نمی‌دهد', status: 0, code: 'no_answer' }

export const isLoggedOut = (error: unknown): boolean => error instanceof ApiError && error.problem.status === 401

export const readOrders = (cursor: string | null) =>
  ask(adminOrderPage, `/api/v1/admin/orders?limit=25${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)

export const readSync = () => ask(syncStateView, '/api/v1/admin/sync')

export const readIssueGroups = () => ask(syncIssueGroups, '/api/v1/admin/sync/issue-groups')

export const readIssues = (kind: IssueKind, cursor: string | null) =>
  ask(
    syncIssuePage,
    syncPlanView,
    `/api/v1/admin/sync/issues?${new URLSearchParams({ ...kind, limit: '50', ...(cursor ? { cursor } : {}) })}`,
  )

export const readRecord = (entity: string, recordId: string) =>
  ask(syncRecordView, `/api/v1/admin/sync/records/${encodeURIComponent(entity)}/${encodeURIComponent(recordId)}`)

export const retryIssues = (chosen: SyncIssueChoice) =>
  ask(syncActionAnswer, '/api/v1/admin/sync/issues/retry', { chosen })

export const ignoreIssues = (chosen: SyncIssueChoice, note: string, until: string) =>
  ask(syncActionAnswer, '/api/v1/admin/sync/issues/ignore', { chosen, note, until })

export const readDrift = (cursor: string | null) =>
  ask(syncDriftPage, `/api/v1/admin/sync/drift?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)

export const repairDrift = (chosen: SyncDriftChoice) =>
  ask(syncActionAnswer, '/api/v1/admin/sync/drift/repair', { chosen })

export const previewDispute = (dispute: SyncDisputeQuery) =>
  ask(syncDisputePreview, `/api/v1/admin/sync/dispute?${new URLSearchParams(dispute)}`)

export const askDispute = (dispute: SyncDisputeQuery) => ask(syncDisputePreview, '/api/v1/admin/sync/dispute', dispute)

export const askPlan = () => ask(z.object({ planId: z.int() }), '/api/v1/admin/sync/plans', {})

export const readPlan = (planId: number) => ask(syncPlanView, `/api/v1/admin/sync/plans/${planId}`)

export const compareNow = () => ask(z.unknown(), '/api/v1/admin/sync/run', { what: 'reconcile' })

export const pullNow = () => ask(z.unknown(), '/api/v1/admin/sync/run', { what: 'pull' })

export const logIn = (credentials: { username: string; password: string }) =>
  ask(staffSessionAnswer, '/api/v1/auth/staff', credentials)

export const logOut = () => ask(z.unknown(), '/api/v1/auth/logout', { audience: 'staff' })

/** GET, or POST with a body. The session is in cookies that scripts cannot see; the header says whose it is. */
async function ask<Answer extends z.ZodType>(schema: Answer, path: string, body?: object): Promise<z.infer<Answer>> {
  const answer = await fetch(path, {
    method: body ? 'POST' : 'GET',
    headers: { 'x-session': 'staff', ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : null,
  }).catch(() => {
    throw new ApiError(NO_ANSWER)
  })
  const value: unknown = await answer.json().catch(() => null)
  if (answer.ok) return schema.parse(value)
  const problem = problemSchema.safeParse(value)
  throw new ApiError(problem.success ? problem.data : NO_ANSWER)
}
