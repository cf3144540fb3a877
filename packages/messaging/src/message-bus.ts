import type { QueueName } from './queues.ts'

/**
 * A doorbell: it says what to look at, never what it contains, for the truth is in PostgreSQL. Loss, doubling and
 * reordering of messages may cost time but never data.
 */
export interface Message {
  id: string
  type: string
  body: Record<string, unknown>
  /** 1 at the first delivery; grows with every further one, after failures and crashes alike. */
  attempt: number
  /** When it was first published, ISO 8601 in UTC. */
  enqueuedAt: string
  /** W3C trace context of the publisher. */
  traceparent?: string
}

export interface OutgoingMessage {
  type: string
  body?: Record<string, unknown>
  /** A new one is made when it is left out. */
  id?: string
  traceparent?: string
}

/** What a handler decides: nothing or `ack` = done, `retry` = again after the next delay and why, `dead` = give up and why. */
export type Verdict = { ack: true } | { retry: string } | { dead: string }

/** Acts on one message. A thrown error counts as `retry` with its text. Runs at least once per message, so it must be repeatable. */
export type MessageHandler = (message: Message) => Promise<Verdict | undefined> | Promise<void>

/**
 * Figures of one queue. A column adds up to the total of the bus: RabbitMQ keeps delayed and dead messages of all work
 * queues in queues of their own, which then have rows of their own (`sync.retry.<delay>`, `sync_dlq`).
 */
export interface QueueStats {
  queue: string
  /** Waiting and due. */
  ready: number
  /** In a consumer's hands. RabbitMQ tells only of the consumers of this process. */
  leased: number
  /** Waiting for their time. */
  delayed: number
  /** Given up, until an operator replays or drops them. */
  dead: number
}

export interface DeadLetter {
  id: string
  /** Where it came from and where a replay sends it. */
  queue: string
  type: string
  body: Record<string, unknown>
  attempt: number
  reason: string
  enqueuedAt: string
}

export interface DeadLetters {
  /** The oldest first, 100 unless told. */
  list(limit?: number): Promise<DeadLetter[]>
  /** Sends it to its queue again with a fresh count of attempts; false when there is none of this id. */
  replay(id: string): Promise<boolean>
  /** Throws it away; false when there is none of this id. */
  drop(id: string): Promise<boolean>
}

export interface Consumer {
  /** Takes nothing new and resolves when the running handlers are through. */
  close(): Promise<void>
}

export interface MessageBus {
  /**
   * Resolves only when the message is durable; throws when the broker did not take it. `delayMs` is the least time until
   * delivery. Equal messages (queue, type, body) that still wait may be merged into one.
   */
  publish(queue: QueueName, message: OutgoingMessage, options?: { delayMs?: number }): Promise<void>
  /** Hands messages to `handler`, at most `prefetch` at a time. */
  consume(queue: QueueName, options: { prefetch: number }, handler: MessageHandler): Promise<Consumer>
  stats(): Promise<QueueStats[]>
  readonly deadLetters: DeadLetters
  /** Stops taking messages, gives running handlers up to `graceMs` (10 s unless told), then lets go of the connections. */
  close(graceMs?: number): Promise<void>
}

/** The part of pino that the bus needs. */
export interface BusLogger {
  debug(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}
