import {
  syncActionAnswer,
  syncDisputeBody,
  syncDisputePreview,
  syncDisputeQuery,
  syncDriftPage,
  syncDriftQuery,
  syncPlanView,
  syncRepairBody,
} from '@hybrid-store/contracts'
import { type HttpServer, principalOf, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import type { SyncOperator } from './sync-operator.ts'

const reading = { access: 'staff:sync.read', rate: 'read', idempotency: 'safe' } as const
const acting = { access: 'staff:sync.run', rate: 'write', idempotency: 'natural' } as const
const tags = ['admin']

/** Where the two sides differ, how that is mended, and what an exchange would do. */
export function registerSyncCompare(app: HttpServer, operator: SyncOperator): void {
  app.get(
    '/api/v1/admin/sync/drift',
    {
      schema: {
        tags,
        summary: 'What differs between shop and books, and the last compare',
        querystring: syncDriftQuery,
        response: { 200: syncDriftPage },
      },
      config: { rules: reading },
    },
    (request) => operator.drift(request.query),
  )
  app.post(
    '/api/v1/admin/sync/drift/repair',
    {
      schema: {
        tags,
        summary: 'Mend differences: take Mahak’s rows over again, or send the shop’s',
        body: syncRepairBody,
        response: { 200: syncActionAnswer },
      },
      config: { rules: acting },
    },
    async (request) => ({ changed: await operator.repair(request.body.chosen, principalOf(request).id) }),
  )
  app.get(
    '/api/v1/admin/sync/dispute',
    {
      schema: {
        tags,
        summary: 'What a dispute would tell Mahak',
        querystring: syncDisputeQuery,
        response: { 200: syncDisputePreview },
      },
      config: { rules: reading },
    },
    async (request, reply) =>
      (await operator.previewDispute(request.query)) ?? sendProblem(reply, { code: 'not_found' }),
  )
  app.post(
    '/api/v1/admin/sync/dispute',
    {
      schema: {
        tags,
        summary: 'Tell Mahak every row known of an entity, so that it sends what it has otherwise',
        body: syncDisputeBody,
        response: { 202: syncDisputePreview },
      },
      config: { rules: acting },
    },
    async (request, reply) => {
      const asked = await operator.dispute(request.body, principalOf(request).id)
      return asked.ok ? reply.code(202).send(asked.value) : sendProblem(reply, asked.error)
    },
  )
  app.post(
    '/api/v1/admin/sync/plans',
    {
      schema: {
        tags,
        summary: 'Find out what an exchange would do, without doing it',
        response: { 202: z.object({ planId: z.int() }) },
      },
      config: { rules: acting },
    },
    async (request, reply) => reply.code(202).send({ planId: await operator.dryRun(principalOf(request).id) }),
  )
  app.get(
    '/api/v1/admin/sync/plans/:planId',
    {
      schema: {
        tags,
        summary: 'What an exchange would do; `latest` names the newest plan',
        params: z.object({ planId: z.union([z.literal('latest'), z.coerce.number().int().positive()]) }),
        response: { 200: syncPlanView },
      },
      config: { rules: reading },
    },
    async ({ params: { planId } }, reply) =>
      (await operator.plan(planId === 'latest' ? null : planId)) ?? sendProblem(reply, { code: 'not_found' }),
  )
}
