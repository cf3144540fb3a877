import type { SyncIssueChoice } from '@hybrid-store/contracts'
import { type Sql, sql } from '@hybrid-store/database'

/** The condition on `sync.issue` that a choice stands for. */
export const isChosen = (choice: SyncIssueChoice): Sql =>
  'issues' in choice
    ? sql`id = any(${choice.issues}::bigint[]) and status <> 'resolved'`
    : sql`entity = ${choice.group.entity} and code = ${choice.group.code} and field = ${choice.group.field}
        and id in (select id from sync.standing_issue)`
