import {
  adminOrderPage,
  adminProductView,
  createdPicture,
  createdProduct,
  type EditProductBody,
  type NewProductBody,
  type Problem,
  problemSchema,
  productFormView,
  type SyncDisputeQuery,
  type SyncDriftChoice,
  type SyncIssueChoice,
  staffSessionAnswer,
  stockAnswer,
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

/** Whether the store itself has refused it, rather than given no answer. */
export const isAnswered = (error: unknown): boolean => error instanceof ApiError && error.problem.status > 0

export const readOrders = (cursor: string | null) =>
  ask(adminOrderPage, `/api/v1/admin/orders?limit=25${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)

export const readSync = () => ask(syncStateView, '/api/v1/admin/sync')

export const readIssueGroups = () => ask(syncIssueGroups, '/api/v1/admin/sync/issue-groups')

export const readIssues = (kind: IssueKind, cursor: string | null) =>
  ask(
    syncIssuePage,
    `/api/v1/admin/sync/issues?${new URLSearchParams({ ...kind, limit: '50', ...(cursor ? { cursor } : {}) })}`,
  )

export const readRecord = (entity: string, recordId: string) =>
  ask(syncRecordView, `/api/v1/admin/sync/records/${encodeURIComponent(entity)}/${encodeURIComponent(recordId)}`)

export const readStock = (variant: string) =>
  ask(stockAnswer, `/api/v1/admin/stock?${new URLSearchParams({ variant })}`)

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

export const readProductForm = () => ask(productFormView, '/api/v1/admin/product-form')

export const readProduct = (id: string) => ask(adminProductView, `/api/v1/admin/products/${encodeURIComponent(id)}`)

export const createProduct = (product: NewProductBody, key: string) =>
  ask(createdProduct, '/api/v1/admin/products', product, { 'idempotency-key': key })

export const editProduct = (id: string, changes: EditProductBody) =>
  send('PATCH', adminProductView, `/api/v1/admin/products/${encodeURIComponent(id)}`, changes)

export const uploadPicture = (productId: string, file: Blob) =>
  ask(createdPicture, `/api/v1/admin/products/${encodeURIComponent(productId)}/pictures`, file)

export const pullNow = () => ask(z.unknown(), '/api/v1/admin/sync/run', { what: 'pull' })

export const logIn = (credentials: { username: string; password: string }) =>
  ask(staffSessionAnswer, '/api/v1/auth/staff', credentials)

export const logOut = () => ask(z.unknown(), '/api/v1/auth/logout', { audience: 'staff' })

/** GET, or POST with a body. */
const ask = <Answer extends z.ZodType>(
  schema: Answer,
  path: string,
  body?: object,
  headers?: Record<string, string>,
): Promise<z.infer<Answer>> => send(body ? 'POST' : 'GET', schema, path, body, headers)

/** The body is JSON, or a file as it is. The session is in cookies that scripts cannot see; the header says whose it is. */
async function send<Answer extends z.ZodType>(
  method: 'GET' | 'POST' | 'PATCH',
  schema: Answer,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<z.infer<Answer>> {
  const file = body instanceof Blob ? body : null
  const type: Record<string, string> = body ? { 'content-type': file?.type ?? 'application/json' } : {}
  const answer = await fetch(path, {
    method,
    headers: { 'x-session': 'staff', ...type, ...headers },
    body: file ?? (body ? JSON.stringify(body) : null),
  }).catch(() => {
    throw new ApiError(NO_ANSWER)
  })
  const value: unknown = await answer.json().catch(() => null)
  if (answer.ok) return schema.parse(value)
  const problem = problemSchema.safeParse(value)
  throw new ApiError(problem.success ? problem.data : NO_ANSWER)
}
