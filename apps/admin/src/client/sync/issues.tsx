import type { SyncIssueGroups } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { retryIssues } from '../api.ts'
import { Moment } from '../views.tsx'
import { addressOfKind } from './issue-address.ts'
import { entityName } from './words.ts'

type Kind = SyncIssueGroups['groups'][number]

/** What needs a person, by kind: how much of it, since when, and the two ways out. */
export function Issues({ groups }: { groups: readonly Kind[] }) {
  if (groups.length === 0) return null
  return (
    <div className="notice tone-warn" data-testid="sync-issues">
      <h3>نیازمند رسیدگی</h3>
      <ul>
        {groups.map((kind) => (
          <IssueKind key={`${kind.entity} ${kind.code} ${kind.field}`} kind={kind} />
        ))}
      </ul>
    </div>
  )
}

function IssueKind({ kind }: { kind: Kind }) {
  return (
    <li className="issue-kind" data-testid={`issues-${kind.entity}-${kind.code}`}>
      <span>
        <strong>
          {formatCount(kind.records)} {entityName(kind.entity)}
        </strong>
        : <bdi>{kind.message}</bdi>{' '}
        <span className="muted">
          (<code dir="ltr">{kind.code}</code>، نخستین بار <Moment at={kind.firstAt} />، آخرین بار{' '}
          <Moment at={kind.lastAt} />)
        </span>
      </span>
      <span className="actions">
        <RetryKind kind={kind} />
        <Link className="button button-quiet" to={addressOfKind(kind)}>
          دیدن یکایک
        </Link>
      </span>
    </li>
  )
}

function RetryKind({ kind: { entity, code, field } }: { kind: Kind }) {
  const queries = useQueryClient()
  const retry = useMutation({
    mutationFn: () => retryIssues({ group: { entity, code, field } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sync'] }),
  })
  return (
    <>
      <span role="status" className="muted">
        {retry.isSuccess && `${formatCount(retry.data.changed)} مورد دوباره فرستاده می‌شود`}
        {retry.isError && retry.error.message}
      </span>
      <button type="button" className="button" disabled={retry.isPending} onClick={() => retry.mutate()}>
        تلاش دوبارهٔ همه
      </button>
    </>
  )
}
