import {
  syncConflictPage,
  syncConflictQuery,
  syncIssueGroups,
  syncIssuePage,
  syncIssueQuery,
  syncRecordParams,
  syncRecordView,
} from '@hybrid-store/contracts'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import type { SyncOperator } from './sync-operator.ts'

const rules = { access: 'staff:sync.read', rate: 'read', idempotency: 'safe' } as const

/** What went wrong, where the two sides disagreed, and the story of single records. */
export function registerSyncLists(app: HttpServer, operator: SyncOperator): void {
  app.get(
    '/api/v1/admin/sync/issue-groups',
    {
      schema: { tags: ['admin'], summary: 'Open issues by their kind', response: { 200: syncIssueGroups } },
      config: { rules },
    },
    () => operator.issueGroups(),
  )
  app.get(
    '/api/v1/admin/sync/issues',
    {
      schema: {
        tags: ['admin'],
        summary: 'Open issues of one kind, newest first',
        querystring: syncIssueQuery,
        response: { 200: syncIssuePage },
      },
      config: { rules },
    },
    (request) => operator.issues(request.query),
  )
  app.get(
    '/api/v1/admin/sync/records/:entity/:recordId',
    {
      schema: {
        tags: ['admin'],
        summary: 'One record: where it stands, its issues, its last exchanges and who did what with it',
        params: syncRecordParams,
        response: { 200: syncRecordView },
      },
      config: { rules },
    },
    async ({ params }, reply) =>
      (await operator.record(params.entity, params.recordId)) ?? sendProblem(reply, { code: 'not_found' }),
  )
  app.get(
    '/api/v1/admin/sync/conflicts',
    {
      schema: {
        tags: ['admin'],
        summary: 'Fields both sides have changed, newest first',
        querystring: syncConflictQuery,
        response: { 200: syncConflictPage },
      },
      config: { rules },
    },
    (request) => operator.conflicts(request.query),
  )
}
