import type { SyncIssueChoice } from '@hybrid-store/contracts'
import { addToOutbox, type Database, sql, type Tx } from '@hybrid-store/database'
import { QUEUE_OF_RECORD } from '../scheduler/doorbells.ts'
import { insertAudit } from './audit.repository.ts'
import { isChosen } from './issue-choice.ts'

/**
 * Tries the records of these issues again, now. What is being tried or due already stays as it is, so doing it twice does it
 * once. Gives the number of records.
 */
export function retryIssues(db: Database, choice: SyncIssueChoice, who: string): Promise<number> {
  return db.transaction(async (tx) => {
    const put = await makeDue(tx, choice)
    const read = await applyAgain(tx, choice)
    const deeds = [...put, ...read].map(({ entity, recordId, before, after }) => ({ entity, recordId, before, after }))
    await insertAudit(tx, who, 'retry', deeds)
    await ring(tx, new Set(put.map(({ entity }) => entity)), read.length > 0)
    return deeds.length
  })
}

interface Changed {
  entity: string
  recordId: string
  before: object
  after: object
}

/** Records of the store: those that were given up, ignored or wait for a later try, and that no worker holds. */
const makeDue = (tx: Tx, choice: SyncIssueChoice): Promise<Changed[]> =>
  tx.rows(sql`
    with held as materialized (
      select entity, local_id, state, attempts from sync.dirty
      where (entity, local_id) in (select entity, record_id from sync.issue where ${isChosen(choice)})
        and (state <> 'dirty' or not_before > now()) and (lease_until is null or lease_until < now())
      order by entity, local_id for update
    )
    update sync.dirty d set state = 'dirty', not_before = now(), attempts = 0
    from held where d.entity = held.entity and d.local_id = held.local_id
    returning d.entity, d.local_id as "recordId",
      jsonb_build_object('state', held.state, 'attempts', held.attempts) as before,
      jsonb_build_object('state', d.state, 'attempts', d.attempts) as after`)

/** Rows of Mahak that could not be used. */
const applyAgain = (tx: Tx, choice: SyncIssueChoice): Promise<Changed[]> =>
  tx.rows(sql`
    with bad as materialized (
      select account_id, entity, mahak_id from sync.mirror
      where state = 'bad' and (entity, mahak_id) in (
        select entity, case when record_id ~ '^\\d{1,18}$' then record_id::bigint end
        from sync.issue where ${isChosen(choice)})
      order by entity, mahak_id for update
    )
    update sync.mirror m set state = 'pending'
    from bad where m.account_id = bad.account_id and m.entity = bad.entity and m.mahak_id = bad.mahak_id
    returning m.entity, m.mahak_id::text as "recordId",
      jsonb_build_object('state', 'bad') as before, jsonb_build_object('state', m.state) as after`)

async function ring(tx: Tx, entities: ReadonlySet<string>, reading: boolean): Promise<void> {
  const queues = Object.entries(QUEUE_OF_RECORD).flatMap(([entity, queue]) => (entities.has(entity) ? [queue] : []))
  for (const queue of new Set(queues))
    await addToOutbox(tx, queue, { type: 'sync.drain', body: { reason: 'operator' } })
  if (reading) await addToOutbox(tx, 'pull_sync_request', { type: 'sync.pull', body: {} })
}
