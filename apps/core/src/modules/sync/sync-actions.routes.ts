import {
  syncActionAnswer,
  syncAllowDeletionsBody,
  syncIgnoreBody,
  syncResolveBody,
  syncRetryBody,
} from '@hybrid-store/contracts'
import { type HttpServer, principalOf, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import type { SyncOperator } from './sync-operator.ts'

const rules = { access: 'staff:sync.run', rate: 'write', idempotency: 'natural' } as const
const done = z.object({ done: z.literal(true) })

/** What staff can do about it. Each action may be repeated: the second time it finds nothing left to change. */
export function registerSyncActions(app: HttpServer, operator: SyncOperator): void {
  app.post(
    '/api/v1/admin/sync/issues/retry',
    {
      schema: {
        tags: ['admin'],
        summary: 'Try the records of these issues again, now',
        body: syncRetryBody,
        response: { 200: syncActionAnswer },
      },
      config: { rules },
    },
    async (request) => ({ changed: await operator.retry(request.body.chosen, principalOf(request).id) }),
  )
  app.post(
    '/api/v1/admin/sync/issues/ignore',
    {
      schema: {
        tags: ['admin'],
        summary: 'Set issues aside until a date or until their records change',
        body: syncIgnoreBody,
        response: { 200: syncActionAnswer },
      },
      config: { rules },
    },
    async (request) => {
      const { chosen, note, until } = request.body
      return { changed: await operator.ignore(chosen, { note, until: new Date(until) }, principalOf(request).id) }
    },
  )
  app.post(
    '/api/v1/admin/sync/conflicts/:conflictId/resolve',
    {
      schema: {
        tags: ['admin'],
        summary: 'Decide which value of a field holds',
        params: z.object({ conflictId: z.coerce.number().int().positive() }),
        body: syncResolveBody,
        response: { 200: done },
      },
      config: { rules },
    },
    async (request, reply) => {
      const { conflictId } = request.params
      const resolved = await operator.resolveConflict(conflictId, request.body.winner, principalOf(request).id)
      return resolved.ok ? { done: true as const } : sendProblem(reply, resolved.error)
    },
  )
  app.post(
    '/api/v1/admin/sync/allow-deletions',
    {
      schema: {
        tags: ['admin'],
        summary: 'Let a stopped mass deletion happen within 15 minutes',
        body: syncAllowDeletionsBody,
        response: { 200: done },
      },
      config: { rules },
    },
    async (request, reply) =>
      (await operator.allowDeletions(request.body.entity, principalOf(request).id))
        ? { done: true as const }
        : sendProblem(reply, { code: 'not_found' }),
  )
}
