import type { Database, Migrations } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import type { BusLogger, MessageBus } from './message-bus.ts'
import { createPostgresBus } from './postgres/postgres-bus.ts'
import { createRabbitBus } from './rabbit/rabbit-bus.ts'
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './retry-policy.ts'

export const messagingMigrations: Migrations = {
  module: 'messaging',
  folder: new URL('../migrations/', import.meta.url),
}

export interface BusOptions extends Partial<RetryPolicy> {
  /** Address of a RabbitMQ broker; the queue on PostgreSQL is used without one. */
  amqpUrl?: string
  database: Database
  logger: BusLogger
  /** Prefix of all names, for several stores or tests on one broker. */
  namespace?: string
  clock?: Clock
}

/** The bus on RabbitMQ when `amqpUrl` is given, on PostgreSQL otherwise. Connects when it is first used. */
export function createMessageBus({ amqpUrl, database, logger, namespace, clock, ...policy }: BusOptions): MessageBus {
  const shared = {
    logger,
    namespace,
    policy: {
      retryDelays: policy.retryDelays ?? DEFAULT_RETRY_POLICY.retryDelays,
      maxAttempts: policy.maxAttempts ?? DEFAULT_RETRY_POLICY.maxAttempts,
    },
  }
  return amqpUrl ? createRabbitBus({ ...shared, amqpUrl, clock }) : createPostgresBus({ ...shared, database })
}
