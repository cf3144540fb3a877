import type { SyncIssueGroups, SyncStateView } from '@hybrid-store/contracts'
import { Link } from 'react-router'
import { Account } from './account.tsx'
import { Issues } from './issues.tsx'
import { PullButton } from './pull-button.tsx'
import { Pulls } from './pulls.tsx'
import { Readings } from './readings.tsx'
import { Waiting } from './waiting.tsx'

interface Props {
  sync: SyncStateView | undefined
  issues: SyncIssueGroups['groups']
}

export function SyncPanel({ sync, issues }: Props) {
  return (
    <section className="panel" aria-labelledby="sync" data-testid="sync-panel">
      <div className="panel-head">
        <h2 id="sync">همگام‌سازی با محک</h2>
        <Link className="button button-quiet" to="/sync/drift" data-testid="to-drift">
          اختلاف دو سو
        </Link>
        <PullButton />
      </div>
      {sync && (
        <>
          <div className="tiles">
            <Account account={sync.account} />
            <Waiting sync={sync} />
          </div>
          <Issues groups={issues} />
          <Readings readings={sync.readings} />
          <Pulls pulls={sync.pulls} />
        </>
      )}
    </section>
  )
}
