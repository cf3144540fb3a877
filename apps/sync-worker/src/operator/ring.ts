import { addToOutbox, type Tx } from '@hybrid-store/database'
import { QUEUE_OF_RECORD } from '../scheduler/doorbells.ts'

// What an operator asks for is rung for in the transaction of the deed.

/** Rings for the records of these kinds; others have no queue. */
export async function ringDrains(tx: Tx, entities: Iterable<string>): Promise<void> {
  const named = new Set(entities)
  const queues = Object.entries(QUEUE_OF_RECORD).flatMap(([entity, queue]) => (named.has(entity) ? [queue] : []))
  for (const queue of new Set(queues))
    await addToOutbox(tx, queue, { type: 'sync.drain', body: { reason: 'operator' } })
}

export const ringReading = (tx: Tx): Promise<void> =>
  addToOutbox(tx, 'pull_sync_request', { type: 'sync.pull', body: {} })
