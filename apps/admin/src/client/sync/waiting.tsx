import type { SyncStateView } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import { Badge, Code } from '../views.tsx'
import { entityName, formatAge, queueState } from './words.ts'

/** What the books do not know yet: where it stands and how long the oldest has waited. */
export function Waiting({ sync }: { sync: SyncStateView }) {
  return (
    <div className="tile" data-testid="sync-waiting">
      <h3>در راه حسابداری</h3>
      {sync.waiting.length === 0 && <p className="muted">چیزی در صف نیست.</p>}
      <ul>
        {sync.waiting.map(({ entity, state, count, oldestMs }) => (
          <li key={`${entity} ${state}`} data-testid={`waiting-${entity}-${state}`}>
            <Badge words={queueState(state)} />{' '}
            <span>
              {formatCount(count)} {entityName(entity)}
            </span>{' '}
            <span className="muted">قدیمی‌ترین: {formatAge(oldestMs)}</span>
          </li>
        ))}
      </ul>
      {sync.uncertain > 0 && (
        <p>
          <Badge words={{ label: 'نامعلوم', tone: 'warn' }} /> <Code value={sync.uncertain} testId="sync-uncertain" />{' '}
          مورد که رسیدن آن هنوز روشن نیست
        </p>
      )}
    </div>
  )
}
