import { type Database, sql } from '@hybrid-store/database'
import type { MessageBus } from '@hybrid-store/messaging'
import { LOCK_SPACE } from '../advisory-lock.ts'
import { releaseLeasesOfDeadWorkers } from '../push/leases.repository.ts'
import { QUEUE_OF_RECORD, ringDrain } from './doorbells.ts'

const isPushed = (entity: string): entity is keyof typeof QUEUE_OF_RECORD => Object.hasOwn(QUEUE_OF_RECORD, entity)

/**
 * Rings for records that are due and in nobody's hands: their doorbell was lost, their retry time has come, the settling of
 * their uncertain send is due, or their worker is dead. Gives the kinds it rang for.
 */
export async function sweep(db: Database, bus: MessageBus): Promise<string[]> {
  await releaseLeasesOfDeadWorkers(db, LOCK_SPACE.worker)
  const due = await db.rows<{ entity: string }>(sql`
    select distinct entity from sync.dirty
    where state = 'dirty' and not_before <= now() and (lease_until is null or lease_until < now())`)
  const kinds = due.map((row) => row.entity).filter(isPushed)
  for (const kind of kinds) await ringDrain(bus, kind)
  return kinds
}
