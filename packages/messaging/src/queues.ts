/** The work queues. Their names are relied on by operators and dashboards. */
export const QUEUES = [
  'order_sync_request',
  'customer_sync_request',
  'inventory_sync_request',
  'catalog_sync_request',
  'pull_sync_request',
  'reconcile_sync_request',
  'media_request',
  'notification_request',
] as const

export type QueueName = (typeof QUEUES)[number]

export const isQueueName = (name: string): name is QueueName => QUEUES.some((queue) => queue === name)
