import { syncRunBody, syncStateView } from '@hybrid-store/contracts'
import type { HttpServer } from '@hybrid-store/http'
import type { MessageBus, QueueName } from '@hybrid-store/messaging'
import { z } from 'zod'
import { registerSyncActions } from './sync-actions.routes.ts'
import { registerSyncCompare } from './sync-compare.routes.ts'
import { registerSyncLists } from './sync-lists.routes.ts'
import type { SyncOperator } from './sync-operator.ts'

export interface SyncDeps {
  bus: MessageBus
  syncOperator: SyncOperator
}

const DOORBELLS: Record<z.infer<typeof syncRunBody>['what'], { queue: QueueName; type: string }[]> = {
  pull: [{ queue: 'pull_sync_request', type: 'sync.pull' }],
  push: [
    { queue: 'customer_sync_request', type: 'sync.drain' },
    { queue: 'order_sync_request', type: 'sync.drain' },
    { queue: 'catalog_sync_request', type: 'sync.drain' },
  ],
  reconcile: [{ queue: 'reconcile_sync_request', type: 'sync.reconcile' }],
}

export function registerSyncRoutes(app: HttpServer, { bus, syncOperator }: SyncDeps): void {
  app.get(
    '/api/v1/admin/sync',
    {
      schema: { tags: ['admin'], summary: 'Where the exchange with Mahak stands', response: { 200: syncStateView } },
      config: { rules: { access: 'staff:sync.read', rate: 'read', idempotency: 'safe' } },
    },
    () => syncOperator.state(),
  )
  app.post(
    '/api/v1/admin/sync/run',
    {
      schema: {
        tags: ['admin'],
        summary: 'Read from Mahak, send what waits, or read and compare everything, now',
        body: syncRunBody,
        response: { 202: z.object({ asked: z.array(z.string()) }) },
      },
      config: { rules: { access: 'staff:sync.run', rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const doorbells = DOORBELLS[request.body.what]
      for (const { queue, type } of doorbells) await bus.publish(queue, { type, body: { reason: 'operator' } })
      return reply.code(202).send({ asked: doorbells.map(({ queue }) => queue) })
    },
  )
  registerSyncLists(app, syncOperator)
  registerSyncActions(app, syncOperator)
  registerSyncCompare(app, syncOperator)
}
