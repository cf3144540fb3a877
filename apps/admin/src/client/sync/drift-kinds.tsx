import type { SyncDriftReport } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import { repairDrift } from '../api.ts'
import { Badge } from '../views.tsx'
import { Act } from './act.tsx'
import { Dispute } from './dispute.tsx'
import { driftWords, entityName } from './words.ts'

/** What was found, by kind, with the ways out: mend all of it, or let Mahak send what it has otherwise. */
export function DriftKinds({ counts }: { counts: SyncDriftReport['counts'] }) {
  if (counts.length === 0) return <p data-testid="no-drift">دو سو یکی می‌گویند.</p>
  return (
    <ul>
      {counts.map(({ entity, class: kind, count }) => (
        <li key={`${entity} ${kind}`} className="issue-kind" data-testid={`drift-${entity}-${kind}`}>
          <span>
            <Badge words={driftWords(kind)} /> {formatCount(count)} ردیف از {entityName(entity)}
          </span>
          <span className="actions">
            {kind !== 'missing_there' && <Dispute entity={entity} />}
            <Act
              what={() => repairDrift({ kind: { entity, class: kind } })}
              done="خواسته شد؛ مقایسهٔ بعدی نتیجه را نشان می‌دهد"
              testId={`repair-${entity}-${kind}`}
            >
              رفع همه
            </Act>
          </span>
        </li>
      ))}
    </ul>
  )
}
