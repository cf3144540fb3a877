import { type Queryable, sql } from '@hybrid-store/database'
import { storable } from '../data-transformer/storable.ts'

/** Something a person should know or do. `message` is Persian and says what to do; `detail` holds Mahak's own words. */
export interface Issue {
  entity: string
  recordId: string
  class: string
  code: string
  field?: string
  message: string
  detail?: string
}

/**
 * Opens issues; one that is open already is only counted and dated. One that a person ignores stays so until its date, unless
 * its record was tried anew: then it was changed meanwhile, and the refusal is news.
 */
export async function openIssues(db: Queryable, issues: readonly Issue[]): Promise<void> {
  const distinct = [...new Map(issues.map((issue) => [keyOf(issue), issue])).values()]
  if (distinct.length === 0) return
  await db.run(sql`
    insert into sync.issue as i (entity, record_id, class, code, field, message, detail)
    select * from unnest(
      ${distinct.map((issue) => issue.entity)}::text[], ${distinct.map((issue) => issue.recordId)}::text[],
      ${distinct.map((issue) => issue.class)}::text[], ${distinct.map((issue) => issue.code)}::text[],
      ${distinct.map((issue) => issue.field ?? '')}::text[], ${distinct.map((issue) => issue.message)}::text[],
      ${distinct.map((issue) => (issue.detail === undefined ? null : storable(issue.detail)))}::text[])
    on conflict (entity, record_id, code, field) where status <> 'resolved' do update set
      count = i.count + 1, last_at = now(), message = excluded.message, detail = excluded.detail,
      status = case when i.ignored_until > now() and not exists (
        select from sync.dirty d where d.entity = i.entity and d.local_id = i.record_id) then i.status else 'open' end`)
}

/** Closes the issues of these records; only those with one of `codes`, if given. */
export async function resolveIssues(
  db: Queryable,
  entity: string,
  recordIds: readonly string[],
  codes?: readonly string[],
): Promise<void> {
  if (recordIds.length === 0) return
  await db.run(sql`
    update sync.issue set status = 'resolved', last_at = now()
    where status <> 'resolved' and entity = ${entity} and record_id = any(${recordIds}::text[])
      and (${codes ?? null}::text[] is null or code = any(${codes ?? null}::text[]))`)
}

const keyOf = (issue: Issue): string => [issue.entity, issue.recordId, issue.code, issue.field ?? ''].join('\n')
