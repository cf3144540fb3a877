export { type BusOptions, createMessageBus, messagingMigrations } from './create-message-bus.ts'
export type {
  BusLogger,
  Consumer,
  DeadLetter,
  DeadLetters,
  Message,
  MessageBus,
  MessageHandler,
  OutgoingMessage,
  QueueStats,
  Verdict,
} from './message-bus.ts'
export { startOutboxRelay } from './outbox-relay.ts'
export { isQueueName, QUEUES, type QueueName } from './queues.ts'
