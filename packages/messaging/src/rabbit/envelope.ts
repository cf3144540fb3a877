import { createHash } from 'node:crypto'
import type { AsyncMessage, Envelope, SyncMessage } from 'rabbitmq-client'
import { z } from 'zod'
import type { Message } from '../message-bus.ts'

/** A message on the wire, with what the bus itself keeps in the headers. */
export interface Parcel {
  message: Message
  /** Full name of its work queue; it is the routing key and survives every hop. */
  queue: string
  /** Not to be handed out before this instant, in ms since 1970; 0 = at once. */
  notBefore: number
  /** Why it last failed. */
  reason?: string
}

const wireSchema = z.object({
  messageId: z.string().min(1),
  type: z.string().min(1),
  routingKey: z.string(),
  body: z.record(z.string(), z.unknown()),
  headers: z.object({
    'x-attempt': z.number().int().positive().default(1),
    'x-delivery-count': z.number().int().nonnegative().default(0),
    'x-enqueued-at': z.iso.datetime(),
    'x-not-before': z.number().default(0),
    'x-reason': z.string().optional(),
    traceparent: z.string().optional(),
  }),
})

/**
 * Reads a delivery; null when it is none of ours (no JSON object, headers missing). Deliveries that ended without an outcome
 * are counted by the broker, failures by the bus; an attempt is either.
 */
export function readParcel(delivery: AsyncMessage | SyncMessage): Parcel | null {
  const wire = wireSchema.safeParse(delivery)
  if (!wire.success) return null
  const { messageId, type, routingKey, body, headers } = wire.data
  return {
    message: {
      id: messageId,
      type,
      body,
      attempt: headers['x-attempt'] + headers['x-delivery-count'],
      enqueuedAt: headers['x-enqueued-at'],
      traceparent: headers.traceparent,
    },
    queue: routingKey,
    notBefore: headers['x-not-before'],
    reason: headers['x-reason'],
  }
}

/** Properties and body of `parcel` for sending it through `exchange`. Absent headers are left out: the codec knows no undefined. */
export function writeParcel(exchange: string, parcel: Parcel): { envelope: Envelope; body: Record<string, unknown> } {
  const { message, queue, notBefore, reason } = parcel
  const headers = {
    'x-attempt': message.attempt,
    'x-enqueued-at': message.enqueuedAt,
    ...(notBefore > 0 ? { 'x-not-before': notBefore } : {}),
    ...(reason ? { 'x-reason': reason } : {}),
    ...(message.traceparent ? { traceparent: message.traceparent } : {}),
  }
  const envelope = {
    exchange,
    routingKey: queue,
    mandatory: true,
    durable: true,
    messageId: message.id,
    type: message.type,
    headers,
  }
  return { envelope, body: message.body }
}

/** The id of a delivery, also of one that carries none: then it is made of its content. */
export function idOf({ messageId, body }: AsyncMessage | SyncMessage): string {
  if (messageId) return messageId
  const content = Buffer.isBuffer(body) ? body : JSON.stringify(body)
  return `raw_${createHash('sha256').update(content).digest('hex').slice(0, 26)}`
}
