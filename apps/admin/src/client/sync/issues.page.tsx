import type { SyncIssueView } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useSearchParams } from 'react-router'
import { isLoggedOut } from '../api.ts'
import { issuesQuery } from '../queries.ts'
import { Failure, Moment } from '../views.tsx'
import { IssueActions } from './issue-actions.tsx'
import { addressOfKind, addressOfRecord } from './issue-address.ts'
import { SubPage } from './sub-page.tsx'
import { entityName } from './words.ts'

/** The open issues of one kind, to be tried again or set aside one by one. */
export function IssuesPage() {
  const [parameters] = useSearchParams()
  const read = (name: string) => parameters.get(name) ?? ''
  const kind = { entity: read('entity'), code: read('code'), field: read('field') }
  const issues = useQuery(issuesQuery(kind, parameters.get('cursor')))
  if (isLoggedOut(issues.error)) return <Navigate to="/login" replace />
  const next = issues.data?.nextCursor
  return (
    <SubPage title={`نیازمند رسیدگی: ${entityName(kind.entity)}`}>
      <Failure error={issues.error} />
      {issues.data?.items.length === 0 && <p className="empty">از این گونه چیزی نمانده است.</p>}
      <ul>
        {issues.data?.items.map((issue) => (
          <Issue key={issue.id} issue={issue} />
        ))}
      </ul>
      {next && (
        <Link className="button button-quiet" to={`${addressOfKind(kind)}&cursor=${encodeURIComponent(next)}`}>
          بعدی
        </Link>
      )}
    </SubPage>
  )
}

function Issue({ issue }: { issue: SyncIssueView }) {
  const address = addressOfRecord(issue.entity, issue.recordId)
  const name = <code dir="ltr">{issue.recordId}</code>
  return (
    <li className="tile" data-testid={`issue-${issue.id}`}>
      <strong>{address ? <Link to={address}>{name}</Link> : name}</strong>
      <bdi>{issue.message}</bdi>
      {issue.detail && (
        <p className="muted">
          پاسخ محک: <bdi>{issue.detail}</bdi>
        </p>
      )}
      <p className="muted">
        {formatCount(issue.count)} بار، آخرین بار <Moment at={issue.lastAt} />
      </p>
      <IssueActions issue={issue} />
    </li>
  )
}
