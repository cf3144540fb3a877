import type { SyncStateView } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import { Moment } from '../views.tsx'
import { entityName } from './words.ts'

/** Records that could not be carried over and need a person. */
export function Issues({ issues }: { issues: SyncStateView['issues'] }) {
  if (issues.length === 0) return null
  return (
    <div className="notice tone-warn" data-testid="sync-issues">
      <h3>نیازمند رسیدگی</h3>
      <ul>
        {issues.map((issue) => (
          <li key={issue.id} data-testid={`issue-${issue.id}`}>
            <strong>{entityName(issue.entity)}</strong> <code dir="ltr">{issue.recordId}</code>:{' '}
            <bdi>{issue.message}</bdi>{' '}
            <span className="muted">
              (<code dir="ltr">{issue.code}</code>، {formatCount(issue.count)} بار، آخرین بار{' '}
              <Moment at={issue.lastAt} />)
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
