import type { SyncRecordView } from '@hybrid-store/contracts'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from 'react-router'
import { isLoggedOut } from '../api.ts'
import { recordQuery } from '../queries.ts'
import { Badge, Code, Failure, Moment } from '../views.tsx'
import { Exchanges } from './exchanges.tsx'
import { IssueActions } from './issue-actions.tsx'
import { SubPage } from './sub-page.tsx'
import { actionName, entityName, issueStatus, queueState } from './words.ts'

/** The story of one record: where it stands, what is wrong, what was said to Mahak and answered, who did what. */
export function RecordPage() {
  const { entity = '', recordId = '' } = useParams()
  const { data: record, error } = useQuery(recordQuery(entity, recordId))
  if (isLoggedOut(error)) return <Navigate to="/login" replace />
  return (
    <SubPage title={`${entityName(entity)} در راه محک`}>
      <Failure error={error} />
      <code dir="ltr">{recordId}</code>
      {record && (
        <>
          <Standing record={record} />
          <Troubles issues={record.issues} />
          <Exchanges record={record} />
          <Deeds audit={record.audit} />
        </>
      )}
    </SubPage>
  )
}

function Standing({ record: { waiting, link } }: { record: SyncRecordView }) {
  return (
    <div className="tile" data-testid="record-standing">
      <p>
        {waiting ? <Badge words={queueState(waiting.state)} /> : <Badge words={{ label: 'در دفتر', tone: 'good' }} />}
      </p>
      {waiting && (
        <p>
          تلاش‌های ناکام: <Code value={waiting.attempts} />
          {waiting.state === 'dirty' && (
            <>
              ، نوبت بعدی: <Moment at={waiting.dueAt} />
            </>
          )}
          ، آخرین تغییر: <Moment at={waiting.changedAt} />
          {waiting.correlationId && (
            <>
              {' '}
              با درخواست <Code value={waiting.correlationId} />
            </>
          )}
        </p>
      )}
      {link && (
        <p>
          شناسهٔ محک: {link.mahakId === null ? 'ندارد' : <Code value={link.mahakId} />}، پذیرفته:{' '}
          <Moment at={link.acceptedAt} />، فاکتور: <Moment at={link.confirmedAt} />
        </p>
      )}
    </div>
  )
}

function Troubles({ issues }: { issues: SyncRecordView['issues'] }) {
  return issues.map((issue) => (
    <div key={issue.id} className="tile" data-testid={`issue-${issue.id}`}>
      <p>
        <Badge words={issueStatus(issue.status)} /> <bdi>{issue.message}</bdi>
      </p>
      {issue.detail && <bdi className="muted">{issue.detail}</bdi>}
      {issue.status === 'ignored' && (
        <p className="muted">
          <bdi>{issue.note}</bdi>، تا <Moment at={issue.ignoredUntil} />
        </p>
      )}
      {issue.status !== 'resolved' && <IssueActions issue={issue} />}
    </div>
  ))
}

function Deeds({ audit }: { audit: SyncRecordView['audit'] }) {
  if (audit.length === 0) return null
  return (
    <div className="tile" data-testid="record-audit">
      <h2>کارهای کارکنان</h2>
      <ul>
        {audit.map(({ at, who, action }) => (
          <li key={`${at} ${action}`}>
            <Moment at={at} />: {actionName(action)} <code dir="ltr">{who}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}
