import type { SyncIssueChoice } from '@hybrid-store/contracts'
import { type Database, sql, type Tx } from '@hybrid-store/database'
import { type Deed, insertAudit } from './audit.repository.ts'
import { isChosen } from './issue-choice.ts'

export interface Reason {
  note: string
  until: Date
}

/**
 * Sets issues aside until a date, and their records, if they were given up, until they change. Saying the same twice does it
 * once. Gives the number of issues.
 */
export function ignoreIssues(db: Database, choice: SyncIssueChoice, reason: Reason, who: string): Promise<number> {
  return db.transaction(async (tx) => {
    // The records before their issues, as workers lock them.
    await tx.run(sql`
      update sync.dirty set state = 'ignored'
      where state = 'dead' and (entity, local_id) in (select entity, record_id from sync.issue where ${isChosen(choice)})`)
    const deeds = await setIgnored(tx, choice, reason)
    await insertAudit(tx, who, 'ignore', deeds)
    return deeds.length
  })
}

const setIgnored = (tx: Tx, choice: SyncIssueChoice, { note, until }: Reason): Promise<Deed[]> =>
  tx.rows(sql`
    with held as materialized (
      select id, jsonb_build_object('issue', id, 'status', status, 'note', note, 'until', ignored_until) as before
      from sync.issue
      where ${isChosen(choice)}
        and (status, note, ignored_until) is distinct from ('ignored', ${note}, ${until}::timestamptz)
      order by id for update
    )
    update sync.issue i set status = 'ignored', note = ${note}, ignored_until = ${until}
    from held where i.id = held.id
    returning i.entity, i.record_id as "recordId", held.before,
      jsonb_build_object('issue', i.id, 'status', i.status, 'note', i.note, 'until', i.ignored_until) as after`)
