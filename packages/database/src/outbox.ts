import { correlationId } from '@hybrid-store/observability/correlation'
import type { Database, Tx } from './database.ts'
import { sql } from './sql.ts'

export interface OutboxMessage {
  id: number
  queue: string
  message: Record<string, unknown>
}

/**
 * Writes a message into the transaction of the fact it tells of; it leaves the house only after the commit. The request it
 * was written for goes with it as `correlationId`.
 */
export async function addToOutbox(tx: Tx, queue: string, message: Record<string, unknown>): Promise<void> {
  const id = correlationId()
  const signed = id === undefined ? message : { ...message, correlationId: id }
  await tx.run(sql`insert into platform.outbox (queue, message) values (${queue}, ${JSON.stringify(signed)}::jsonb)`)
}

/** Hands waiting messages to `publish` and removes them when it resolves; after a crash between they go out again. */
export function drainOutbox(
  db: Database,
  publish: (batch: OutboxMessage[]) => Promise<void>,
  limit = 200,
): Promise<number> {
  return db.transaction(async (tx) => {
    const batch = await tx.rows<OutboxMessage>(
      sql`select id, queue, message from platform.outbox order by id limit ${limit} for update skip locked`,
    )
    if (batch.length === 0) return 0
    await publish(batch)
    await tx.run(sql`delete from platform.outbox where id = any(${batch.map((entry) => entry.id)}::bigint[])`)
    return batch.length
  })
}
