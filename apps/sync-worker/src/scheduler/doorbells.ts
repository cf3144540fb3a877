import type { MessageBus, QueueName } from '@hybrid-store/messaging'
import { z } from 'zod'
import { isPulledEntity } from '../data-transformer/remote-entities.ts'
import { type EntityGroup, entityGroups } from '../pull/entity-groups.ts'

/** What a doorbell may say. Without a group it means all of them. */
export const pullBody = z.object({ group: z.enum(entityGroups).optional() })

/** What else is asked of the queue of comparing; a plain `sync.reconcile` says nothing more. */
export const disputeBody = z.object({
  entity: z.string().refine(isPulledEntity),
  kind: z.enum(['rows', 'order_codes']),
  again: z.array(z.int()),
})
export const dryRunBody = z.object({ planId: z.int() })

/** Each group of entities has a queue, so that orders never wait behind goods. */
export const QUEUE_OF_GROUP: Readonly<Record<EntityGroup, QueueName>> = {
  catalog: 'catalog_sync_request',
  pictures: 'catalog_sync_request',
  inventory: 'inventory_sync_request',
  orders: 'pull_sync_request',
  people: 'pull_sync_request',
}

/** Queue of the records of the dirty set, by their kind. */
export const QUEUE_OF_RECORD = {
  order: 'order_sync_request',
  return: 'order_sync_request',
  refund: 'order_sync_request',
  collection: 'order_sync_request',
  customer: 'customer_sync_request',
  address: 'customer_sync_request',
  product: 'catalog_sync_request',
  picture: 'catalog_sync_request',
  gallery: 'catalog_sync_request',
} as const satisfies Record<string, QueueName>

export const ringPull = (bus: MessageBus, group: EntityGroup): Promise<void> =>
  bus.publish(QUEUE_OF_GROUP[group], { type: 'sync.pull', body: { group } })

export const ringDrain = (bus: MessageBus, entity: keyof typeof QUEUE_OF_RECORD, delayMs = 0): Promise<void> =>
  bus.publish(QUEUE_OF_RECORD[entity], { type: 'sync.drain', body: {} }, { delayMs })

export const ringReconcile = (bus: MessageBus): Promise<void> =>
  bus.publish('reconcile_sync_request', { type: 'sync.reconcile', body: {} })
