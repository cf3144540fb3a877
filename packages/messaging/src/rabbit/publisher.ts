import { setImmediate } from 'node:timers/promises'
import type { Connection, Envelope, MessageBody } from 'rabbitmq-client'
import { endsWithin } from '../grace.ts'

const CONFIRM_MS = 10_000

export interface ConfirmedPublisher {
  /** Resolves when a majority of the broker has the message on disk; throws when it was refused, unroutable or not confirmed. */
  send(envelope: Envelope, body: MessageBody): Promise<void>
  close(): Promise<void>
}

/**
 * A publisher whose promise means "durable". The client resolves also for a message that no queue took (it was returned just
 * before), so returns are matched by id; one repetition covers a cut connection and may double the message.
 */
export function createPublisher(connection: Connection): ConfirmedPublisher {
  const publisher = connection.createPublisher({ confirm: true, maxAttempts: 2 })
  const returned = new Set<string>()
  publisher.on('basic.return', (message) => returned.add(message.messageId ?? ''))

  return {
    async send(envelope, body) {
      const sent = publisher.send(envelope, body)
      if (!(await endsWithin(sent, CONFIRM_MS)))
        throw new Error(`the broker did not confirm a message within ${CONFIRM_MS} ms`)
      await sent
      await setImmediate()
      if (returned.delete(envelope.messageId ?? '')) throw new Error(`no queue is bound for ${envelope.routingKey}`)
    },
    close: () => publisher.close(),
  }
}
