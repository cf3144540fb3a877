import type { Tx } from './database.ts'
import { sql } from './sql.ts'

/** True the first time `consumer` sees this message, false ever after. Call it in the transaction that acts on the message. */
export async function receiveOnce(tx: Tx, consumer: string, messageId: string): Promise<boolean> {
  const fresh = await tx.run(
    sql`insert into platform.inbox (consumer, message_id) values (${consumer}, ${messageId}) on conflict do nothing`,
  )
  return fresh === 1
}
