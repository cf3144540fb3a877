import type { SyncIssueChoice } from '@hybrid-store/contracts'
import { type Database, sql, type Tx } from '@hybrid-store/database'
import { insertAudit } from './audit.repository.ts'
import { isChosen } from './issue-choice.ts'
import { ringDrains, ringReading } from './ring.ts'

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
    await ringDrains(
      tx,
      put.map(({ entity }) => entity),
    )
    if (read.length > 0) await ringReading(tx)
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
      select account_id, entity, mahak_id from sync.pending
      where state = 'bad' and (entity, mahak_id) in (
        select entity, case when record_id ~ '^\\d{1,18}$' then record_id::bigint end
        from sync.issue where ${isChosen(choice)})
      order by entity, mahak_id for update
    )
    update sync.pending p set state = 'pending'
    from bad where p.account_id = bad.account_id and p.entity = bad.entity and p.mahak_id = bad.mahak_id
    returning p.entity, p.mahak_id::text as "recordId",
      jsonb_build_object('state', 'bad') as before, jsonb_build_object('state', p.state) as after`)
